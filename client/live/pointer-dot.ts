/** The presenter's pointer as a dot on the slide. */

/** A dot with or without a position. */
export interface Dot {
  /** Moves it, in fractions of the slide's width and height. */
  show(at: { readonly x: number; readonly y: number }): void;
  hide(): void;
}

/**
 * Creates the dot. It is among the slides, so that it is positioned and scaled with them; its style smooths its
 * movement.
 */
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
