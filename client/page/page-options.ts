/** What the deck page says about itself: its options for reveal.js and the features that its slides use. */
import type { RevealConfig } from 'reveal.js';

/** Parameters that reveal may see: the view, and its older name for the print view. */
const VIEWS: ReadonlySet<string> = new Set(['print', 'scroll']);

/** The query without anything but the view: reveal takes every parameter for an option (`Util.getQueryHash`). */
export function safeQuery(search: string): string {
  const query = new URLSearchParams(search);
  const view = query.get('view');
  if (view !== null && VIEWS.has(view)) return `?view=${view}`;
  return query.has('print-pdf') ? '?print-pdf' : '';
}

/** The deck's options, less whatever moves when the viewer asked for reduced motion. */
export function readOptions(deck: HTMLElement, reducedMotion: boolean): RevealConfig {
  return decodeOptions(deck.dataset.options ?? '{}', reducedMotion);
}

/** The same from the text that a page has of them. */
export function decodeOptions(json: string, reducedMotion: boolean): RevealConfig {
  const options: RevealConfig = JSON.parse(json);
  if (!reducedMotion) return options;
  return { ...options, transition: 'none', backgroundTransition: 'none', autoAnimate: false };
}

/** Whether a slide of the deck uses the feature. */
export function hasFeature(deck: HTMLElement, feature: string): boolean {
  return (deck.dataset.features ?? '').split(' ').includes(feature);
}

/** Whether the page is one to be followed in: a server with rooms names its revision, and paper does not move. */
export function hasRoom(deck: HTMLElement): boolean {
  return deck.dataset.revision !== undefined && !/print/.test(location.search);
}
