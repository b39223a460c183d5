/** Adapts slides to a narrow window while it is resized or turned. */
import type { RevealApi } from 'reveal.js';
import { fitType, type Shape, withWindowShape } from './narrow-window.ts';
import { isScrollView } from './scroll-view.ts';

/** Starts to follow the window; `options` are the deck's own. */
export function followWindow(reveal: RevealApi, deck: HTMLElement, options: Shape): void {
  if (options.narrowWidth === undefined) return;
  const refit = (slides: () => Iterable<HTMLElement>): void => {
    if (deck.classList.contains('narrow')) fitType([...slides()]);
  };
  const refitAll = (): void => refit(() => deck.querySelectorAll('.slides section:not(.stack)'));

  addEventListener('resize', () => {
    const { width, height } = withWindowShape(deck, options);
    const config = reveal.getConfig();
    if (config.width === width && config.height === height) return;
    Object.assign(config, { width, height });
    reveal.layout();
    refitAll();
  });
  // For pictures that load later; `load` does not bubble.
  reveal.getSlidesElement()?.addEventListener(
    'load',
    ({ target }) => {
      const slide = target instanceof Element && target.closest<HTMLElement>('section');
      if (slide) refit(() => [slide]);
    },
    true,
  );
  // Outside of the scroll view, only the current slide has a height.
  reveal.on('slidechanged', () => {
    if (!isScrollView(reveal)) refit(() => [reveal.getCurrentSlide()]);
  });
  document.fonts.ready.then(refitAll);
  refitAll();
}
