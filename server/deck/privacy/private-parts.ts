/** Removes hidden parts from a slide's tree, and comments that Markdown misses, each with a warning. */

import type { Warn } from '../html/sanitize.ts';
import {
  applyAttributes,
  attribute,
  childrenOf,
  classes,
  descendants,
  detachNode,
  type Element,
  elements,
  isComment,
  isElement,
  isInside,
  isText,
  type Node,
} from '../html/tree.ts';
import type { Finding } from '../model/diagnostic.ts';
import { nearest } from '../model/nearest.ts';
import { type CommentKind, hiddenComment } from './comment-marks.ts';
import { isNameOfNotes } from './element-notes.ts';

/** The attribute by which reveal.js hides a slide. */
export const VISIBILITY = 'data-visibility';

const LITERAL: ReadonlySet<string> = new Set('pre code script style textarea'.split(' '));

/**
 * Hides a slide that its author means to hide by another sign than reveal.js's: a class, an attribute, or what hides its
 * heading. Of a hidden slide this is the only thing to be told.
 */
export function hideMeant(section: Element, tell: Warn): void {
  const sign = isHidden(section) ? undefined : signOfHiding(section);
  if (sign === undefined) return;
  applyAttributes(section, { [VISIBILITY]: 'hidden' });
  tell(hiddenSlide(sign), sign.replace(/^\W+/, ''));
}

function signOfHiding(section: Element): string | undefined {
  const name = classes(section).find((each) => /^(?:hidden|hide)$/i.test(each) || isNameOfNotes(each));
  if (name !== undefined) return `.${name}`;
  if (hides(attribute(section, 'visibility'))) return 'visibility=hidden';
  const first = section.childNodes.find(isElement);
  if (first && /^h[1-6]$/.test(first.tagName) && isHidden(first)) return VISIBILITY;
  const [text] = first?.tagName === 'p' ? first.childNodes : [];
  return text && isText(text) ? /^\{[^{}]*\bhidden\b[^{}]*\}/i.exec(text.value.trim())?.[0] : undefined;
}

function hiddenSlide(sign: string): Finding {
  return {
    rule: 'private-text',
    reason: `\`${sign}\` is taken to hide this slide, so nobody gets it`,
    hint: 'Write `{data-visibility=hidden}` on its first line; if it should be shown, take the sign away.',
  };
}

/** Removes parts that `data-visibility` hides, as it hides whole slides in reveal.js. */
export function removeHidden(section: Element, warn: Warn): void {
  for (const element of elements(section)) {
    if (!isHidden(element)) continue;
    detachNode(element);
    warn(hiddenPart(element.tagName), VISIBILITY);
  }
}

/** Returns whether a slide or a part of one is hidden; case and misspellings do not matter. */
export function isHidden(element: Element): boolean {
  return hides(attribute(element, VISIBILITY));
}

/** Sets attributes that an author wrote. A hidden element stays hidden, whatever they say. */
export function applyWritten(element: Element, attributes: Readonly<Record<string, string>>): void {
  const stays = isHidden(element);
  applyAttributes(element, { ...attributes, ...(stays && { [VISIBILITY]: 'hidden' }) });
}

/** Returns whether a `data-visibility` hides; a misspelled value does, too. */
export function hides(visibility: string | undefined): boolean {
  const word = visibility?.normalize('NFKC').replace(/\P{L}/gu, '') ?? '';
  return nearest(word, ['hidden']) !== undefined;
}

/** Warns of comments that Markdown misses, and removes what follows an unclosed one. */
export function removeComments(section: Element, warn: Warn): void {
  for (const node of descendants(section)) {
    if (!isComment(node)) continue;
    const hidden = hiddenComment(node.data);
    if (hidden) warn(commentFinding(hidden.kind, hidden.written), hidden.written);
    if (hidden?.kind === 'open') removeAfter(node, section);
    if (hidden) detachNode(node);
    else if (node.data.includes('<!--')) removeToEnd(node, section, warn);
  }
}

/** Removes what an author takes for the rest of a comment: in HTML it ends at the first `-->`. */
function removeToEnd(comment: Node, section: Element, warn: Warn): void {
  const all = descendants(section);
  const after = all.slice(all.indexOf(comment) + 1);
  const last = after.findIndex(
    (node) => isText(node) && node.value.includes('-->') && !isInside(node, LITERAL),
  );
  const end = after[last];
  if (!end || !isText(end)) return;
  for (const node of after.slice(0, last))
    if (isText(node) || childrenIn(node).length === 0) detachNode(node);
  end.value = end.value.slice(end.value.indexOf('-->') + '-->'.length);
  warn(commentFinding('nested', '<!--'), '<!--');
}

function childrenIn(node: Node): readonly Node[] {
  return 'childNodes' in node ? childrenOf(node) : [];
}

/** Removes everything after a node on its slide. */
function removeAfter(node: Node, section: Element): void {
  for (let last: Node = node; last !== section; ) {
    const parent = last.parentNode;
    if (!parent) return;
    const siblings = childrenOf(parent);
    for (const sibling of siblings.slice(siblings.indexOf(last) + 1)) detachNode(sibling);
    if (!('tagName' in parent)) return;
    last = parent;
  }
}

function hiddenPart(tag: string): Finding {
  return {
    rule: 'private-text',
    reason: `this <${tag}> is hidden, so it is left out of the slide`,
    hint: 'To hide a whole slide, write `<!-- .slide: data-visibility="hidden" -->` on it; else take `data-visibility` away.',
  };
}

const COMMENTS: Readonly<Record<CommentKind, readonly [reason: string, hint: string]>> = {
  percent: [
    'is a comment in Obsidian, so it is left out of the slide',
    'Write it as `<!-- … -->`; if it should be on the slide, put it between backticks.',
  ],
  braces: [
    'is a comment in other tools, so it is left out of the slide',
    'Write it as `<!-- … -->`; if it should be on the slide, put it between backticks.',
  ],
  changed: [
    'looks like a comment with other signs, so it is left out of the slide',
    'Write it as `<!-- … -->`, with two plain dashes.',
  ],
  nested: [
    'is a comment with another one, or the end of one, in it; all of it is left out of the slide',
    'Write no `<!--` or `-->` within a comment.',
  ],
  indented: [
    'is a comment in indented code, so it is left out of the slide',
    'Indent it by less than four spaces; code that should show it goes between fences.',
  ],
  open: ['begins a comment that nothing ends; the rest of the slide is left out', 'Write its end.'],
};

function commentFinding(kind: CommentKind, written: string): Finding {
  const [reason, hint] = COMMENTS[kind];
  const begin = written.length > LONGEST ? `${written.slice(0, LONGEST)}…` : written;
  return { rule: 'private-text', reason: `\`${begin}\` ${reason}`, hint };
}

/** The most of a comment that a message repeats, in characters. */
const LONGEST = 30;
