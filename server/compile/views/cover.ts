/** A deck's first slide as a cover: its addresses made relative to the index, and nothing in it that loads late or moves. */
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
import type { ShelfCover } from '../../pages/index-page.ts';

/** Attributes that mean nothing without reveal.js, or that would load or name something. */
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

/** About how wide the index shows a cover, whose slide may fill all of it: one that stands alone on a phone, or one of several. */
const SHOWN_WIDTH = '(max-width:45em) 100vw,24em';

/** A step of code after the first: a copy, which reveal.css lays over it. */
function isCodeStep(element: Element): boolean {
  const { tagName, parentNode } = element;
  return tagName === 'code' && parentNode?.nodeName === 'pre' && classes(element).includes('fragment');
}

/** Makes what the index shows of a slide from its `<section>`; `deck` is the deck's name. */
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

/** The styles of a cover as a file below `/_/`, their addresses changed accordingly. */
export function coverStyles(css: string, deck: string): string {
  return changeCssUrls(css, (url) => relocate(url, deck, '../'));
}

/** Rules of a deck's page for the page that shows its cover. */
export function indexRules(css: string, deck: string): string {
  return changeCssUrls(css, (url) => relocate(url, deck, './'));
}

/** An address of the deck's page, seen from elsewhere; `home` leads from there to the index. */
function relocate(url: string, deck: string, home: string): string {
  if (url.startsWith('#') || isRemote(url)) return url;
  const page = `http://cover.invalid/${encodeURIComponent(deck)}/`;
  return URL.canParse(url, page) ? new URL(url, page).href.replace('http://cover.invalid/', home) : url;
}

/** Pictures wait until they are near; what would play stays at its beginning, and a page of its own becomes an empty box. */
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

/** Makes of a film its poster, else one of this site's that stays at its first picture, else an empty box. */
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
  // The index asks no other host for anything but pictures.
  if (addresses.length === 0 || addresses.some(isRemote)) return;
  rename(film, 'video');
  for (const [name, value] of Object.entries(STILL)) setAttribute(film, name, value);
  append(
    film,
    addresses.map((address) => createElement('source', { src: firstFrame(address) })),
  );
}

/** What has a film fetch its first picture and no more. */
const STILL = { preload: 'metadata', muted: '', playsinline: '' } as const;

/** A film's address for its first picture alone, which Safari shows only where it is told the time of one. */
function firstFrame(address: string): string {
  return address.includes('#') ? address : `${address}#t=0.001`;
}

/** Makes another, empty element of one: its classes, styles and size stay. */
function rename(element: Element, tag: string): void {
  // parse5's nodes are plain objects; a tag's name is all that tells one element from another.
  element.tagName = tag;
  element.nodeName = tag;
  for (const child of [...element.childNodes]) detachNode(child);
  element.attrs = element.attrs.filter(({ name }) => /^(?:class|style|width|height)$/.test(name));
}

/** The colours behind a slide; reveal.js's `data-background` is a picture's address or any CSS background. */
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

/** The layer that reveal.js makes for a background's picture. */
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
    // A browser that can't show it takes the picture's own, and so does one that knows no such set.
    ...(format ? [`background-image:image-set(url("${smaller}") type("image/${format}"),${urls} 1x)`] : []),
    `opacity:${of('-opacity') ?? '1'}`,
  ].join(';');
  return `${openTag('div', { style })}</div>`;
}

/** The film behind a slide as reveal.js lays it out, at its first picture. */
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
