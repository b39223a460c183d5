/** Small repairs to a slide's tree that reveal.js, screen readers or slow networks need. */
import { defaultTreeAdapter } from 'parse5';
import {
  addClass,
  attribute,
  classes,
  createElement,
  detachNode,
  type Element,
  elements,
  escapeHtml,
  isElement,
  isText,
  type ParentNode,
  removeAttribute,
  replaceNode,
  setAttribute,
  textOf,
} from './tree.ts';

/** reveal.js stretches only a slide's direct children, and Markdown wraps a picture in a paragraph. */
export function unwrapStretched(root: ParentNode): void {
  for (const element of [...elements(root)]) {
    const names = classes(element);
    if (!names.includes('r-stretch') && !names.includes('stretch')) continue;
    const parent = element.parentNode;
    if (!parent || parent.nodeName !== 'p' || !isElement(parent as Element)) continue;
    const others = parent.childNodes.filter(
      (child) => child !== element && !(isText(child) && child.value.trim() === ''),
    );
    if (others.length === 0) replaceNode(parent as Element, [element]);
  }
}

/** Gives the boxes of a task list a name, since their text is not their label. */
export function nameTasks(root: ParentNode): void {
  for (const element of elements(root)) {
    if (element.tagName !== 'input' || attribute(element, 'type') !== 'checkbox') continue;
    setAttribute(element, 'aria-label', attribute(element, 'checked') === undefined ? 'not done' : 'done');
    const item = element.parentNode;
    const holder = item?.nodeName === 'p' ? item.parentNode : item;
    if (holder?.nodeName === 'li') addClass(holder as Element, 'task');
  }
}

/** Footnotes belong to their slide: ids carry its id, and their list is not a slide of its own. */
export function placeFootnotes(root: ParentNode, slideId: string): void {
  for (const element of [...elements(root)]) {
    if (attribute(element, 'data-footnotes') !== undefined) {
      setAttribute(element, 'role', 'doc-endnotes');
      const heading = element.childNodes
        .filter(isElement)
        .find((child) => attribute(child, 'id') === 'footnote-label');
      if (heading) detachNode(heading);
    }
    removeDescription(element);
    const id = attribute(element, 'id');
    if (id?.startsWith('footnote-')) setAttribute(element, 'id', `${slideId}-${id}`);
    const href = attribute(element, 'href');
    if (href?.startsWith('#footnote-')) setAttribute(element, 'href', `#${slideId}-${href.slice(1)}`);
  }
}

function removeDescription(element: Element): void {
  if (attribute(element, 'aria-describedby') === 'footnote-label')
    removeAttribute(element, 'aria-describedby');
}

/** Autoplay waits for its slide; reveal.js reads `data-autoplay`. */
export function holdMedia(root: ParentNode, later: boolean): void {
  for (const element of elements(root)) {
    if (element.tagName !== 'video' && element.tagName !== 'audio') continue;
    if (removeAttribute(element, 'autoplay') !== undefined) setAttribute(element, 'data-autoplay', '');
    if (later && attribute(element, 'preload') === undefined) setAttribute(element, 'preload', 'none');
  }
}

/** Pictures of later slides wait; the client fetches those of the next slides before they are needed. */
export function deferImages(root: ParentNode): void {
  for (const element of elements(root)) {
    if (element.tagName !== 'img' || attribute(element, 'src') === undefined) continue;
    if (attribute(element, 'loading') === undefined) setAttribute(element, 'loading', 'lazy');
    if (attribute(element, 'decoding') === undefined) setAttribute(element, 'decoding', 'async');
  }
}

/** Frames load when their slide is shown (reveal.js, `data-src`); whoever has no script gets a link. */
export function deferFrames(root: ParentNode): void {
  for (const frame of [...elements(root)]) {
    if (frame.tagName !== 'iframe') continue;
    const src = removeAttribute(frame, 'src');
    if (src !== undefined && attribute(frame, 'data-src') === undefined) setAttribute(frame, 'data-src', src);
    const address = attribute(frame, 'data-src');
    if (!address || !frame.parentNode) continue;
    if (attribute(frame, 'title') === undefined) setAttribute(frame, 'title', address);
    const instead = createElement('noscript');
    const label = attribute(frame, 'title') ?? address;
    defaultTreeAdapter.appendChild(instead, {
      nodeName: '#text',
      value: `<a href="${escapeHtml(address)}">${escapeHtml(label)}</a>`,
      parentNode: instead,
    });
    const parent = frame.parentNode;
    const next = parent.childNodes[parent.childNodes.indexOf(frame) + 1];
    if (next) defaultTreeAdapter.insertBefore(parent, instead, next);
    else defaultTreeAdapter.appendChild(parent, instead);
  }
}

/** The first heading's text, for ids and titles. */
export function headingText(root: ParentNode): string | undefined {
  const heading = [...elements(root)].find((element) => /^h[1-6]$/.test(element.tagName));
  const text = heading ? textOf(heading).replace(/\s+/g, ' ').trim() : '';
  return text === '' ? undefined : text;
}
