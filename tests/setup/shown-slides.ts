/** What a talk has shown, for withholding decks. */
import type { ShownSlides } from '../../server/site/site.ts';

/** Returns slides as shown, in order, each with its last step. */
export function shown(...slides: readonly (string | readonly [id: string, step: number])[]): ShownSlides {
  const all = slides.map((slide) => (typeof slide === 'string' ? ([slide, -1] as const) : slide));
  return {
    // A different epoch for different slides.
    epoch: all.map(([id, step]) => `${id}${step}`.replace(/[^\w-]/g, '_')).join('_'),
    count: all.length,
    slides: new Map(all.map(([id, step], i) => [id, { step, first: i + 1, last: i + 1 }])),
  };
}
