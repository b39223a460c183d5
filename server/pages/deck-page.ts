/** Writes a deck's page for the audience: the rendered slides, readable without script, with reveal.js on top. */

import { escapeHtml, openTag } from '../deck/html/escape.ts';
import type { RenderedDeck, RenderedStack } from '../deck/model/deck.ts';

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
  return [before, first ?? '', script, rest.join('\n'), after].join('\n');
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
    `<script type="module" src="${page.script}"></script>`,
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

/** Escapes end tags, which a style element cannot contain. */
function closedStyle(css: string): string {
  return css.replaceAll('</', '<\\/');
}
