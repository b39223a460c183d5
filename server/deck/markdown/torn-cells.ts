/** Finds what Markdown loses of tables: cells beyond the head, and code and formulas that a bar parts. */
import type { Tokens } from 'marked';
import { splitMath } from '../features/math/syntax.ts';
import { unmaskVariables } from '../features/variables/variables.ts';
import type { Warn } from '../html/sanitize.ts';

/** Code between backticks, by its marks and its content. */
const CODE = /(?<!`)(`+)(?!`)(.*?)(?<!`)\1(?!`)/g;

/** A bar that parts cells, in code, too. */
const BAR = /(?<!\\)\|/;

/** Warns of rows of a table of which something is lost; a formula that a bar parts has a rule of its own. */
export function tellTornCells({ raw, header }: Tokens.Table, warn: Warn): void {
  const [head = '', , ...rows] = raw.trimEnd().split('\n').map(unmaskVariables);
  for (const row of [head, ...rows]) {
    const code = [...row.matchAll(CODE)].find(([, , content = '']) => BAR.test(content));
    const cells = cellsOf(row);
    if (code) {
      const reason = `a bar in ${code[0]} parts the cells of this table, and the code`;
      const hint = `Write it as \`\\|\`: ${code[0].replace(new RegExp(BAR, 'g'), '\\|')}.`;
      warn({ rule: 'table-row', reason, hint }, row, code[0]);
    } else if (cells.slice(header.length).some((cell) => cell !== '') && tornFormulas(row).length === 0) {
      const reason = `this row has ${cells.length} cells, and the head of its table ${header.length}, so the rest is not shown`;
      const hint = 'Name each column in the head; a bar that is text is written `\\|`.';
      warn({ rule: 'table-row', reason, hint }, row);
    }
  }
}

/** Returns the cells of a row, as Markdown splits it. */
function cellsOf(row: string): readonly string[] {
  const inner = row
    .trim()
    .replace(/^\|/, '')
    .replace(/(?<!\\)\|$/, '');
  return inner.split(BAR).map((cell) => cell.trim());
}

/** Returns the formulas in a row of a table that a bar parts. */
export function tornFormulas(row: string): readonly string[] {
  const words = row.replace(CODE, (span) => '`'.repeat(span.length));
  return splitMath(words).flatMap((part) =>
    typeof part === 'string' || !BAR.test(part.raw) || isPrice(words, part.raw) ? [] : [part.raw],
  );
}

/** Returns whether the first dollar follows a number. */
function isPrice(line: string, formula: string): boolean {
  return /\d$/.test(line.slice(0, line.indexOf(formula)));
}
