/** Gets the changes of a save for this page. */

import type { Changes, Column } from '../../../server/wire/changes.ts';
import type { Page } from './whole-page.ts';

/** Fetches the changes since a revision; undefined where the server no longer has it. */
export async function fetchChanges(revision: string): Promise<Changes | undefined> {
  const address = `changes?since=${encodeURIComponent(revision)}`;
  const response = await fetch(address, { cache: 'no-store' }).catch(() => undefined);
  if (!response?.ok || !response.headers.get('content-type')?.startsWith('application/json'))
    return undefined;
  // Written by our own server.
  return (await response.json()) as Changes;
}

/** Compares two whole pages; without the old one, everything counts as new. */
export function compare(old: Page | undefined, next: Page): Changes {
  const [before, after] = [old && partsOf(old), partsOf(next)];
  const slides = Object.entries(after.slides).filter(([id, html]) => before?.slides[id] !== html);
  const { dataset } = next.deck;
  const { documentElement } = next.document;
  return {
    revision: dataset.revision ?? '',
    slides: Object.fromEntries(slides),
    ...(JSON.stringify(before?.columns) === JSON.stringify(after.columns) ? {} : { columns: after.columns }),
    lang: documentElement.lang,
    dir: documentElement.dir,
    title: next.document.title,
    ...after.styles,
    options: dataset.options ?? '{}',
    features: dataset.features ?? '',
    client: dataset.client ?? '',
    ...(after.shown === undefined ? {} : { shown: after.shown }),
    // A page's policy and scripts cannot be changed while it is open.
    reload: old !== undefined && (old.policy !== next.policy || scriptOf(old) !== scriptOf(next)),
  };
}

function scriptOf({ document }: Page): string | null | undefined {
  return document.querySelector('script[src]')?.getAttribute('src');
}

function partsOf({ document, deck }: Page) {
  const slides: Record<string, string> = {};
  const columns = [...deck.querySelectorAll('.slides > section')].map((column): Column => {
    const inner = [...column.querySelectorAll(':scope > section')];
    const own = inner.length > 0 ? inner : [column];
    for (const slide of own) slides[slide.id] = slide.outerHTML;
    return [inner.length > 0 ? openTag(column) : '', own.map(({ id }) => id)];
  });
  const [fontFaces = '', styles = ''] = [...document.head.querySelectorAll('style')].map(
    ({ textContent }) => textContent ?? '',
  );
  const { shown } = deck.querySelector<HTMLElement>('.slides')?.dataset ?? {};
  return { slides, columns, shown, styles: { fontFaces, styles } };
}

function openTag(element: Element): string {
  return element.outerHTML.slice(0, element.outerHTML.indexOf('>', 0) + 1);
}
