/** The decks of decks.openmirage.org, imported: nothing throws, and every one that is a page has all its slides. */
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { parseDeck } from '../../server/deck/parse.ts';
import { importDeck } from '../../server/import/import-deck.ts';
import { CORPUS, originalDecks } from './original.ts';

test.each(originalDecks().filter(({ kind }) => kind === 'html'))('$name', ({ name, columns }) => {
  const folder = fileURLToPath(new URL(name, CORPUS));
  const { texts } = importDeck(folder, folder);
  const text = String(texts.get('deck.md'));
  const { stacks } = parseDeck({ name, file: 'deck.md', format: 'markdown', text });
  expect(stacks.map(({ slides }) => slides.length)).toEqual(columns);
});
