/** Compiles a deck with what a cache knows of it and without, to compare. */
import type { DeckCache } from '../../server/deck/cache/deck-cache.ts';
import type { Reference } from '../../server/deck/model/deck.ts';
import { DeckError } from '../../server/deck/model/diagnostic.ts';
import { type DeckSource, parseDeck } from '../../server/deck/parse.ts';
import { renderDeck } from '../../server/deck/render.ts';

/** All that a deck comes out as, its author's mistake included; what has no order is sorted. */
export async function outcomeOf(
  text: string,
  cache?: DeckCache,
  more: Partial<Pick<DeckSource, 'format' | 'layers'>> = {},
): Promise<unknown> {
  const asked: Reference[] = [];
  try {
    const parsed = parseDeck({
      ...{ name: 'a', file: 'a/deck.md', text, format: 'markdown' },
      ...more,
      ...(cache && { functions: cache }),
    });
    const rendered = await renderDeck(parsed, {
      ...(cache && { createRenderer: cache.createRenderer }),
      resolve: (reference) => {
        asked.push(reference);
        return `r/${reference.url}`;
      },
    });
    cache?.nextGeneration();
    const characters = rendered.characters();
    return { ...rendered, characters, warnings: byPlace(rendered.warnings), asked: byPlace(asked) };
  } catch (error) {
    if (error instanceof DeckError) return error.diagnostic;
    throw error;
  }
}

function byPlace<T extends { line: number; column?: number; reason?: string }>(told: readonly T[]): T[] {
  return [...told].sort((a, b) => a.line - b.line || (a.reason ?? '').localeCompare(b.reason ?? ''));
}
