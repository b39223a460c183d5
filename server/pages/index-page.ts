/**
 * Writes the index: a shelf of covers, each with the deck's first slide in its own theme, inside a shadow root.
 * Works without script.
 */

import { escapeHtml, openTag } from '../deck/html/escape.ts';
import { hasRightToLeft } from '../deck/model/direction.ts';
import { wayToDeck } from '../wire/deck-address.ts';
import type { PageShell } from './error-page.ts';
import { newestFirst } from './newest-first.ts';

/** A deck's first slide with its styles. */
export interface ShelfCover {
  /** The `<section>`, with addresses relative to the index. */
  readonly html: string;
  /** Name, below `/_/`, of the style sheet for the shadow root. */
  readonly stylesheet: string;
  /** Size of the slide in pixels, and reveal.js's margin. */
  readonly width: number;
  readonly height: number;
  readonly margin: number;
  readonly center: boolean;
  /** CSS background of the slide; empty for the theme's. */
  readonly background: string;
  /** An element with the background picture; empty for none. */
  readonly picture: string;
  /** Classes that say whether that background is dark or light. */
  readonly contrast: string;
}

/** A deck on the index. */
export interface ShelfDeck {
  readonly name: string;
  readonly title: string;
  /** As written; best in ISO 8601. */
  readonly date: string;
  readonly venue: string;
  readonly speakers: readonly string[];
  readonly lang: string;
  /** Undefined for a deck that withholds its slides. */
  readonly slides: number | undefined;
  /** Absent for a deck that failed to compile. */
  readonly cover: ShelfCover | undefined;
}

/** The parts of the index. */
export interface IndexPage extends PageShell {
  readonly title: string;
  /** In any order: the index sorts them. */
  readonly decks: readonly ShelfDeck[];
}

/** Writes the index. */
export function indexPage({ title, decks, fontFaces, styles, icon }: IndexPage): string {
  const folders = byFolder(decks);
  return [
    '<!doctype html><html lang="en"><head><meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escapeHtml(title)}</title>`,
    `<link rel="icon" href="${icon}">`,
    `<style>${fontFaces}</style><style>${styles}</style></head>`,
    `<body><main><h1>${escapeHtml(title)}</h1>`,
    decks.length > 0
      ? [...folders].map(([folder, each]) => shelf(folder, each)).join('\n')
      : '<p>There are no decks on this shelf yet.</p>',
    '</main></body></html>\n',
  ].join('\n');
}

/** Groups decks by the folder that their addresses are below; those below none come first. */
function byFolder(decks: readonly ShelfDeck[]): ReadonlyMap<string, readonly ShelfDeck[]> {
  const folders = new Map<string, ShelfDeck[]>();
  for (const deck of newestFirst(decks)) {
    const folder = deck.name.slice(0, Math.max(0, deck.name.lastIndexOf('/')));
    folders.set(folder, [...(folders.get(folder) ?? []), deck]);
  }
  return new Map([...folders].sort(([a], [b]) => a.localeCompare(b, 'en', { numeric: true })));
}

/** Writes the decks of a folder, with its name where it is not the site's own. */
function shelf(folder: string, decks: readonly ShelfDeck[]): string {
  const items = decks.map((deck) => `<li>${deck.cover ? shown(deck, deck.cover) : failed(deck)}</li>`);
  const list = `<ul class="shelf" role="list">\n${items.join('\n')}\n</ul>`;
  const names = folder.split('/').map(isolated);
  const above = names.slice(0, -1).map((name) => `${name} / `);
  const title = `${above.length > 0 ? `<span>${above.join('')}</span>` : ''}${names.at(-1)}`;
  return folder === '' ? list : `<section><h2 class="folder">${title}</h2>\n${list}</section>`;
}

function shown(deck: ShelfDeck, cover: ShelfCover): string {
  const slides = deck.slides === undefined ? '' : deck.slides === 1 ? '1 slide' : `${deck.slides} slides`;
  const measures = `--w:${cover.width};--h:${cover.height};--m:${cover.margin}`;
  const reveal = openTag('div', {
    class: ['reveal', cover.center ? 'center' : '', cover.contrast].filter((name) => name !== '').join(' '),
    // Hides the cover until its style sheet is loaded.
    style: `visibility:hidden${cover.background === '' ? '' : `;background:${cover.background}`}`,
  });
  const stylesheet = `<link rel="stylesheet" href="./_/${escapeHtml(cover.stylesheet)}">`;
  return [
    '<article class="deck"><div class="cover" aria-hidden="true" inert>',
    `<div style="${measures}"><template shadowrootmode="open">${stylesheet}`,
    `${reveal}${cover.picture}<div class="slides">${cover.html}</div></div></template></div></div>`,
    heading(deck),
    meta([timeOf(deck.date), isolated(deck.venue)]),
    meta([deck.speakers.map(isolated).join(', '), slides]),
    '</article>',
  ].join('');
}

function failed(deck: ShelfDeck): string {
  return [
    '<article class="deck failed"><div class="cover" aria-hidden="true" inert><p>No cover</p></div>',
    heading(deck),
    '<p class="meta">This deck cannot be shown until its author has repaired it.</p></article>',
  ].join('');
}

function heading({ name, title, lang }: ShelfDeck): string {
  const foreign = lang === 'en' ? '' : ` lang="${escapeHtml(lang)}"`;
  // Below the name of a folder, which is no part of the name of a deck without a title.
  const tag = name.includes('/') ? 'h3' : 'h2';
  const shown = title === name ? name.slice(name.lastIndexOf('/') + 1) : title;
  return `<${tag}${foreign}><a href="${escapeHtml(wayToDeck(name))}">${isolated(shown)}</a></${tag}>`;
}

/** Returns words as HTML, with right-to-left text isolated from what is around it. */
function isolated(words: string): string {
  const html = escapeHtml(words);
  return hasRightToLeft(words) ? `<bdi>${html}</bdi>` : html;
}

function meta(parts: readonly string[]): string {
  const written = parts.filter((part) => part !== '');
  return written.length > 0 ? `<p class="meta">${written.join(' · ')}</p>` : '';
}

/** Formats a date: `2013-07-26` as 26 July 2013, `2013-07` as July 2013; anything else stays as written. */
function timeOf(date: string): string {
  const iso = /^\d{4}-\d{2}(?:-\d{2})?(?=$|[T ])/.exec(date)?.[0];
  const time =
    iso === undefined ? undefined : new Date(`${iso}T00:00:00Z`.replace(/^(\d{4}-\d{2})T/, '$1-01T'));
  if (iso === undefined || time === undefined || Number.isNaN(time.getTime())) return escapeHtml(date);
  const day = iso.length > 'yyyy-mm'.length ? { day: 'numeric' as const } : {};
  const format = new Intl.DateTimeFormat('en-GB', {
    ...day,
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  });
  return `<time datetime="${iso}">${format.format(time)}</time>`;
}
