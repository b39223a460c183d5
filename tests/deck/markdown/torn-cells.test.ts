/** What is lost of tables is told when a deck is compiled, so that a server says it, too. */
import { expect, test } from 'vitest';
import { parseDeck } from '../../../server/deck/parse.ts';
import { renderDeck } from '../../../server/deck/render.ts';

async function toldOf(text: string): Promise<readonly string[]> {
  const read = () => undefined;
  const deck = await renderDeck(parseDeck({ name: 'deck', file: 'deck.md', text, format: 'markdown', read }));
  return deck.warnings.map(({ line, rule, reason }) => `${line} ${rule} ${reason}`);
}

const HEAD = '| a | b |\n|---|---|\n';

test.each([
  [
    '| one | two | three lost |',
    '3 table-row this row has 3 cells, and the head of its table 2, so the rest is not shown',
  ],
  ['| `x | y` | z |', '3 table-row a bar in `x | y` parts the cells of this table, and the code'],
  ['| `x | y` |', '3 table-row a bar in `x | y` parts the cells of this table, and the code'],
])('%s', async (row, told) => {
  expect(await toldOf(`${HEAD}${row}\n`)).toEqual([told]);
});

test.each([
  '| one | two |',
  '| one | two',
  '| one |',
  '| one | two | |',
  '| one \\| two | `x \\| y` |',
  '| $|x|$ | 1 |',
])('nothing of %s', async (row) => {
  expect(await toldOf(`${HEAD}${row}\n`)).toEqual([]);
});
