/** Adapts a slide's tree to the needs of reveal.js, screen readers and slow networks. */
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

/** Classes of elements that fill the remaining height of a slide. */
const STRETCHED = ['r-stretch', 'stretch'];

/**
 * Moves stretched elements out of the paragraph that Markdown wraps around an image, since reveal.js looks for them
 * only among a slide's direct children. Warns of those inside anything else.
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
      // The paragraph may be a fragment.
      applyAttributes(element, Object.fromEntries(parent.attrs.map((attr) => [attr.name, attr.value])));
      replaceNode(parent, [element]);
      continue;
    }
    const reason = `\`${name}\` does nothing inside of <${parent.tagName}>`;
    const hint = 'Only what stands on the slide itself fills the height that is left.';
    warn({ rule: 'stretch', reason, hint }, name);
  }
}

/** Wraps a task's checkbox and text in a label, so that the checkbox has an accessible name in the deck's language. */
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

/**
 * Renames `autoplay` to `data-autoplay`, with which reveal.js starts media when their slide is shown. Media of `later`
 * slides are not preloaded.
 */
export function holdMedia(section: Element, later: boolean): void {
  for (const element of elements(section)) {
    if (element.tagName !== 'video' && element.tagName !== 'audio') continue;
    if (removeAttribute(element, 'autoplay') !== undefined) setAttribute(element, 'data-autoplay', '');
    if (attribute(element, 'data-autoplay') !== undefined && isSeenFirst(element)) {
      // reveal.js starts media in a fragment at its step, when this fragment may already disappear.
      removeAttribute(element, 'data-autoplay');
      setAttribute(element, PLAYS_FIRST, '');
    }
    if (!later || attribute(element, 'preload') !== undefined) continue;
    setAttribute(element, 'preload', 'none');
    for (const part of [element, ...elements(element)]) giveAddress(part);
  }
}

/**
 * The attribute by which client/features/pictures/films.ts starts media with their slide although they are part of a
 * fragment.
 */
const PLAYS_FIRST = 'data-plays-first';

/** Returns whether a medium is in a fragment, or is one, and is visible before any step. */
function isSeenFirst(medium: Element): boolean {
  const fragments: Element[] = [];
  for (let at: Node | Element['parentNode'] = medium; at && isElement(at); at = at.parentNode)
    if (classes(at).includes('fragment')) fragments.push(at);
  return fragments.length > 0 && fragments.map(lookOf).every(({ isSeen, isHidden }) => isSeen && !isHidden);
}

/**
 * Turns `data-src` into `src`: reveal.js would load `data-src` three slides ahead, while media that are not preloaded
 * wait anyway.
 */
function giveAddress(part: Element): void {
  const late = attribute(part, 'data-src');
  if (late === undefined || attribute(part, 'src') !== undefined) return;
  removeAttribute(part, 'data-src');
  setAttribute(part, 'src', late);
}

/** Makes the images of later slides lazy; the client loads those of the next slides ahead of time. */
export function deferImages(section: Element): void {
  for (const element of elements(section)) {
    if (element.tagName !== 'img' || attribute(element, 'src') === undefined) continue;
    if (attribute(element, 'loading') === undefined) setAttribute(element, 'loading', 'lazy');
    if (attribute(element, 'decoding') === undefined) setAttribute(element, 'decoding', 'async');
  }
}

/** Makes iframes load when their slide is shown (reveal.js, `data-src`); without scripts a link takes their place. */
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

/**
 * Moves the id that an author wrote on a slide's first heading to the slide: links lead to slides, and ids must be
 * unique.
 */
export function takeHeadingId(section: Element): void {
  if (attribute(section, 'id') !== undefined) return;
  const heading = firstHeading(section);
  const id = heading && removeAttribute(heading, 'id');
  if (id) setAttribute(section, 'id', id);
}
