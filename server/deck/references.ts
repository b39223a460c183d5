/** Every address in a slide, each with its kind, and a way to change it. */

import type { Reference } from './model.ts';
import { attribute, type Element, setAttribute } from './tree.ts';

type Kind = Reference['kind'];

/** Attributes that hold one address, by element (`*`: any). */
const ADDRESSES: Readonly<Record<string, Readonly<Record<string, Kind>>>> = {
  img: { src: 'image', 'data-src': 'image' },
  video: { src: 'media', 'data-src': 'media', poster: 'image' },
  audio: { src: 'media', 'data-src': 'media' },
  source: { src: 'media', 'data-src': 'media' },
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
    else if (name === 'data-background' && PICTURE.test(value))
      setAttribute(element, name, change(value.trim(), 'image'));
    else if (name === 'srcset')
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

/** Comma-separated addresses; commas inside a `data:` address stay. */
function changeList(value: string, change: (url: string) => string): string {
  if (value.trim().startsWith('data:')) return value;
  return value
    .split(',')
    .map((url) => change(url.trim()))
    .join(',');
}

function changeSrcset(value: string, change: (url: string) => string): string {
  return value
    .split(/,\s+/)
    .map((candidate) => {
      const [url = '', ...descriptor] = candidate.trim().split(/\s+/);
      return [change(url), ...descriptor].join(' ');
    })
    .join(', ');
}

function changeCssUrls(style: string, change: (url: string) => string): string {
  return style.replace(
    /url\(\s*(?:"([^"]*)"|'([^']*)'|([^)"']*?))\s*\)/gi,
    (_whole, double, single, bare) => {
      const url: string = double ?? single ?? bare ?? '';
      return `url("${change(url).replaceAll('"', '%22')}")`;
    },
  );
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
