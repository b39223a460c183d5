/** An author's desk: what it remembers of what pages ask for. */
import { expect, test } from 'vitest';
import { DevServer } from '../../server/dev/dev-server.ts';
import { siteOf } from '../setup/site.ts';

test('is told which decks are open, of those that there are, and remembers no other name', () => {
  const wanted: string[] = [];
  const devServer = new DevServer({
    ...{ script: '', isPrivate: true, open: () => {}, placeOf: async () => undefined },
    pageOpened: (deck) => wanted.push(deck),
    themes: [],
    inTheme: async () => siteOf({}),
  });
  const names = [
    'talk',
    'none',
    '',
    'talk/',
    '__proto__',
    ...Array.from({ length: 1_000 }, (_, i) => `x${i}`),
  ];
  for (const name of names) devServer.pageOpened(name);
  expect(wanted).toEqual([]);
  const deck = { name: 'talk', title: 'Talk', slides: 1, unlisted: false, source: '', revision: '1' };
  const facts = { audience: 'free', errors: [], warnings: [], diagnostics: [] } as const;
  devServer.update({ ...siteOf({}), decks: [{ ...deck, ...facts }] });
  for (const name of names) devServer.pageOpened(name);
  expect(wanted).toEqual(['talk']);
});
