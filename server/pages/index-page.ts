/** The index: a shelf of covers, each deck's first slide in its own theme inside a shadow root. Works without script. */
import { escapeHtml, openTag } from '../deck/tree.ts';
import type { PageFrame } from './error-page.ts';

/** A deck's first slide in its own styles. */
export interface ShelfCover {
  /** The `<section>`, its addresses relative to the index. */
  readonly html: string;
  /** Styles for the shadow root. */
  readonly css: string;
  /** Size of the slide in pixels, and reveal.js's margin around it. */
  readonly width: number;
  readonly height: number;
  readonly margin: number;
  readonly center: boolean;
  /** CSS background of the slide, if it has one of its own. */
  readonly background: string;
  /** Classes that say how bright that background is. */
  readonly contrast: string;
}

/** One deck on the shelf. */
export interface ShelfDeck {
  readonly name: string;
  readonly title: string;
  /** As written, ISO 8601 where it can be read. */
  readonly date: string;
  readonly venue: string;
  readonly speakers: readonly string[];
  readonly lang: string;
  readonly slides: number;
  /** Absent for a deck that failed to compile. */
  readonly cover: ShelfCover | undefined;
}

/** What the index is made of. */
export interface IndexPage extends PageFrame {
  readonly title: string;
  /** In the order in which they are shown. */
  readonly decks: readonly ShelfDeck[];
}

/** Writes the index. */
export function indexPage({ title, decks, fontFaces, styles, icon }: IndexPage): string {
  const shelf = decks.map((deck) => `<li>${deck.cover ? shown(deck, deck.cover) : failed(deck)}</li>`);
  return [
    '<!doctype html><html lang="en"><head><meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escapeHtml(title)}</title>`,
    `<link rel="icon" href="${icon}">`,
    `<style>${fontFaces}</style><style>${styles}</style></head>`,
    `<body><main><h1>${escapeHtml(title)}</h1>`,
    decks.length > 0
      ? `<ul class="shelf" role="list">\n${shelf.join('\n')}\n</ul>`
      : '<p>There are no decks on this shelf yet.</p>',
    '</main></body></html>\n',
  ].join('\n');
}

function shown(deck: ShelfDeck, cover: ShelfCover): string {
  const slides = deck.slides === 1 ? '1 slide' : `${deck.slides} slides`;
  const when =
    deck.date === ''
      ? ''
      : `<time datetime="${escapeHtml(deck.date)}">${escapeHtml(longDate(deck.date))}</time>`;
  const measures = `--w:${cover.width};--h:${cover.height};--m:${cover.margin}`;
  const reveal = openTag('div', {
    class: ['reveal', cover.center ? 'center' : '', cover.contrast].filter((name) => name !== '').join(' '),
    ...(cover.background === '' ? {} : { style: `background:${cover.background}` }),
  });
  return [
    '<article class="deck"><div class="cover" aria-hidden="true" inert>',
    `<div style="${measures}"><template shadowrootmode="open"><style>${cover.css}</style>`,
    `${reveal}<div class="slides">${cover.html}</div></div></template></div></div>`,
    heading(deck),
    meta([when, escapeHtml(deck.venue)]),
    meta([escapeHtml(deck.speakers.join(', ')), slides]),
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
  return `<h2${foreign}><a href="${escapeHtml(encodeURIComponent(name))}/">${escapeHtml(title)}</a></h2>`;
}

function meta(parts: readonly string[]): string {
  const written = parts.filter((part) => part !== '');
  return written.length > 0 ? `<p class="meta">${written.join(' · ')}</p>` : '';
}

/** `2013-07-26` as `26 July 2013`; anything else as it is. */
function longDate(date: string): string {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date)) return date;
  const time = new Date(`${date}T00:00:00Z`);
  if (Number.isNaN(time.getTime())) return date;
  return new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' }).format(time);
}
