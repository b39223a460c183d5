/** The files of a first deck. */
import { describe, expect, test } from 'vitest';
import { type FirstDeck, firstDeck, slugOf, titleOf } from '../../../server/commands/new/new-deck.ts';
import { parseDeck } from '../../../server/deck/parse.ts';
import { renderDeck } from '../../../server/deck/render.ts';

const known: FirstDeck = {
  title: 'What the tide knows',
  speaker: 'Ada Byron',
  date: '2026-11-22',
  language: 'en-GB',
  file: 'decks/tide/deck.md',
  commands: { check: 'npm run check', serve: 'npm start' },
};

function parse(deck: Partial<FirstDeck>) {
  const text = firstDeck({ ...known, ...deck }).get('deck.md') ?? '';
  return parseDeck({ name: 'tide', file: 'deck.md', format: 'markdown', text });
}

test.each([
  ['What the tide knows', 'what-the-tide-knows'],
  ['tide', 'tide'],
  ["It's_2026", 'its-2026'],
  ['Ébbe & Flut', 'ébbe-flut'],
  ['潮', '潮'],
  ['--', undefined],
  ['', undefined],
  ['CON', undefined],
  ['x'.repeat(80), 'x'.repeat(60)],
])('the address of %j is %j', (name, slug) => {
  expect(slugOf(name)).toBe(slug);
});

test.each([
  ['What the tide knows', 'What the tide knows'],
  ['what-the_tide-knows', 'What the tide knows'],
  ['e-mail at sea', 'E-mail at sea'],
])('the title of %j is %j', (name, title) => {
  expect(titleOf(name)).toBe(title);
});

describe('the deck', () => {
  test('says what is known, and compiles without a warning', async () => {
    const { settings, stacks, warnings } = parse({});
    expect(warnings).toEqual([]);
    expect(settings).toMatchObject({
      title: 'What the tide knows',
      speakers: ['Ada Byron'],
      date: '2026-11-22',
      lang: 'en',
      duration: 10,
    });
    expect(stacks.map(({ slides }) => slides.length)).toEqual([1, 2, 1, 1, 1, 1, 1, 1]);
    expect((await renderDeck(parse({}))).warnings).toEqual([]);
  });

  test('leaves no blank to be filled in', () => {
    const text = firstDeck(known).get('deck.md') ?? '';
    expect(text).not.toMatch(/TITLE|SPEAKER|DATE|LANGUAGE|FILE|CHECK|SERVE/);
    expect(text).toContain('`decks/tide/deck.md`');
    expect(text).toContain('`npm run check`');
  });

  test('shows a title as it was written', async () => {
    const title = 'Why "2 * 3" <is> $6: [a] story';
    expect(parse({ title }).settings.title).toBe(title);
    const { stacks } = await renderDeck(parse({ title }));
    expect(stacks[0]?.slides[0]?.title).toBe(title);
  });

  test('names nobody where nobody is known', () => {
    const deck = parse({ speaker: undefined });
    expect(deck.settings.speakers).toEqual([]);
    expect(deck.stacks[0]?.slides[0]?.source).toContain('Your name');
  });

  test('tells an author who does not write English where to say so', () => {
    expect(firstDeck({ ...known, language: 'de-CH' }).get('deck.md')).toContain(
      'lang: en # of these words; yours may be de-CH\n',
    );
  });
});
