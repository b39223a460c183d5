/** The pages that say what went wrong: one sentence, and what to do. */
import { escapeHtml } from '../deck/tree.ts';

/** What the pages around the slides share. */
export interface PageFrame {
  /** `@font-face` rules. */
  readonly fontFaces: string;
  /** The styles of these pages, minified. */
  readonly styles: string;
  /** Address of the icon. */
  readonly icon: string;
}

/** What an error page says. */
export interface ErrorPage extends PageFrame {
  /** What happened, in one sentence. */
  readonly title: string;
  /** What to do. */
  readonly remedy: string;
  /** The place in the author's file, for those who may see it. */
  readonly place?: string;
  /** Address of the index. */
  readonly home: string;
}

/** Writes an error page. */
export function errorPage({ title, remedy, place, home, fontFaces, styles, icon }: ErrorPage): string {
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
    `<p><a href="${escapeHtml(home)}">All decks</a></p>`,
    '</main></body></html>\n',
  ].join('\n');
}
