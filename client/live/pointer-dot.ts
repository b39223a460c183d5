/** The presenter's pointer as a dot on the slide. */

/** A dot that can be somewhere or nowhere. */
export interface Dot {
  /** Moves it, as parts of the slide's width and height. */
  show(at: { readonly x: number; readonly y: number }): void;
  hide(): void;
}

/** Creates the dot. It stands among the slides, so that it has their place and scale; its style smooths its way. */
export function createDot(slides: HTMLElement): Dot {
  const dot = document.createElement('div');
  dot.className = 'live-dot';
  dot.setAttribute('aria-hidden', 'true');
  return {
    show({ x, y }) {
      const isNew = dot.parentElement !== slides;
      dot.style.transform = `translate(${x * slides.offsetWidth}px,${y * slides.offsetHeight}px)`;
      if (isNew) slides.append(dot);
    },
    hide: () => dot.remove(),
  };
}
