/** Decks on pages of engines: at rest, and what of them is shown. */
import type { RevealApi } from 'reveal.js';
import { expect } from 'vitest';
import type { EnginePage } from './engine.ts';

declare global {
  /** As the deck page exposes it. */
  var Reveal: RevealApi;
}

/** Where a page is: slide, fragment, and whether it is black. */
export type Where = readonly [slide: string, fragment: number, black: boolean];

/** Where a page is; not yet anywhere where reveal.js is not ready. */
export function where(page: EnginePage): Promise<Where | undefined> {
  return page.evaluate((): Where | undefined => {
    if (!globalThis.Reveal?.isReady()) return undefined;
    return [Reveal.getCurrentSlide().id, Reveal.getIndices().f ?? -1, Reveal.isPaused()];
  });
}

/** Waits, in a test, until all these pages are at a place. */
export async function all(pages: readonly EnginePage[], ...place: Where): Promise<void> {
  for (const page of pages) await expect.poll(() => where(page), { interval: 25 }).toEqual(place);
}

/** Waits, in a test, until reveal.js has a page's slides, and none of them moves. */
export async function rest(page: EnginePage): Promise<void> {
  const isReady = () => document.querySelector('.reveal.ready') !== null;
  await expect.poll(() => page.evaluate(isReady)).toBe(true);
  await still(page);
}

/** Waits until the letters and pictures of the present slide are there, and no slide moves. */
export async function still(page: EnginePage): Promise<void> {
  await page.evaluate(async () => {
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    // `document.fonts.ready` waits for the whole page in some browsers. A face begins to load when a frame needs it.
    const loading = () => [...document.fonts].filter(({ status }) => status === 'loading');
    do {
      await Promise.all(loading().map((face) => face.loaded));
      await frame();
      await frame();
    } while (loading().length > 0);
    const pictures = [...document.querySelectorAll<HTMLImageElement>('.present:not(.stack) img')];
    await Promise.all(pictures.map((picture) => picture.decode()));
    // On a phone it stays for a while where slides were scrolled.
    while (document.querySelector('.scrollbar.visible')) await frame();
    await frame();
    const passing = document.getAnimations().filter(({ playState, effect }) => {
      // Around the slides, arrows beckon for some seconds.
      const isSlide =
        effect instanceof KeyframeEffect && effect.target?.closest('.slides, .backgrounds, .scrollbar');
      return isSlide && playState === 'running' && effect.getComputedTiming().endTime !== Infinity;
    });
    await Promise.allSettled(passing.map(({ finished }) => finished));
    await frame();
    await frame();
  });
}
