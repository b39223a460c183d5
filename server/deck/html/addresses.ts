/** Every address in a slide, each with its kind, and a way to change it. */

import type { Reference } from '../model/deck.ts';
import { attribute, type Element, isText, removeAttribute, setAttribute } from './tree.ts';

type Kind = Reference['kind'];

/** Attributes that hold one address, by element (`*`: any). */
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

/** Attributes that reveal.js reads as lists of addresses. */
const LISTS: Readonly<Record<string, Kind>> = {
  'data-background-image': 'image',
  'data-background-video': 'media',
};

/** When reveal.js takes `data-background` for a picture (6.0.2, controllers/backgrounds). */
const PICTURE = /^(?:https?:|file:|\/\/)|\.(?:svg|png|jpe?g|gif|bmp|webp|avif)(?:[?#\s]|$)/i;

/** Rewrites every address of an element through `change`. */
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

/** What ends or breaks an address without quotes in CSS, which is what reveal.js makes of a `data:` address. */
const UNQUOTED = /[\s"'()<>#\\]/g;

/** A `data:` address as one word. Line ends mean nothing in base64; in other text they part words. */
function dataAddress(value: string): string {
  const [, head = '', body = ''] = /^([^,]*,)(.*)$/s.exec(value.trim()) ?? [];
  if (/;base64,$/.test(head)) return (head + body).replace(/\s+/g, '');
  return head.replace(/\s+/g, '') + body.replace(UNQUOTED, (each) => encodeByte(each));
}

function encodeByte(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;
}

/** Comma-separated addresses; commas inside a `data:` address stay. */
function changeList(value: string, change: (url: string) => string): string {
  if (value.trim().startsWith('data:')) return dataAddress(value);
  return value
    .split(',')
    .map((url) => change(url.trim()))
    .join(',');
}

/** Candidates as the HTML Standard reads them (4.8.4.2.2): an address may hold commas, and ends at a space. */
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

/** Rewrites the addresses in a style sheet or a `style` attribute. */
export function changeCssUrls(style: string, change: (url: string) => string): string {
  return style.replace(
    /url\((?:\s*"([^"]*)"\s*|\s*'([^']*)'\s*|([^()"']*))\)/gi,
    (whole, double, single, bare) => {
      const url: string = (double ?? single ?? bare ?? '').trim();
      return url === '' ? whole : `url("${change(url).replaceAll('"', '%22')}")`;
    },
  );
}

/** Whether a `data-background` is a picture's address, as reveal.js tells it from a colour. */
export function isPicture(background: string): boolean {
  return PICTURE.test(background);
}

/** Whether an address leaves this site or the page: another scheme, another host. */
export function isRemote(url: string): boolean {
  return /^(?:[a-z][a-z\d+.-]*:|\/\/)/i.test(url);
}

/** Whether an element plays sound or pictures that move. */
export function isMedia(element: Element): boolean {
  return (
    element.tagName === 'video' ||
    element.tagName === 'audio' ||
    attribute(element, 'data-background-video') !== undefined
  );
}
