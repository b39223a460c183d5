/** Writes a deck's page for the audience: the rendered slides, readable without script, with reveal.js on top. */

import { escapeHtml, openTag } from '../deck/html/escape.ts';
import type { RenderedDeck, RenderedStack } from '../deck/model/deck.ts';

/** Columns with which reveal.js starts. */
const FIRST = 40;

/** Columns that are put in at a time: together, they take a slow phone less than 50 ms. */
const PART = 40;

/** The parts of a deck's page. */
export interface DeckPage {
  readonly deck: RenderedDeck;
  readonly title: string;
  /** `@font-face` rules. */
  readonly fontFaces: string;
  /** All other styles, minified. */
  readonly styles: string;
  /** The inline script that places the first slide. */
  readonly firstPaint: string;
  /** Address of the client script, relative to the page. */
  readonly script: string;
  /** Addresses of the scripts that it imports. */
  readonly preloads: readonly string[];
  /** Address of the deck's own scripts, relative to the page. */
  readonly client?: string;
  readonly icon: string;
  /** Options for reveal.js. */
  readonly options: Readonly<Record<string, unknown>>;
  /** `light`, `dark` or both, for the browser's own controls. */
  readonly colorScheme: string;
  /** Version of the page, by which the live room tells it from a newer one. */
  readonly revision: string;
  /** Whether readers may save the deck for offline use. */
  readonly isKept: boolean;
}

/** The page around its columns. */
export interface PageParts {
  /** Everything before the slides. */
  readonly before: string;
  /** The script after the first column. */
  readonly script: string;
  /** Everything after the slides. */
  readonly after: string;
}

/** Returns reveal.js's options as the page contains them. */
export function optionsText({ options }: Pick<DeckPage, 'options'>): string {
  return JSON.stringify(options);
}

/** Returns the words of `data-features`. */
export function featureWords({ deck }: Pick<DeckPage, 'deck'>): string {
  return [...deck.features].sort().join(' ');
}

/** Writes a deck's page. */
export function deckPage(page: DeckPage): string {
  const { before, script, after } = pageParts(page);
  const [first, ...rest] = page.deck.stacks.map(column);
  const [next, later] = [rest.slice(0, FIRST - 1), rest.slice(FIRST - 1)];
  return [before, first ?? '', script, next.join('\n'), ...folded(later), after].join('\n');
}

/**
 * Returns the later columns in parts that a browser without scripts reads like the rest. Others take each for text,
 * until client/page/later/later-slides.ts puts it in.
 */
function folded(columns: readonly string[]): string[] {
  // Within a slide, the end tag would end the part.
  if (columns.some((html) => /<\/noscript/i.test(html))) return [...columns];
  const parts: string[] = [];
  for (let at = 0; at < columns.length; at += PART)
    parts.push(`<noscript>${columns.slice(at, at + PART).join('\n')}</noscript>`);
  return parts;
}

/** Writes a deck's page without its slides. */
export function pageParts(page: DeckPage): PageParts {
  const { deck, title } = page;
  const { settings } = deck;
  const root = openTag('html', { lang: settings.lang, ...(settings.dir ? { dir: settings.dir } : {}) });
  const main = openTag('main', {
    class: 'reveal',
    'data-revision': page.revision,
    ...(page.isKept ? { 'data-kept': '' } : {}),
    'data-options': optionsText(page),
    'data-features': featureWords(page),
    ...(page.client === undefined ? {} : { 'data-client': page.client }),
  });
  const before = [
    `<!doctype html>${root}<head><meta charset="utf-8">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">',
    `<title>${escapeHtml(title)}</title>`,
    settings.description ? `<meta name="description" content="${escapeHtml(settings.description)}">` : '',
    settings.speakers.length > 0
      ? `<meta name="author" content="${escapeHtml(settings.speakers.join(', '))}">`
      : '',
    `<meta name="color-scheme" content="${page.colorScheme}">`,
    `<link rel="icon" href="${page.icon}">`,
    // Blocks painting until the first slide is in place.
    '<link rel="expect" blocking="render" href="#painter">',
    // Of a long deck, it does not wait for the last slide.
    `<script type="module"${deck.stacks.length > FIRST ? ' async' : ''} src="${page.script}"></script>`,
    ...page.preloads.map((href) => `<link rel="modulepreload" href="${href}">`),
    `<style>${page.fontFaces}</style><style>${closedStyle(page.styles)}</style></head>`,
    `<body class="reveal-viewport">${main}<div class="slides">`,
  ].join('\n');
  return {
    before,
    script: `<script id="painter">${page.firstPaint}</script>`,
    after: '</div></main></body></html>\n',
  };
}

function column({ open, slides }: RenderedStack): string {
  const html = slides.map((slide) => slide.html).join('\n');
  return open === '' ? html : `${open}\n${html}\n</section>`;
}

/**
 * Escapes end tags, which a style element cannot contain, and what is not ASCII: a browser has a page in one byte per
 * character where it can.
 */
function closedStyle(css: string): string {
  return css.replaceAll('</', '<\\/').replace(/[^\0-\x7f]/gu, (c) => `\\${c.codePointAt(0)?.toString(16)} `);
}
