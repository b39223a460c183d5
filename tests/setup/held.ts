/** What a talk has shown, for decks that hold back. */
import type { ShownSlides } from '../../server/site/site.ts';

/** Slides in the order in which they were shown, each with its last step. */
export function shown(...slides: readonly (string | readonly [id: string, step: number])[]): ShownSlides {
  const all = slides.map((slide) => (typeof slide === 'string' ? ([slide, -1] as const) : slide));
  return {
    // Another one for other slides, as a state of a run names what was shown in it.
    epoch: all.map(([id, step]) => `${id}${step}`.replace(/[^\w-]/g, '_')).join('_'),
    count: all.length,
    slides: new Map(all.map(([id, step], i) => [id, { step, first: i + 1, last: i + 1 }])),
  };
}
