/**
 * Splits a slide's HTML into what is sent with the slide and what is withheld until its step, as
 * reveal.js counts steps.
 */

import type { Piece, WaitingFragment, WaitingLink } from '../model/pieces.ts';
import { changeAddresses } from './addresses.ts';
import { escapeHtml } from './escape.ts';
import { lookOf } from './fragment-looks.ts';
import { NEVER, orderFragments } from './fragment-order.ts';
import {
  addClass,
  attribute,
  classes,
  createText,
  type Element,
  elements,
  isElement,
  outerHtml,
  parseHtml,
  replaceNode,
  setAttribute,
  textOf,
} from './tree.ts';

/** Addresses on the slide, each with the step it is needed at; −1 for those needed from the start. */
export interface CutSlide {
  readonly pieces: readonly Piece[];
  /** The addresses on it, each with the step that it comes with; −1 for those that come with the slide. */
  readonly addresses: readonly (readonly [url: string, step: number])[];
}

/** Options for splitting slides. */
export interface CutOptions {
  /** Whether fragments appear step by step; a deck may switch them off. */
  readonly bySteps: boolean;
  /** Returns whether a slide has this id. */
  readonly isSlide: (id: string) => boolean;
}

/** Marks a placeholder for a withheld fragment, which `client/live/shown.ts` replaces. */
const WAITS = 'data-waits';

/** Media elements, which a room counts in the same order on all pages: `client/live/media.ts`. */
const MEDIA = /^(?:video|audio|lectern-cast)$/;

/** Attributes of elements that open a lightbox, which a room counts as well: `client/live/lightbox.ts`. */
const OPENING = /^data-preview-(?:link|image|video)$/;

/** Attributes that may name a file, for a drawing or for a deck's own scripts. */
const NAMING = /^(?:href|src|data|data-.+)$/;

/** A value that may be a file's address. */
const ADDRESS = /^[^\s"'(){}]+\.[^\s"'(){}]+$/;

/** Splits the HTML of a slide, or the opening tag of a column. */
export function cutSlide(html: string, { bySteps, isSlide }: CutOptions): CutSlide {
  const root = parseHtml(html);
  const [section] = root.childNodes.filter(isElement);
  if (!section) return { pieces: [html], addresses: [] };
  const fragments = bySteps ? fragmentsOf(section) : [];
  const steps = stepsOf(fragments);
  for (const [fragment, step] of steps)
    if (step !== NEVER) setAttribute(fragment, 'data-fragment-index', `${step}`);
  const waiting = fragments.filter((fragment) => !isSeen(fragment));
  const stepOf = new Map(waiting.map((fragment) => [fragment, steps.get(fragment) ?? NEVER]));
  const addresses = addressesIn(section, stepOf);
  const links = elements(section).flatMap((element) => waitingLink(element, isSlide));
  // Without anything to withhold, the HTML stays as it was written.
  if (fragments.length === 0 && links.length === 0) return { pieces: [html], addresses };
  const kept = new Set(fragments);
  const found: (WaitingFragment | WaitingLink)[] = links.map(({ element, link }, i) => {
    setAttribute(element, 'href', `\0${i}`);
    return link;
  });
  const before = new Map(waiting.map((fragment) => [fragment, outerHtml(standIn(fragment, kept))]));
  // Inner fragments first, because they become pieces of the outer ones.
  for (const fragment of waiting.toReversed()) {
    const step = stepOf.get(fragment) ?? NEVER;
    const pieces = piecesOf(outerHtml(fragment), found);
    found.push({ step, pieces, before: before.get(fragment) ?? '' });
    replaceNode(fragment, [createText(`\0${found.length - 1}\0`)]);
  }
  return { pieces: piecesOf(outerHtml(section), found), addresses };
}

/**
 * A placeholder in serialized HTML: a link's or a fragment's number between zero bytes. The text of a parsed page
 * contains no zero byte (HTML Standard, 13.2.5), so all of them were written here.
 */
const MARK = / href="\0(\d+)"|\0(\d+)\0/;

function piecesOf(html: string, found: readonly (WaitingFragment | WaitingLink)[]): Piece[] {
  const parts = html.split(MARK);
  // `split` returns text, the first group, the second group, in turn.
  return parts.flatMap((part, i): Piece[] => {
    if (i % 3 === 0) return part === '' ? [] : [part];
    const piece = part === undefined ? undefined : found[Number(part)];
    return piece ? [piece] : [];
  });
}

/**
 * Returns a slide's fragments as reveal.js finds them: none in `<template>`, nor in `<noscript>`, which browsers
 * that run scripts parse as text.
 */
export function fragmentsOf(section: Element): Element[] {
  const apart = new Set(
    elements(section)
      .filter(isApart)
      .flatMap((element) => elements(element)),
  );
  return elements(section).filter((element) => classes(element).includes('fragment') && !apart.has(element));
}

/** Returns each fragment's step, counted as reveal.js counts them. */
export function stepsOf(fragments: readonly Element[]): ReadonlyMap<Element, number> {
  const order = orderFragments(fragments.map((fragment) => attribute(fragment, 'data-fragment-index')));
  return new Map(fragments.map((fragment, i) => [fragment, order[i] ?? NEVER]));
}

/**
 * Returns whether a fragment is visible before its step. Classes that the deck styles itself may hide it, so they
 * count as hidden.
 */
export function isSeen(fragment: Element): boolean {
  const { isSeen: isSeenFirst, isHidden } = lookOf(fragment);
  return !isHidden && (isSeenFirst || isCodeStep(fragment));
}

/**
 * Returns whether a fragment is a further step of a code block with the same text, which only highlights other lines.
 */
function isCodeStep(fragment: Element): boolean {
  const block = fragment.parentNode;
  if (fragment.tagName !== 'code' || !block || !('tagName' in block) || block.tagName !== 'pre') return false;
  const [first] = block.childNodes.filter(isElement);
  return first !== undefined && first !== fragment && textOf(first) === textOf(fragment);
}

/**
 * Returns the placeholder of a fragment: an empty copy with only those elements by which steps, media and
 * lightboxes are counted.
 */
function standIn(fragment: Element, fragments: ReadonlySet<Element>): Element {
  const isOpening = ({ attrs }: Element) =>
    attrs.some(({ name, value }) => OPENING.test(name) && value !== 'false');
  const isCounted = (element: Element) =>
    fragments.has(element) || MEDIA.test(element.tagName) || isOpening(element);
  const emptied = (element: Element): Element => {
    const inside = element.childNodes
      .filter(isElement)
      .filter((child) => !isApart(child) && (isCounted(child) || elements(child).some(isCounted)));
    const tag = standInTag(element);
    const copy: Element = { ...element, tagName: tag, nodeName: tag, attrs: [], childNodes: [] };
    copy.childNodes = inside.map(emptied);
    if (isOpening(element)) setAttribute(copy, 'data-preview-image', '');
    const index = attribute(element, 'data-fragment-index');
    if (!fragments.has(element)) return copy;
    addClass(copy, 'fragment');
    if (index !== undefined) setAttribute(copy, 'data-fragment-index', index);
    return copy;
  };
  const copy = emptied(fragment);
  setAttribute(copy, WAITS, '');
  return copy;
}

/** Returns a tag name for a placeholder that neither plays media nor embeds a page or a template. */
function standInTag(element: Element): string {
  if (MEDIA.test(element.tagName)) return 'audio';
  return isApart(element) || /^(?:iframe|object|embed)$/.test(element.tagName) ? 'span' : element.tagName;
}

/** Returns whether reveal.js and the room find nothing inside of an element. */
function isApart({ tagName }: Element): boolean {
  return tagName === 'template' || tagName === 'noscript';
}

/** Returns a slide's addresses, each with the last of the steps that it depends on. */
function addressesIn(section: Element, stepOf: ReadonlyMap<Element, number>): CutSlide['addresses'] {
  const found: (readonly [string, number])[] = [];
  const look = (element: Element, step: number): void => {
    const own = Math.max(step, stepOf.get(element) ?? -1);
    changeAddresses(element, (url) => {
      found.push([url, own]);
      return url;
    });
    // Files that a deck's own scripts, or a drawing, may request.
    for (const { name, value } of element.attrs)
      if (NAMING.test(name) && ADDRESS.test(value)) found.push([value, own]);
    const children = 'content' in element ? elements(element) : element.childNodes.filter(isElement);
    for (const child of children) look(child, own);
  };
  look(section, -1);
  return found;
}

function waitingLink(
  element: Element,
  isSlide: (id: string) => boolean,
): { readonly element: Element; readonly link: WaitingLink }[] {
  const href = attribute(element, 'href');
  const written = /^#\/?([^/]+)$/.exec(href ?? '')?.[1];
  if (written === undefined || !/^(?:a|area)$/.test(element.tagName)) return [];
  let to = written;
  try {
    to = decodeURIComponent(written);
  } catch {
    // Browsers look for a malformed percent-encoding as it is written, too.
  }
  if (!isSlide(to)) return [];
  return [{ element, link: { to, html: ` href="${escapeHtml(href ?? '')}"` } }];
}
