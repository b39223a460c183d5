/** Turns later slides, which the page of a long deck has as text in `<noscript>`, into elements. */

/** Selects the parts of the later slides that are still text. */
export const FOLDED = '.slides>noscript';

/** Returns these parts in order, but for one that is still being parsed. */
export function foldedParts(within: ParentNode): Element[] {
  const isParsed = document.readyState !== 'loading';
  return [...within.querySelectorAll(FOLDED)].filter((part) => isParsed || part.nextSibling);
}

/** Turns one part into slides, where it is. */
export function unfold(part: Element): void {
  part.outerHTML = part.textContent ?? '';
  // For early-backgrounds.ts.
  dispatchEvent(new Event('lectern:unfolded'));
}
