/** Keeps the scroll view's position when slides change: reveal.js only knows the pages that it has made itself. */
import type { RevealApi } from 'reveal.js';
import { isScrollView } from '../reveal/place.ts';
import type { RoomContext } from '../reveal/role-controller.ts';

/** Slides that were changed in the scroll view, by id: when it ends, reveal.js restores the HTML from before it. */
const changedSince = new Map<string, string>();

/** Applies `put` to slides, and again when reveal.js leaves the scroll view. */
export function putAlsoAfter(
  reveal: RevealApi,
  slides: Readonly<Record<string, string>>,
  put: (id: string, html: string) => void,
): void {
  for (const [id, html] of Object.entries(slides)) {
    put(id, html);
    if (isScrollView(reveal)) changedSince.set(id, html);
  }
  if (changedSince.size === 0) return;
  const again = (): void => {
    if (isScrollView(reveal)) return;
    reveal.off('sync', again);
    const waiting = [...changedSince];
    changedSince.clear();
    for (const [id, html] of waiting) put(id, html);
  };
  reveal.on('sync', again);
}

/** Changes the slides with the scroll view switched off meanwhile, which the viewer does not see. */
export function withoutScrolling({ reveal, slides, mover }: RoomContext, change: () => void): void {
  if (!isScrollView(reveal)) {
    change();
    return;
  }
  const viewport = reveal.getViewportElement();
  const pageOf = (id: string) => document.getElementById(id)?.closest('.scroll-page');
  const { id } = reveal.getCurrentSlide();
  const before = pageOf(id)?.getBoundingClientRect().top ?? 0;
  const config = reveal.getConfig();
  const { scrollActivationWidth, view } = config;
  Object.assign(config, { scrollActivationWidth: 0, view: null });
  mover.silently(() => reveal.layout());
  change();
  Object.assign(config, { scrollActivationWidth, view });
  mover.silently(() => reveal.layout());
  const after = (pageOf(id) ?? slides).getBoundingClientRect().top;
  viewport?.scrollBy({ top: after - before, behavior: 'instant' });
}
