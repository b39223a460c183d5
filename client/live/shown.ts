/** Slides that have just been shown for the first time, for a page that was sent without them. */
import { chooseBackgrounds } from '../choose-backgrounds.ts';
import type { Props } from './part.ts';
import { columnsOf } from './whole-page.ts';

/** Fetches the slides that may be seen by now and adds them behind those that are here. Answers whether there were any. */
export async function fetchShown({ reveal, slides, mover }: Props): Promise<boolean> {
  const count = slides.querySelectorAll('section:not(.stack)').length;
  const response = await fetch(`shown?from=${count}`, { cache: 'no-store' }).catch(() => undefined);
  if (!response?.ok) return false;
  const page = new DOMParser().parseFromString(await response.text(), 'text/html');
  chooseBackgrounds(page);
  const more = page.querySelector<HTMLElement>('.slides');
  const columns = more ? columnsOf(more) : [];
  const first = Number(more?.dataset.h);
  if (columns.length === 0) return false;
  const present = columnsOf(slides);
  columns.forEach((column, index) => {
    const here = present[first + index];
    // A stack of which the beginning is here.
    if (here) here.append(...column.children);
    else slides.append(column);
  });
  mover.quietly(() => reveal.sync());
  if (slides.querySelector('[data-background-own]'))
    import('../backgrounds.ts').then((module) => module.checkBackgrounds(reveal));
  return true;
}
