/** Remembers the slides of a deck as they were compiled last, whatever its text: after a start, too, they keep their ids. */

import type { PreviousDeck } from '../deck/slide/match-ids.ts';
import type { DeckFiles } from '../files/discover.ts';
import type { DiskCache } from '../files/disk-cache.ts';
import { contentHash } from '../files/hash.ts';

/** The slides that were written last for the deck of these files. */
export function readPreviousSlides(memory: DiskCache, files: DeckFiles): PreviousDeck | undefined {
  // What `writePreviousSlides` wrote; a cache of another version of the code has another folder.
  return memory.read(keyOf(files)) as PreviousDeck | undefined;
}

/** Writes of each slide no more than a later compilation asks for. */
export function writePreviousSlides(memory: DiskCache, files: DeckFiles, { stacks }: PreviousDeck): void {
  const slides = (stack: PreviousDeck['stacks'][number]) =>
    stack.slides.map(({ id, fingerprint, html }) => ({ id, fingerprint, html }));
  memory.write(keyOf(files), { stacks: stacks.map((stack) => ({ slides: slides(stack) })) });
}

function keyOf({ file, name }: DeckFiles): string {
  return `slides-${contentHash(file, name)}`;
}
