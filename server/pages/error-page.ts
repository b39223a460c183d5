/** Writes the pages for errors: one sentence, and what to do. */
import { escapeHtml } from '../deck/html/escape.ts';

/** What the pages around decks have in common. */
export interface PageShell {
  /** `@font-face` rules. */
  readonly fontFaces: string;
  /** The styles of these pages, minified. */
  readonly styles: string;
  /** Address of the icon. */
  readonly icon: string;
}

/** Returns a shell for a page whose way to the site is another than that of a deck without folders above. */
export function shellAt(shell: PageShell, toSite: string): PageShell {
  const { fontFaces, icon } = shell;
  return { ...shell, fontFaces: fontFaces.replaceAll('../', toSite), icon: icon.replaceAll('../', toSite) };
}

/** The content of an error page. */
export interface ErrorPage extends PageShell {
  /** What happened, in one sentence. */
  readonly title: string;
  /** What to do. */
  readonly remedy: string;
  /** The place in the author's file, for those who may see it. */
  readonly place?: string;
  /** Address of the index, or of the only deck. */
  readonly home: string;
  /** Words for the link to it. */
  readonly homeTitle?: string;
}

/** Returns the text for an unknown address. */
export function notFoundText(isOneDeck: boolean): Pick<ErrorPage, 'title' | 'remedy' | 'homeTitle'> {
  return {
    title: 'There is nothing at this address',
    remedy: isOneDeck
      ? 'Check it for a slip of the finger, or go to the slides.'
      : 'Check it for a slip of the finger, or choose a deck from the list.',
    homeTitle: isOneDeck ? 'The slides' : 'All decks',
  };
}

/** The text for a sealed file's notes that the key at hand does not decrypt; `home` is the audience's page. */
export const lockedText = {
  title: 'These notes are sealed with another key',
  remedy:
    'Start the file with the key that it was built with, or without a key, and sign in with that one. The slides are there without it.',
  home: './',
  homeTitle: 'The slides',
} as const satisfies Pick<ErrorPage, 'title' | 'remedy' | 'home' | 'homeTitle'>;

/** Writes an error page. */
export function errorPage(page: ErrorPage): string {
  const { title, remedy, place, home, homeTitle = 'All decks', fontFaces, styles, icon } = page;
  return [
    '<!doctype html><html lang="en"><head><meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escapeHtml(title)}</title><meta name="robots" content="noindex">`,
    `<link rel="icon" href="${escapeHtml(icon)}">`,
    `<style>${fontFaces}</style><style>${styles}</style></head>`,
    '<body><main class="message">',
    `<h1>${escapeHtml(title)}</h1>`,
    `<p>${escapeHtml(remedy)}</p>`,
    place === undefined ? '' : `<pre>${escapeHtml(place)}</pre>`,
    `<p><a href="${escapeHtml(home)}">${escapeHtml(homeTitle)}</a></p>`,
    '</main></body></html>\n',
  ].join('\n');
}
