/**
 * QR codes in picture syntax: `![Follow along](qr:)` leads to the deck itself, `![Our site](qr:https://lectern.example)` to
 * anything. The deck's own address is known only where the deck is served, so its code is drawn there.
 */
import { renderSVG } from 'uqr';
import type { Warn } from '../../html/sanitize.ts';
import { attribute, createElement, type Element, elements, fillWith, replaceNode } from '../../html/tree.ts';

/** Marks a code; its value is what it says, and empty for the deck's own address, which is filled in later. */
export const CODE = 'data-qr';

const SCHEME = /^qr:/i;

/** Addresses that a tap opens, too. */
const OPENED = /^(?:https?:\/\/|mailto:|tel:)/i;

/** The most bytes of a code that a phone reads from the back of a room: a code of version 20 or so. */
const MOST_BYTES = 600;

/** Replaces pictures whose address begins with `qr:` by codes, labelled with their alternative text. */
export function markCodes(section: Element, warn: Warn): void {
  for (const image of elements(section)) {
    const src = attribute(image, 'src') ?? '';
    if (image.tagName !== 'img' || !SCHEME.test(src)) continue;
    const says = decoded(src.replace(SCHEME, ''));
    const label = attribute(image, 'alt') || says;
    const isOpened = OPENED.test(says);
    const code = createElement(isOpened || says === '' ? 'a' : 'span', {
      class: ['qr-code', attribute(image, 'class')].filter(Boolean).join(' '),
      [CODE]: says,
      ...(isOpened ? { href: says } : { role: 'img' }),
      'aria-label': label,
    });
    for (const { name, value } of image.attrs)
      if (!/^(?:src|alt|class)$/.test(name)) code.attrs.push({ name, value });
    const bytes = new TextEncoder().encode(says).length;
    if (bytes > MOST_BYTES) {
      const reason = `this QR code has ${bytes} bytes, and phones read ${MOST_BYTES} from afar`;
      warn({ rule: 'qr-code', reason, hint: 'Shorten what it says, or its address.' }, src.slice(0, 40));
      continue;
    }
    if (says !== '') fillWith(code, renderSVG(says, { border: 4 }));
    replaceNode(image, [code]);
  }
}

/** Returns an address as it was written: Markdown encodes what addresses cannot have. */
function decoded(address: string): string {
  if (OPENED.test(address)) return address;
  try {
    return decodeURI(address);
  } catch {
    return address;
  }
}
