/** What a talk has shown, for decks that hold back. */
import type { ShownSlides } from '../../server/site/held.ts';

/** Slides in the order in which they were shown, each with its last step. */
export function shown(...slides: readonly (string | readonly [id: string, step: number])[]): ShownSlides {
  const all = slides.map((slide) => (typeof slide === 'string' ? ([slide, -1] as const) : slide));
  return {
    epoch: 'run',
    count: all.length,
    slides: new Map(all.map(([id, step], i) => [id, { step, first: i + 1, last: i + 1 }])),
  };
}
