/** Turns a deck's first slide into a cover: addresses relative to the index, and nothing that loads late or moves. */
import { contrastOf } from '../../deck/features/layouts/contrast.ts';
import { changeAddresses, changeCssUrls, isPicture, isRemote } from '../../deck/html/addresses.ts';
import { openTag } from '../../deck/html/escape.ts';
import {
  addClass,
  append,
  attribute,
  classes,
  createElement,
  detachNode,
  type Element,
  elements,
  innerHtml,
  parseHtml,
  removeAttribute,
  setAttribute,
} from '../../deck/html/tree.ts';
import { encodePath } from '../../files/paths.ts';
import type { ShelfCover } from '../../pages/index-page.ts';

/** Attributes that have no effect without reveal.js, or that would load or reveal something. */
const DROPPED = [
  'srcdoc',
  'autoplay',
  'controls',
  'data-background-video',
  'data-background-iframe',
  'data-preview-image',
  'data-preview-video',
  'data-preview-link',
];

/**
 * Approximate width at which the index shows a cover: a single one on a phone, or one of several. Its slide may fill
 * all of it.
 */
const SHOWN_WIDTH = '(max-width:45em) 100vw,24em';

/** Returns whether an element is a later step of code: a copy, which reveal.css lays over the first. */
function isCodeStep(element: Element): boolean {
  const { tagName, parentNode } = element;
  return tagName === 'code' && parentNode?.nodeName === 'pre' && classes(element).includes('fragment');
}

/** Makes the cover of a slide's `<section>`; `deck` is the deck's name. */
export function coverOf(
  html: string,
  deck: string,
): Pick<ShelfCover, 'html' | 'background' | 'picture' | 'contrast'> {
  const root = parseHtml(html);
  const all = elements(root);
  for (const element of all) changeAddresses(element, (url) => relocate(url, deck, './'));
  const section = all[0];
  const film = section ? filmBehind(section) : '';
  for (const step of all.filter(isCodeStep)) detachNode(step);
  for (const element of all) {
    still(element);
    for (const name of DROPPED) removeAttribute(element, name);
  }
  const contrast = section
    ? (classes(section).find((name) => /^has-(?:dark|light)-background$/.test(name)) ?? contrastOf(section))
    : undefined;
  if (section && contrast) addClass(section, contrast);
  return {
    html: innerHtml(root),
    background: section ? backgroundColor(section) : '',
    picture: section ? backgroundPicture(section) || film : '',
    contrast: contrast ?? '',
  };
}

/** Returns the styles of a cover with addresses relative to `/_/`, where they are published. */
export function coverStyles(css: string, deck: string): string {
  return changeCssUrls(css, (url) => relocate(url, deck, '../'));
}

/** Returns rules of a deck's page with addresses relative to the index. */
export function indexRules(css: string, deck: string): string {
  return changeCssUrls(css, (url) => relocate(url, deck, './'));
}

/** Rewrites an address of the deck's page for another page; `home` is the path from there to the index. */
function relocate(url: string, deck: string, home: string): string {
  if (url.startsWith('#') || isRemote(url)) return url;
  const page = `http://cover.invalid/${encodePath(deck)}/`;
  return URL.canParse(url, page) ? new URL(url, page).href.replace('http://cover.invalid/', home) : url;
}

/**
 * Makes an element static: pictures load lazily, films stay at their first frame, links lead nowhere, and an
 * `<iframe>` becomes an empty box.
 */
function still(element: Element): void {
  switch (element.tagName) {
    case 'img': {
      const late = removeAttribute(element, 'data-src');
      if (late !== undefined) setAttribute(element, 'src', late);
      setAttribute(element, 'loading', 'lazy');
      setAttribute(element, 'decoding', 'async');
      if (attribute(element, 'srcset') !== undefined) setAttribute(element, 'sizes', SHOWN_WIDTH);
      break;
    }
    case 'video':
      stillFilm(element);
      break;
    case 'iframe':
      rename(element, 'div');
      break;
    case 'a':
    case 'area':
      removeAttribute(element, 'href');
      break;
    case 'audio':
    case 'noscript':
    case 'track':
      detachNode(element);
      break;
    default:
  }
}

/** Replaces a film by its poster; else, if it is on this site, by its first frame; else by an empty box. */
function stillFilm(film: Element): void {
  const poster = attribute(film, 'poster');
  if (poster !== undefined) {
    rename(film, 'img');
    setAttribute(film, 'src', poster);
    setAttribute(film, 'loading', 'lazy');
    setAttribute(film, 'alt', '');
    return;
  }
  const parts = [film, ...elements(film).filter(({ tagName }) => tagName === 'source')];
  const addresses = parts.flatMap((part) => attribute(part, 'src') ?? attribute(part, 'data-src') ?? []);
  rename(film, 'div');
  // The index's policy lets only pictures come from other hosts.
  if (addresses.length === 0 || addresses.some(isRemote)) return;
  rename(film, 'video');
  for (const [name, value] of Object.entries(STILL)) setAttribute(film, name, value);
  append(
    film,
    addresses.map((address) => createElement('source', { src: firstFrame(address) })),
  );
}

/** Attributes that make a browser load a film's first frame and no more. */
const STILL = { preload: 'metadata', muted: '', playsinline: '' } as const;

/** Returns a film's address with a time, without which Safari does not show the first frame. */
function firstFrame(address: string): string {
  return address.includes('#') ? address : `${address}#t=0.001`;
}

/** Turns an element into an empty one of another tag, with its classes, styles and size. */
function rename(element: Element, tag: string): void {
  // parse5's nodes are plain objects, and elements differ in their tag names only.
  element.tagName = tag;
  element.nodeName = tag;
  for (const child of [...element.childNodes]) detachNode(child);
  element.attrs = element.attrs.filter(({ name }) => /^(?:class|style|width|height)$/.test(name));
}

/**
 * Returns the CSS colours or gradients behind a slide. reveal.js's `data-background` is a picture's address or any
 * CSS background.
 */
function backgroundColor(section: Element): string {
  const either = attribute(section, 'data-background');
  return [
    attribute(section, 'data-background-gradient'),
    attribute(section, 'data-background-color'),
    either !== undefined && !isPicture(either) ? either : undefined,
  ]
    .filter((part) => part !== undefined)
    .join(' ');
}

/** Returns the element that reveal.js would create for a slide's background picture; empty where there is none. */
function backgroundPicture(section: Element): string {
  const of = (name: string) => attribute(section, `data-background${name}`);
  const either = of('');
  const picture = of('-image') ?? (either !== undefined && isPicture(either) ? either : undefined);
  if (picture === undefined) return '';
  const urls = (picture.startsWith('data:') ? [picture] : picture.split(','))
    .map((url) => `url("${url.trim().replaceAll('"', '%22')}")`)
    .join(',');
  const [smaller = ''] = (of('-srcset') ?? '').split(/\s/);
  const format = /\.(avif|webp)$/.exec(smaller)?.[1];
  const style = [
    'position:absolute;inset:0',
    `background:${urls} ${of('-position') ?? 'center'}/${of('-size') ?? 'cover'} ${of('-repeat') ?? 'no-repeat'}`,
    // Browsers without the format, or without `image-set`, use the original picture.
    ...(format ? [`background-image:image-set(url("${smaller}") type("image/${format}"),${urls} 1x)`] : []),
    `opacity:${of('-opacity') ?? '1'}`,
  ].join(';');
  return `${openTag('div', { style })}</div>`;
}

/**
 * Returns a film behind a slide at its first frame, laid out as reveal.js does; empty where there is none on this
 * site.
 */
function filmBehind(section: Element): string {
  const of = (name: string) => attribute(section, `data-background-${name}`);
  const addresses = (of('video') ?? '').split(',').map((address) => address.trim());
  if (addresses.some((address) => address === '' || isRemote(address))) return '';
  const fit = of('size') === 'contain' ? 'contain' : 'cover';
  const place = 'position:absolute;inset:0;width:100%;height:100%;max-width:none;max-height:none';
  const style = `${place};object-fit:${fit};opacity:${of('opacity') ?? '1'}`;
  const sources = addresses.map((address) => openTag('source', { src: firstFrame(address) })).join('');
  return `${openTag('video', { style, ...STILL })}${sources}</video>`;
}
