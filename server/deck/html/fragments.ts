/** Takes a slide's HTML apart into what comes with it and what waits for a step, as reveal.js counts them. */

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

/** A slide taken apart. */
export interface CutSlide {
  readonly pieces: readonly Piece[];
  /** The addresses on it, each with the step that it comes with; −1 for those that come with the slide. */
  readonly addresses: readonly (readonly [url: string, step: number])[];
}

/** What slides are taken apart with. */
export interface CutOptions {
  /** Whether fragments come step by step; some decks switch them off. */
  readonly bySteps: boolean;
  /** Whether there is a slide with this id. */
  readonly isSlide: (id: string) => boolean;
}

/** The attribute of what stands in a fragment's place, for the script of the page: client/live/shown.ts. */
const WAITS = 'data-waits';

/** Media that the room counts, on all pages alike: client/live/media.ts. */
const MEDIA = /^(?:video|audio|lectern-cast)$/;

/** Attributes of what opens something in front of the slide, which the room counts as well: client/live/lightbox.ts. */
const OPENING = /^data-preview-(?:link|image|video)$/;

/** Attributes that may name a file for a drawing, or for a deck's own scripts. */
const NAMING = /^(?:href|src|data|data-.+)$/;

/** What may be the address of a file. */
const ADDRESS = /^[^\s"'(){}]+\.[^\s"'(){}]+$/;

/** Takes apart a slide, or the tag around a column. */
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
  // As it was written, where nothing waits.
  if (fragments.length === 0 && links.length === 0) return { pieces: [html], addresses };
  const kept = new Set(fragments);
  const found: (WaitingFragment | WaitingLink)[] = links.map(({ element, link }, i) => {
    setAttribute(element, 'href', `\0${i}`);
    return link;
  });
  const before = new Map(waiting.map((fragment) => [fragment, outerHtml(standIn(fragment, kept))]));
  // Those inside of others first: they are pieces of these.
  for (const fragment of waiting.toReversed()) {
    const step = stepOf.get(fragment) ?? NEVER;
    const pieces = piecesOf(outerHtml(fragment), found);
    found.push({ step, pieces, before: before.get(fragment) ?? '' });
    replaceNode(fragment, [createText(`\0${found.length - 1}\0`)]);
  }
  return { pieces: piecesOf(outerHtml(section), found), addresses };
}

/** No text of a parsed page holds a zero byte (HTML Standard, 13.2.5), so that those in HTML are ours. */
const MARK = / href="\0(\d+)"|\0(\d+)\0/;

function piecesOf(html: string, found: readonly (WaitingFragment | WaitingLink)[]): Piece[] {
  const parts = html.split(MARK);
  // Text, then either of the two groups, in turn.
  return parts.flatMap((part, i): Piece[] => {
    if (i % 3 === 0) return part === '' ? [] : [part];
    const piece = part === undefined ? undefined : found[Number(part)];
    return piece ? [piece] : [];
  });
}

/** What reveal.js finds: nothing in templates, nor in what browsers with scripts take for text. */
export function fragmentsOf(section: Element): Element[] {
  const apart = new Set(
    elements(section)
      .filter(isApart)
      .flatMap((element) => elements(element)),
  );
  return elements(section).filter((element) => classes(element).includes('fragment') && !apart.has(element));
}

/** Each fragment's step, counted as reveal.js counts them. */
export function stepsOf(fragments: readonly Element[]): ReadonlyMap<Element, number> {
  const order = orderFragments(fragments.map((fragment) => attribute(fragment, 'data-fragment-index')));
  return new Map(fragments.map((fragment, i) => [fragment, order[i] ?? NEVER]));
}

/** Whether a fragment is seen before its step. Who sees to that with styles of their own may have hidden it. */
export function isSeen(fragment: Element): boolean {
  const { isSeen: isSeenFirst, isHidden } = lookOf(fragment);
  return !isHidden && (isSeenFirst || isCodeStep(fragment));
}

/** Whether a fragment is a block of code that stands there already, with other lines of it bright. */
function isCodeStep(fragment: Element): boolean {
  const block = fragment.parentNode;
  if (fragment.tagName !== 'code' || !block || !('tagName' in block) || block.tagName !== 'pre') return false;
  const [first] = block.childNodes.filter(isElement);
  return first !== undefined && first !== fragment && textOf(first) === textOf(fragment);
}

/** What stands in a fragment's place: the same elements as far as steps and media are counted by them, and empty. */
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

/** A name under which nothing plays, and nothing of another page or of a template is there. */
function standInTag(element: Element): string {
  if (MEDIA.test(element.tagName)) return 'audio';
  return isApart(element) || /^(?:iframe|object|embed)$/.test(element.tagName) ? 'span' : element.tagName;
}

/** Whether what is in an element is nothing that reveal.js or the room finds. */
function isApart({ tagName }: Element): boolean {
  return tagName === 'template' || tagName === 'noscript';
}

/** Addresses by the last of the steps that they wait for. */
function addressesIn(section: Element, stepOf: ReadonlyMap<Element, number>): CutSlide['addresses'] {
  const found: (readonly [string, number])[] = [];
  const look = (element: Element, step: number): void => {
    const own = Math.max(step, stepOf.get(element) ?? -1);
    changeAddresses(element, (url) => {
      found.push([url, own]);
      return url;
    });
    // What a deck's own scripts, or a drawing, may ask for.
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
    // As browsers do, which look for it as it is.
  }
  if (!isSlide(to)) return [];
  return [{ element, link: { to, html: ` href="${escapeHtml(href ?? '')}"` } }];
}
