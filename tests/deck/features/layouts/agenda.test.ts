/** An agenda lists the deck's sections, and says where there are none. */
import { expect, test } from 'vitest';
import { parseDeck } from '../../../../server/deck/parse.ts';
import { renderDeck } from '../../../../server/deck/render.ts';

async function toldOf(text: string) {
  const { warnings } = await renderDeck(
    parseDeck({ name: 'deck', file: 'deck.md', text, format: 'markdown', read: () => undefined }),
  );
  return warnings.map(({ rule, line, reason, hint }) => `${line} ${rule}: ${reason}. ${hint}`);
}

test('an agenda without sections is told at its slide', async () => {
  expect(await toldOf('# Title\n\n---\n\n{.agenda}\n\n## Today\n\n---\n\n## One\n\nwords')).toEqual([
    '5 layout: this agenda is empty: the deck has no sections. A heading that stands alone on a slide begins a section; or write the list yourself.',
  ]);
});

test.each([
  ['with a section', '{.agenda}\n\n## Today\n\n---\n\n# One'],
  ['with a list of its own', '{.agenda}\n\n## Today\n\n- one\n- two'],
])('an agenda %s is right', async (_, slides) => {
  expect(await toldOf(`# Title\n\n---\n\n${slides}`)).toEqual([]);
});
