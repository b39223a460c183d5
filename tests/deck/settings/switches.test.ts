/** Rules that are switched off, for a deck and for a slide. */
import { expect, test } from 'vitest';
import { parseDeck } from '../../../server/deck/parse.ts';
import { renderDeck } from '../../../server/deck/render.ts';
import { isSwitchedOn } from '../../../server/deck/settings/switches.ts';

/** What is said of a deck, as `line rule`. */
async function said(text: string): Promise<string[]> {
  const source = { name: 'deck', file: 'deck.md', format: 'markdown', text } as const;
  const { warnings, switches } = await renderDeck(parseDeck(source));
  return warnings
    .filter((warning) => isSwitchedOn(warning, switches))
    .map(({ line, rule }) => `${line} ${rule}`);
}

const PICTURE = '<img src="a.png">';

test('a rule is on unless it is switched off', async () => {
  expect(await said(PICTURE)).toEqual(['1 alt-text']);
});

test('front matter switches a rule off for the deck', async () => {
  expect(await said(`---\ncheck: { alt-text: off }\n---\n${PICTURE}\n\n---\n\n${PICTURE}`)).toEqual([]);
});

test.each([
  '<!-- check: { alt-text: off } -->',
  '<!--check: alt-text: off-->',
  '<!-- check: { math: off, alt-text: off } -->',
])('the comment %s switches a rule off for its slide alone', async (comment) => {
  expect(await said(`${PICTURE}\n\n${comment}\n\n---\n\n${PICTURE}`)).toEqual(['7 alt-text']);
});

test('a slide switches a rule on again that its deck has off', async () => {
  const front = '---\ncheck: { alt-text: off }\n---\n';
  const comment = '<!-- check: { alt-text: on } -->';
  expect(await said(`${front}${PICTURE}\n\n---\n\n${comment}\n\n${PICTURE}`)).toEqual(['10 alt-text']);
});

test('a comment in code or among others switches nothing off', async () => {
  expect(
    await said(`${PICTURE}\n\n\`<!-- check: { alt-text: off } -->\` <!-- check the boot times -->`),
  ).toEqual(['1 alt-text']);
});

test('a rule that is not there is told of where the comment stands', async () => {
  expect(await said('# A\n\n<!-- check: { alt-txt: off } -->')).toEqual(['3 unknown-setting']);
});

test('a comment that switches rules off is not sent', async () => {
  const text = '# A\n\n<!-- check: { math: off } -->';
  const { stacks } = await renderDeck(parseDeck({ name: 'deck', file: 'deck.md', format: 'markdown', text }));
  expect(stacks[0]?.slides[0]?.html).not.toContain('check');
});
