/** The decks of decks.openmirage.org, edited by chance: with a cache each comes out as it does without. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { DeckCache } from '../../server/deck/cache/deck-cache.ts';
import { outcomeOf } from '../deck/compile-twice.ts';
import { editOnce } from '../deck/edits.ts';
import { createRandom } from '../deck/random.ts';
import { CORPUS, originalDecks } from './original.ts';

const EDITS = 5;

/** As `site.yml` beside this file has it. */
const layers = [
  { markdown: '2013', separator: '^\\n\\n----\\n', verticalSeparator: '^\\n\\n', notesSeparator: '^Note:' },
] as const;

test.each(originalDecks())('$name', async ({ name, kind }) => {
  const random = createRandom(EDITS);
  const cache = new DeckCache();
  const deck = kind === 'md' ? ({ format: 'markdown', layers } as const) : ({ format: 'html' } as const);
  let text = readFileSync(new URL(`${name}/${kind === 'md' ? 'content.md' : 'index.html'}`, CORPUS), 'utf8');
  await outcomeOf(text, cache, deck);
  for (let i = 0; i < EDITS; i++) {
    text = editOnce(text, random);
    expect(await outcomeOf(text, cache, deck), text).toEqual(await outcomeOf(text, undefined, deck));
  }
});
