/** Reads a deck page's data: its options for reveal.js, and the features that its slides use. */
import type { RevealConfig } from 'reveal.js';

/** Values of `view` that reveal.js may see. */
const VIEWS: ReadonlySet<string> = new Set(['print', 'scroll']);

/**
 * Returns the query with nothing but the view: reveal.js takes every parameter for an option
 * (`Util.getQueryHash`).
 */
export function safeQuery(search: string): string {
  const query = new URLSearchParams(search);
  const view = query.get('view');
  if (view !== null && VIEWS.has(view)) return `?view=${view}`;
  return query.has('print-pdf') ? '?print-pdf' : '';
}

/** Returns the deck's options, without animations if the viewer prefers reduced motion. */
export function readOptions(deck: HTMLElement, reducedMotion: boolean): RevealConfig {
  return decodeOptions(deck.dataset.options ?? '{}', reducedMotion);
}

/** Decodes the options from a page's text. */
export function decodeOptions(json: string, reducedMotion: boolean): RevealConfig {
  const options: RevealConfig = JSON.parse(json);
  if (!reducedMotion) return options;
  return { ...options, transition: 'none', backgroundTransition: 'none', autoAnimate: false };
}

/** Returns whether a slide of the deck uses the feature. */
export function hasFeature(deck: HTMLElement, feature: string): boolean {
  return (deck.dataset.features ?? '').split(' ').includes(feature);
}

/** Returns whether the page has a room: a server with rooms sets the revision, and print has none. */
export function hasRoom(deck: HTMLElement): boolean {
  return deck.dataset.revision !== undefined && !/print/.test(location.search);
}
