/** Makes of a deck's page a plain page of reveal.js: the same slides and styles, without any script of ours. */

import { attribute, elements, innerHtml, isElement, parsePage, textOf } from '../../deck/html/tree.ts';
import { OF_EXPORT } from '../../files/read-folder.ts';
import { SealError } from '../seal-error.ts';

/** A plain page. */
export interface PlainPage {
  readonly html: string;
  readonly css: string;
  /** What on its slides needs a script of ours, by the words of `data-features`. */
  readonly features: readonly string[];
  /** Whether the deck has scripts of its own, which are not in it. */
  readonly hasScript: boolean;
}

/** What of a page's head stays. */
const HEAD: ReadonlySet<string> = new Set(['title', 'meta']);

/** Elements that play. */
const MEDIA: ReadonlySet<string> = new Set(['video', 'audio']);

/** Names of the files beside the page. */
export const PLAIN_FILES = {
  page: 'index.html',
  styles: 'deck.css',
  script: 'reveal.js',
  reveal: 'reveal.css',
  license: OF_EXPORT,
} as const;

/** Makes a plain page of a deck's. @throws {SealError} where it is no page of a deck */
export function plainPage(page: string): PlainPage {
  // Later slides are text until our script puts them in.
  const tree = parsePage(page.replace(/<\/?noscript>/g, ''));
  const all = elements(tree);
  const main = all.find(
    ({ tagName, attrs }) =>
      tagName === 'main' && attrs.some(({ name, value }) => name === 'class' && value === 'reveal'),
  );
  const slides = main && elements(main).find((element) => attribute(element, 'class') === 'slides');
  if (!main || !slides) throw new SealError('This deck did not compile, so that there is nothing to export.');
  const root = all.find(({ tagName }) => tagName === 'html');
  const head = all.filter(({ tagName, parentNode }) => HEAD.has(tagName) && parentNode?.nodeName === 'head');
  const css = all
    .filter(({ tagName, parentNode }) => tagName === 'style' && parentNode?.nodeName === 'head')
    .map(textOf)
    .join('\n');
  slides.childNodes = slides.childNodes.filter((node) => !isElement(node) || node.tagName === 'section');
  for (const medium of elements(slides)) {
    // Our script loads films and sounds when their slide is near; without it, browsers load as much as shows them.
    if (MEDIA.has(medium.tagName)) medium.attrs = medium.attrs.filter(({ name }) => name !== 'preload');
  }
  // Of our scripts, not of reveal.js.
  const { narrowWidth, ...options }: Record<string, unknown> = JSON.parse(
    attribute(main, 'data-options') ?? '{}',
  );
  const attributes = (root?.attrs ?? []).map(({ name, value }) => ` ${name}="${value}"`).join('');
  const tags = head.map((element) =>
    innerHtml({ ...element.parentNode, nodeName: '#document-fragment', childNodes: [element] } as never),
  );
  const html = [
    `<!doctype html>`,
    // Before reveal.js is there, the styles would show a document.
    `<html${attributes} class="reveal-ready">`,
    '<head>',
    ...tags,
    `<link rel="stylesheet" href="${PLAIN_FILES.reveal}">`,
    `<link rel="stylesheet" href="${PLAIN_FILES.styles}">`,
    '</head>',
    '<body>',
    '<div class="reveal"><div class="slides">',
    innerHtml(slides).trim(),
    '</div></div>',
    `<script src="${PLAIN_FILES.script}"></script>`,
    `<script>Reveal.initialize(${JSON.stringify(options).replaceAll('</', '<\\/')});</script>`,
    '</body>',
    '</html>',
    '',
  ].join('\n');
  const features = (attribute(main, 'data-features') ?? '').split(' ').filter((word) => word !== '');
  const hasScript = attribute(main, 'data-client') !== undefined;
  return { html, css: css.replaceAll('<\\/', '</'), features, hasScript };
}
