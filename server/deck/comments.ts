/** reveal.js's attribute comments, `<!-- .slide: … -->` and `<!-- .element: … -->`; every comment leaves the tree. */
import {
  applyAttributes,
  type Comment,
  childrenOf,
  descendants,
  detachNode,
  type Element,
  elements,
  isComment,
  isElement,
  isText,
  setAttribute,
} from './tree.ts';

/** reveal.js 6.0.2, plugin/markdown: the colon after `.element` may be missing. */
const ELEMENT = /\.element\s*:?(.+)$/s;
const SLIDE = /\.slide:\s*(\S.*)$/s;

/** `name="value"`, `name='value'` or a bare `data-name`; each begins a word. */
const PAIR = /(?<![^\s"'])(?:([^\s"'=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')|(data-[^\s"'=]+))/g;

/** Elements whose text is never shown or is not HTML to its reader, so that comments in it are only text to a parser. */
const RAW: ReadonlySet<string> = new Set(['style', 'iframe', 'noembed', 'noframes']);

/** The attributes written in a comment. */
export function decodeAttributes(text: string): Record<string, string> {
  const found: Record<string, string> = {};
  for (const [, name, double, single, bare] of text.matchAll(PAIR)) {
    if (bare !== undefined) found[bare] = '';
    else if (name !== undefined) found[name] = double ?? single ?? '';
  }
  return found;
}

/**
 * Applies the comments in a slide and removes all of them. `.element` is for the element before it, else the one
 * around it; after a list, for its last item unless a blank line stands between (reveal.js 6.0.2; not in the dialect
 * of 2013). `.slide` is for `slide`, which is the section itself unless this is only a part of it.
 */
export function applyComments(section: Element, dialect: '2013' | undefined, slide = section): void {
  const comments = descendants(section).filter(isComment);
  for (const comment of comments) {
    const own = ELEMENT.exec(comment.data)?.[1];
    const whole = SLIDE.exec(comment.data)?.[1];
    if (own !== undefined) applyAttributes(targetOf(comment, dialect) ?? section, decodeAttributes(own));
    else if (whole !== undefined) applyAttributes(slide, decodeAttributes(whole));
  }
  for (const comment of comments) detachNode(comment);
  removeRawComments(section);
}

function targetOf(comment: Comment, dialect: '2013' | undefined): Element | undefined {
  const parent = comment.parentNode;
  if (!parent) return undefined;
  let between = '';
  const siblings = childrenOf(parent);
  for (const before of siblings.slice(0, siblings.indexOf(comment)).reverse()) {
    if (isText(before)) between = before.value + between;
    if (!isElement(before) || before.tagName === 'br') continue;
    const isList = before.tagName === 'ul' || before.tagName === 'ol';
    const blankLine = (between.match(/\n/g) ?? []).length > 1;
    if (!isList || blankLine || dialect === '2013') return before;
    return before.childNodes.filter(isElement).at(-1) ?? before;
  }
  return 'tagName' in parent ? parent : undefined;
}

/** Comments that the parser does not see as such: in attributes, style sheets and what only old browsers show. */
function removeRawComments(section: Element): void {
  for (const element of elements(section)) {
    for (const { name, value } of element.attrs) {
      if (value.includes('<!--')) setAttribute(element, name, value.replace(/<!--[\s\S]*?-->/g, ''));
    }
    if (!RAW.has(element.tagName)) continue;
    for (const child of element.childNodes) {
      if (!isText(child)) continue;
      child.value = element.tagName === 'style' ? child.value.replace(/<!--[\s\S]*?(?:-->|$)/g, '') : '';
    }
  }
}
