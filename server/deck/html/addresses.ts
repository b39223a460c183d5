/** Finds and rewrites every address in a slide, each with its kind. */

import type { Reference } from '../model/deck.ts';
import { attribute, type Element, isText, removeAttribute, setAttribute } from './tree.ts';

type Kind = Reference['kind'];

/** Attributes that hold one address, by element name (`*`: any element). */
const ADDRESSES: Readonly<Record<string, Readonly<Record<string, Kind>>>> = {
  img: { src: 'image', 'data-src': 'image' },
  video: { src: 'media', 'data-src': 'media', poster: 'image' },
  audio: { src: 'media', 'data-src': 'media' },
  source: { src: 'media', 'data-src': 'media' },
  'lectern-cast': { src: 'media' },
  track: { src: 'media' },
  iframe: { src: 'frame', 'data-src': 'frame' },
  a: { href: 'link', 'data-preview-link': 'frame' },
  area: { href: 'link' },
  image: { href: 'image', 'xlink:href': 'image' },
  input: { src: 'image' },
  '*': { 'data-preview-image': 'image', 'data-preview-video': 'media', 'data-background-iframe': 'frame' },
};

/** Attributes that reveal.js reads as comma-separated lists of addresses. */
const LISTS: Readonly<Record<string, Kind>> = {
  'data-background-image': 'image',
  'data-background-video': 'media',
};

/** What reveal.js takes for a picture in `data-background` (6.0.2, controllers/backgrounds). */
const PICTURE = /^(?:https?:|file:|\/\/)|\.(?:svg|png|jpe?g|gif|bmp|webp|avif)(?:[?#\s]|$)/i;

/** Rewrites every address of an element through `change`, which gets each address with its kind. */
export function changeAddresses(element: Element, change: (url: string, kind: Kind) => string): void {
  const own = { ...ADDRESSES['*'], ...ADDRESSES[element.tagName] };
  if (element.tagName === 'style') {
    for (const child of element.childNodes.filter(isText)) {
      child.value = changeCssUrls(child.value, (url) => change(url, 'image'));
    }
  }
  for (const { name, value } of [...element.attrs]) {
    const kind = own[name];
    const list = LISTS[name];
    if (kind && value.trim() !== '') setAttribute(element, name, change(value.trim(), kind));
    else if (list)
      setAttribute(
        element,
        name,
        changeList(value, (url) => change(url, list)),
      );
    else if (name === 'data-background' && /^\s*data:/.test(value)) {
      // reveal.js would take it for a colour.
      removeAttribute(element, name);
      setAttribute(element, 'data-background-image', dataAddress(value));
    } else if (name === 'data-background' && isPicture(value))
      setAttribute(element, name, change(value.trim(), 'image'));
    else if (name === 'srcset' || name === 'data-background-srcset')
      setAttribute(
        element,
        name,
        changeSrcset(value, (url) => change(url, 'image')),
      );
    else if (name === 'style')
      setAttribute(
        element,
        name,
        changeCssUrls(value, (url) => change(url, 'image')),
      );
  }
}

/** Characters that end or break an unquoted address in CSS; reveal.js writes `data:` addresses without quotes. */
const UNQUOTED = /[\s"'()<>#\\]/g;

/**
 * Returns a `data:` address without whitespace. In base64, line ends mean nothing; in other text they separate
 * words and are encoded.
 */
function dataAddress(value: string): string {
  const [, head = '', body = ''] = /^([^,]*,)(.*)$/s.exec(value.trim()) ?? [];
  if (/;base64,$/.test(head)) return (head + body).replace(/\s+/g, '');
  return head.replace(/\s+/g, '') + body.replace(UNQUOTED, (each) => encodeByte(each));
}

function encodeByte(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;
}

/** Rewrites comma-separated addresses; commas inside a `data:` address stay. */
function changeList(value: string, change: (url: string) => string): string {
  if (value.trim().startsWith('data:')) return dataAddress(value);
  return value
    .split(',')
    .map((url) => change(url.trim()))
    .join(',');
}

/**
 * Rewrites the candidates of a `srcset` as the HTML Standard parses them (4.8.4.2.2): an address may contain
 * commas and ends at whitespace.
 */
function changeSrcset(value: string, change: (url: string) => string): string {
  const candidates: string[] = [];
  let rest = value.replace(/^[\s,]+/, '');
  while (rest !== '') {
    const written = /^\S+/.exec(rest)?.[0] ?? rest;
    const url = written.replace(/,+$/, '');
    const descriptor = url === written ? (/^[^,]*/.exec(rest.slice(url.length))?.[0] ?? '') : '';
    candidates.push(`${change(url)} ${descriptor.trim()}`.trim());
    rest = rest.slice(written.length + descriptor.length).replace(/^[\s,]+/, '');
  }
  return candidates.join(', ');
}

/** Rewrites the `url()` addresses in a style sheet or a `style` attribute. */
export function changeCssUrls(style: string, change: (url: string) => string): string {
  return mapCssUrls(style, (url, whole) =>
    url === '' ? whole : `url("${change(url).replaceAll('"', '%22')}")`,
  );
}

/** Puts something else in the place of each `url()`. */
export function mapCssUrls(style: string, rewrite: (url: string, whole: string) => string): string {
  return style.replace(
    /url\((?:\s*"([^"]*)"\s*|\s*'([^']*)'\s*|([^()"']*))\)/gi,
    (whole: string, double?: string, single?: string, bare?: string) =>
      rewrite((double ?? single ?? bare ?? '').trim(), whole),
  );
}

/** Returns whether reveal.js takes a `data-background` for a picture's address, not for a colour. */
export function isPicture(background: string): boolean {
  return PICTURE.test(background);
}

/** Returns whether an address has a scheme or a host, so that it is not relative to the page. */
export function isRemote(url: string): boolean {
  return /^(?:[a-z][a-z\d+.-]*:|\/\/)/i.test(url);
}

/** Returns whether an element plays sound or video, itself or as a slide's background. */
export function isMedia(element: Element): boolean {
  return (
    element.tagName === 'video' ||
    element.tagName === 'audio' ||
    attribute(element, 'data-background-video') !== undefined
  );
}
