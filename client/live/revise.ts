/** Takes up a deck that was compiled anew: changes the slides that changed, where they stand, and keeps the place. */
import type { RevealConfig } from 'reveal.js';
import type { Props } from './part.ts';
import { currentPlace, isScrollView } from './place.ts';

/** Options that `Mover` sets. */
const THE_ROOMS: ReadonlySet<string> = new Set(['autoSlide', 'scrollActivationWidth', 'view']);

/** A deck's page as the server sends it. */
interface Page {
  readonly document: Document;
  readonly deck: HTMLElement;
  readonly policy: string;
}

/** Replaces what is new, all in one task, so that nothing else is ever seen. Does nothing when the page is not to be had. */
export async function revise(props: Props): Promise<void> {
  const { deck } = props;
  // The page as it came, from the browser's own cache: what reveal.js has made of it cannot be compared.
  const [old, next] = await Promise.all([fetchPage('force-cache'), fetchPage('no-cache')]);
  if (!next || next.deck.dataset.revision === deck.dataset.revision) return;
  const known = old?.deck.dataset.revision === deck.dataset.revision ? old : undefined;
  // A page's policy and scripts are for its life.
  const hasNewFrame = known && (known.policy !== next.policy || scriptOf(known) !== scriptOf(next));
  if (isScrollView(props.reveal) || hasNewFrame) location.reload();
  else replace(props, known, next);
}

async function fetchPage(cache: RequestCache): Promise<Page | undefined> {
  const response = await fetch(location.pathname, { cache }).catch(() => undefined);
  if (!response?.ok) return undefined;
  const page = new DOMParser().parseFromString(await response.text(), 'text/html');
  const deck = page.querySelector<HTMLElement>('.reveal');
  const policy = response.headers.get('content-security-policy') ?? '';
  return deck ? { document: page, deck, policy } : undefined;
}

function scriptOf(page: Page): string | null | undefined {
  return page.document.querySelector('script[src]')?.getAttribute('src');
}

function replace({ reveal, deck, slides, mover }: Props, old: Page | undefined, next: Page): void {
  const place = currentPlace(reveal);
  const options = changedOptions(deck, next.deck);
  Object.assign(deck.dataset, { ...next.deck.dataset });
  document.title = next.document.title;
  replaceStyles(next.document);
  mover.quietly(() => {
    replaceColumns(slides, old && columnsOf(old.deck), columnsOf(next.deck));
    if (Object.keys(options).length > 0) reveal.configure(options);
    else reveal.sync();
  });
  mover.renew(place);
}

/** What the author has changed, but for what the room decides while it is live. */
function changedOptions(old: HTMLElement, next: HTMLElement): RevealConfig {
  const [before, after] = [old, next].map((deck) => JSON.parse(deck.dataset.options ?? '{}'));
  const names = Object.keys(after).filter(
    (name) => !THE_ROOMS.has(name) && JSON.stringify(after[name]) !== JSON.stringify(before[name]),
  );
  return Object.fromEntries(names.map((name) => [name, after[name]]));
}

/** Columns whose source is the same stay as they are, in the state that they are in. */
function replaceColumns(slides: HTMLElement, old: Element[] | undefined, next: Element[]): void {
  const present = columnsOf(slides);
  const kept = new Map<string, Element[]>();
  old?.forEach((column, index) => {
    const here = present[index];
    if (here) kept.set(column.outerHTML, [...(kept.get(column.outerHTML) ?? []), here]);
  });
  const columns = next.map((column) => kept.get(column.outerHTML)?.shift() ?? document.adoptNode(column));
  const staying = new Set(columns);
  for (const column of present) if (!staying.has(column)) column.remove();
  columns.forEach((column, index) => {
    const here = columnsOf(slides)[index];
    // Moving an element would stop what plays in it.
    if (here !== column) slides.insertBefore(column, here ?? null);
  });
}

/** The columns in the element that holds the slides, or in one around it. */
export function columnsOf(within: Element): Element[] {
  const slides = within.matches('.slides') ? within : within.querySelector('.slides');
  return [...(slides?.children ?? [])].filter((child) => child.matches('section'));
}

/** A page's own styles are the first in its head; before them, here, are those of reveal.js. */
function replaceStyles(next: Document): void {
  const present = [...document.head.querySelectorAll('style')].slice(1);
  next.head.querySelectorAll('style').forEach((style, index) => {
    const here = present[index];
    if (here && here.textContent !== style.textContent) here.textContent = style.textContent;
  });
}
