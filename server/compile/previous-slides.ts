/**
 * Stores the slides of a deck as last compiled, whatever its text, so that they keep their ids after a restart, too.
 */

import type { PreviousDeck } from '../deck/slide/match-ids.ts';
import type { DeckFiles } from '../files/deck-files.ts';
import type { DiskCache } from '../files/disk-cache.ts';
import { contentHash } from '../files/hash.ts';

/** Returns the slides stored last for the deck with this main file and name; undefined where there are none. */
export function readPreviousSlides(memory: DiskCache, files: DeckFiles): PreviousDeck | undefined {
  // Written by `writePreviousSlides`; every version of the code has its own cache folder.
  return memory.read(keyOf(files)) as PreviousDeck | undefined;
}

/** Stores, of each slide, only what a later compilation needs. */
export function writePreviousSlides(memory: DiskCache, files: DeckFiles, { stacks }: PreviousDeck): void {
  const slides = (stack: PreviousDeck['stacks'][number]) =>
    stack.slides.map(({ id, fingerprint, html }) => ({ id, fingerprint, html }));
  memory.write(keyOf(files), { stacks: stacks.map((stack) => ({ slides: slides(stack) })) });
}

function keyOf({ file, name }: DeckFiles): string {
  return `slides-${contentHash(file, name)}`;
}
