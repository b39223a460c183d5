/** Writes tables in Markdown. */

/** Returns the lines of a table, the first row its head. Bars in cells are the caller's to escape. */
export function tableLines([head = [], ...rows]: readonly (readonly string[])[]): string[] {
  const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [row(head), row(head.map(() => '---')), ...rows.map(row)];
}
