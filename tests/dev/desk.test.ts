/** An author's desk: what it remembers of what pages ask for. */
import { expect, test } from 'vitest';
import { Desk } from '../../server/dev/desk.ts';
import { siteOf } from '../setup/site.ts';

test('is told to want decks that there are, and remembers no other name', () => {
  const wanted: string[] = [];
  const desk = new Desk({
    script: '',
    isPrivate: true,
    open: () => {},
    placeOf: async () => undefined,
    want: (deck) => wanted.push(deck),
  });
  const names = [
    'talk',
    'none',
    '',
    'talk/',
    '__proto__',
    ...Array.from({ length: 1_000 }, (_, i) => `x${i}`),
  ];
  for (const name of names) desk.want(name);
  expect(wanted).toEqual([]);
  const deck = { name: 'talk', title: 'Talk', slides: 1, unlisted: false, source: '', revision: '1' };
  const facts = { audience: 'free', errors: [], warnings: [], diagnostics: [] } as const;
  desk.take({ ...siteOf({}), decks: [{ ...deck, ...facts }] });
  for (const name of names) desk.want(name);
  expect(wanted).toEqual(['talk']);
});
