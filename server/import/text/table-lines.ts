/** Writes tables in Markdown. */

const RULES: Readonly<Record<string, string>> = { left: ':---', center: ':---:', right: '---:' };

/**
 * Returns the lines of a table, the first row its head, whose columns may be `left`, `center` or `right`. Bars in cells
 * are the caller's to escape.
 */
export function tableLines(
  [head = [], ...rows]: readonly (readonly string[])[],
  aligns: readonly string[] = [],
): string[] {
  const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [row(head), row(head.map((_cell, i) => RULES[aligns[i] ?? ''] ?? '---')), ...rows.map(row)];
}
