/** Fetches a deck's whole page, for when the changes are not available. */

import { foldedParts } from '../../page/later/unfold.ts';

/** The page, before any script has changed it. */
export interface Page {
  readonly document: Document;
  readonly deck: HTMLElement;
  readonly policy: string;
}

/** Fetches the page; from the browser's cache, it is the one that is shown. */
export async function fetchPage(cache: RequestCache): Promise<Page | undefined> {
  const response = await fetch(location.pathname, { cache }).catch(() => undefined);
  if (!response?.ok) return undefined;
  const page = new DOMParser().parseFromString(await response.text(), 'text/html');
  const deck = page.querySelector<HTMLElement>('.reveal');
  // Without scripts, the later slides are elements.
  for (const part of foldedParts(page)) part.replaceWith(...part.childNodes);
  const policy = response.headers.get('content-security-policy') ?? '';
  return deck ? { document: page, deck, policy } : undefined;
}

/** Returns the columns in the slides' element, or in one around it. */
export function columnsOf(within: Element): Element[] {
  const slides = within.matches('.slides') ? within : within.querySelector('.slides');
  return [...(slides?.children ?? [])].filter((child) => child.matches('section'));
}
