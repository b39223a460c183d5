/** Which file a slide's background is loaded from, where there are several: reveal.js knows but one address. */

/** A screen with finer pixels shows no more of a picture that is only the ground of a slide. */
const FINEST = 2;

/** A file that is this near to the width wanted is wide enough. */
const NEAR = 0.9;

/** Sections that leave a choice: by server/deck/features/pictures/backgrounds.ts, or by their author. */
const OPEN = 'section[data-background-srcset]';

/** The first of a list as wide as wanted, in the page's pixels, else the widest; the list goes from narrow to wide. */
export function choose(list: string, width: number): string {
  const wanted = width * Math.min(devicePixelRatio, FINEST) * NEAR;
  const candidates = list.split(',').map((candidate) => candidate.trim().split(' '));
  const chosen = candidates.find(([, size = '']) => Number.parseInt(size, 10) >= wanted) ?? candidates.at(-1);
  return chosen?.[0] ?? '';
}

/** Chooses for the slides within, by the window's longer side: it may be turned, and what is cropped is higher than it. */
export function chooseBackgrounds(within: ParentNode): void {
  for (const { dataset } of within.querySelectorAll<HTMLElement>(OPEN)) {
    const { backgroundSrcset = '', backgroundImage = '', backgroundPreview } = dataset;
    delete dataset.backgroundSrcset;
    dataset.backgroundOwn = backgroundImage;
    dataset.backgroundImage = choose(backgroundSrcset, Math.max(innerWidth, innerHeight));
    if (backgroundPreview) dataset.backgroundGradient = backgroundPreview;
  }
}
