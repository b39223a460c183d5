/** Chooses the file of a slide's background, where there are several: reveal.js supports a single address only. */

/** Pixel ratio up to which a background gets finer files. */
const FINEST = 2;

/** A file with this share of the wanted width is wide enough. */
const NEAR = 0.9;

/** Sections with a choice: from server/deck/features/pictures/backgrounds.ts, or from their author. */
const OPEN = 'section[data-background-srcset]';

/**
 * Returns the first candidate that is as wide as wanted, in the page's pixels, else the widest; the list is
 * sorted by width.
 */
export function choose(list: string, width: number): string {
  const wanted = width * Math.min(devicePixelRatio, FINEST) * NEAR;
  const candidates = list.split(',').map((candidate) => candidate.trim().split(' '));
  const chosen = candidates.find(([, size = '']) => Number.parseInt(size, 10) >= wanted) ?? candidates.at(-1);
  return chosen?.[0] ?? '';
}

/**
 * Chooses for the slides within, by the window's longer side: a device may be turned, and a cropped picture
 * exceeds it.
 */
export function chooseBackgrounds(within: ParentNode): void {
  for (const { dataset } of within.querySelectorAll<HTMLElement>(OPEN)) {
    const { backgroundSrcset = '', backgroundImage = '', backgroundPreview } = dataset;
    delete dataset.backgroundSrcset;
    dataset.backgroundOwn = backgroundImage;
    dataset.backgroundImage = choose(backgroundSrcset, Math.max(innerWidth, innerHeight));
    if (backgroundPreview) dataset.backgroundGradient = backgroundPreview;
  }
}
