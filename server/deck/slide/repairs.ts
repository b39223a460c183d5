/** Small repairs to a slide's tree that reveal.js, screen readers or slow networks need. */
import { defaultTreeAdapter } from 'parse5';
import { BLOCKS, firstHeading } from '../features/visible-text.ts';
import { lookOf } from '../html/fragment-looks.ts';
import type { Warn } from '../html/sanitize.ts';
import {
  addClass,
  append,
  applyAttributes,
  attribute,
  classes,
  createElement,
  createText,
  type Element,
  elements,
  insertAfter,
  isElement,
  isText,
  type Node,
  removeAttribute,
  replaceNode,
  setAttribute,
} from '../html/tree.ts';

/** Classes of what fills the height that a slide has left. */
const STRETCHED = ['r-stretch', 'stretch'];

/**
 * Puts what is stretched where reveal.js looks for it: among a slide's direct children, while Markdown wraps a picture in a
 * paragraph. What stands in anything else is told.
 */
export function unwrapStretched(section: Element, warn: Warn): void {
  for (const element of elements(section)) {
    const name = STRETCHED.find((each) => classes(element).includes(each));
    const parent = element.parentNode;
    if (name === undefined || !parent || parent === section || !isElement(parent)) continue;
    const others = parent.childNodes.filter(
      (child) => child !== element && !(isText(child) && child.value.trim() === ''),
    );
    if (parent.tagName === 'p' && parent.parentNode === section && others.length === 0) {
      // The paragraph may be a step.
      applyAttributes(element, Object.fromEntries(parent.attrs.map((attr) => [attr.name, attr.value])));
      replaceNode(parent, [element]);
      continue;
    }
    const reason = `\`${name}\` does nothing inside of <${parent.tagName}>`;
    const hint = 'Only what stands on the slide itself fills the height that is left.';
    warn({ rule: 'stretch', reason, hint }, name);
  }
}

/** Makes the text beside a task's box its label, so that the box has a name in the deck's own language. */
export function nameTasks(section: Element): void {
  for (const box of elements(section)) {
    if (box.tagName !== 'input' || attribute(box, 'type') !== 'checkbox') continue;
    const holder = box.parentNode;
    const item = holder?.nodeName === 'p' ? holder.parentNode : holder;
    if (!holder || item?.nodeName !== 'li' || holder.childNodes[0] !== box) continue;
    addClass(item as Element, 'task');
    const end = holder.childNodes.findIndex((child) => isElement(child) && BLOCKS.has(child.tagName));
    const label = createElement('label');
    append(label, holder.childNodes.slice(0, end === -1 ? undefined : end));
    const next = holder.childNodes[0];
    if (next) defaultTreeAdapter.insertBefore(holder, label, next);
    else append(holder, [label]);
  }
}

/** Autoplay waits for its slide; reveal.js reads `data-autoplay`. Media of later slides wait until theirs is near. */
export function holdMedia(section: Element, later: boolean): void {
  for (const element of elements(section)) {
    if (element.tagName !== 'video' && element.tagName !== 'audio') continue;
    if (removeAttribute(element, 'autoplay') !== undefined) setAttribute(element, 'data-autoplay', '');
    if (attribute(element, 'data-autoplay') !== undefined && isSeenFirst(element)) {
      // reveal.js starts what is in a fragment at its step, at which this may go.
      removeAttribute(element, 'data-autoplay');
      setAttribute(element, PLAYS_FIRST, '');
    }
    if (!later || attribute(element, 'preload') !== undefined) continue;
    setAttribute(element, 'preload', 'none');
    for (const part of [element, ...elements(element)]) giveAddress(part);
  }
}

/** Tells the script of the page, client/features/pictures/films.ts, to start a medium with its slide though it is part of a fragment. */
const PLAYS_FIRST = 'data-plays-first';

/** Whether a medium is, or is in, a fragment, and is seen before any step. */
function isSeenFirst(medium: Element): boolean {
  const fragments: Element[] = [];
  for (let at: Node | Element['parentNode'] = medium; at && isElement(at); at = at.parentNode)
    if (classes(at).includes('fragment')) fragments.push(at);
  return fragments.length > 0 && fragments.map(lookOf).every(({ isSeen, isHidden }) => isSeen && !isHidden);
}

/** What has all of its media wait needs no `data-src`, which reveal.js would load three slides before. */
function giveAddress(part: Element): void {
  const late = attribute(part, 'data-src');
  if (late === undefined || attribute(part, 'src') !== undefined) return;
  removeAttribute(part, 'data-src');
  setAttribute(part, 'src', late);
}

/** Pictures of later slides wait; the client fetches those of the next slides before they are needed. */
export function deferImages(section: Element): void {
  for (const element of elements(section)) {
    if (element.tagName !== 'img' || attribute(element, 'src') === undefined) continue;
    if (attribute(element, 'loading') === undefined) setAttribute(element, 'loading', 'lazy');
    if (attribute(element, 'decoding') === undefined) setAttribute(element, 'decoding', 'async');
  }
}

/** Frames load when their slide is shown (reveal.js, `data-src`); whoever has no script gets a link. */
export function deferIframes(section: Element): void {
  for (const iframe of elements(section)) {
    if (iframe.tagName !== 'iframe') continue;
    const src = removeAttribute(iframe, 'src');
    if (src !== undefined && attribute(iframe, 'data-src') === undefined)
      setAttribute(iframe, 'data-src', src);
    const address = attribute(iframe, 'data-src');
    if (!address || !iframe.parentNode) continue;
    if (attribute(iframe, 'title') === undefined) setAttribute(iframe, 'title', address);
    const link = createElement('a', { href: address });
    append(link, [createText(attribute(iframe, 'title') ?? address)]);
    const instead = createElement('noscript');
    append(instead, [link]);
    insertAfter(iframe, instead);
  }
}

/** Gives a slide the id that its author wrote behind its first heading: links are to slides, and no two things share one. */
export function takeHeadingId(section: Element): void {
  if (attribute(section, 'id') !== undefined) return;
  const heading = firstHeading(section);
  const id = heading && removeAttribute(heading, 'id');
  if (id) setAttribute(section, 'id', id);
}
