/** Opens the source of a slide on Shift+click, instead of reveal.js's zoom and the browser's text selection. */

/** Elements for which clicks mean something else. */
const BUSY = 'a, button, input, select, textarea, label, summary, video, audio, iframe, .controls, .progress';

/** Listens before reveal.js does. */
export function openSources(deck: HTMLElement): void {
  const slideAt = ({
    target,
    shiftKey,
    altKey,
    ctrlKey,
    metaKey,
    button,
  }: MouseEvent): Element | undefined => {
    if (!shiftKey || altKey || ctrlKey || metaKey || button !== 0 || !(target instanceof Element))
      return undefined;
    return target.closest(BUSY) ? undefined : (target.closest('.slides section') ?? undefined);
  };
  // Otherwise the browser selects text from the last click.
  deck.addEventListener('mousedown', (event) => slideAt(event) && event.preventDefault(), true);
  deck.addEventListener(
    'click',
    (event) => {
      const slide = slideAt(event);
      if (!slide) return;
      event.preventDefault();
      event.stopPropagation();
      void fetch('source', { method: 'POST', body: slide.id }).catch(() => {});
    },
    true,
  );
}
