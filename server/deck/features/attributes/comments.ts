/**
 * Applies reveal.js's attribute comments, `<!-- .slide: … -->` and `<!-- .element: … -->`, and Obsidian's, and removes all
 * comments.
 */
import { styleText, withoutCssComments } from '../../html/css-text.ts';
import {
  append,
  attribute,
  type Comment,
  childrenOf,
  createText,
  descendants,
  detachNode,
  type Element,
  elements,
  isComment,
  isElement,
  isText,
  type ParentNode,
  textOf,
} from '../../html/tree.ts';
import { applyWritten, VISIBILITY } from '../../privacy/private-parts.ts';
import { withoutTexComments } from '../math/syntax.ts';
import { decodeAttributes } from './decode-attributes.ts';
import { OWN_LINE } from './list-comments.ts';
import { readObsidianComment } from './obsidian-comments.ts';

/** reveal.js 6.0.2, plugin/markdown: the colon after `.element` is optional. */
const ELEMENT = /\.element\s*:?(.+)$/s;
const SLIDE = /\.slide:\s*(\S.*)$/s;

/**
 * A comment that hides the slide with `data-visibility` in another spelling. A comment that contains an element
 * does not count.
 */
const HIDES = /^[^<]*\bdata-visibility[^\p{L}<]*hidden\b/iu;

/**
 * Applies the comments in a slide and removes all of them. `.element` sets attributes of the element before it,
 * else of the element around it; on a line of its own below a list item, of that item; after a list, of its last
 * item unless a blank line precedes (reveal.js 6.0.2; not in the dialect of 2013). `.slide` sets attributes of
 * `slide`, which is the section itself unless `section` is only a part of it.
 */
export function applyComments(section: Element, dialect: '2013' | undefined, slide = section): void {
  const comments = descendants(section).filter(isComment);
  for (const comment of comments) {
    const own = ELEMENT.exec(comment.data)?.[1];
    const whole = SLIDE.exec(comment.data)?.[1];
    if (own !== undefined) applyWritten(targetOf(comment, dialect) ?? section, decodeAttributes(own));
    else if (whole !== undefined) applyWritten(slide, decodeAttributes(whole));
    else {
      const obsidian = dialect === '2013' ? undefined : readObsidianComment(comment.data);
      const target = obsidian?.of === 'element' ? (targetOf(comment, dialect) ?? section) : slide;
      if (obsidian) applyWritten(target, obsidian.attributes);
      if (HIDES.test(comment.data)) applyWritten(slide, { [VISIBILITY]: 'hidden' });
    }
  }
  for (const comment of comments) detachNode(comment);
  for (const text of descendants(section).filter(isText))
    if (text.value.includes(OWN_LINE)) text.value = text.value.replaceAll(OWN_LINE, '').trimEnd();
}

function targetOf(comment: Comment, dialect: '2013' | undefined): Element | undefined {
  const parent = comment.parentNode;
  if (!parent) return undefined;
  let between = '';
  const siblings = childrenOf(parent);
  const before = siblings[siblings.indexOf(comment) - 1];
  if (before && isText(before) && before.value.trimEnd().endsWith(OWN_LINE)) return itemAround(parent);
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

/** Returns the list item that a node is or is in. */
function itemAround(node: ParentNode): Element | undefined {
  for (let above: ParentNode | null = node; above && 'tagName' in above; above = above.parentNode)
    if (above.tagName === 'li') return above;
  return undefined;
}

/**
 * Removes comments that the HTML parser does not treat as such: in attributes, in style sheets, in TeX, and in
 * elements that current browsers never show. Must be called after all attributes are set.
 */
export function removeRawComments(section: Element): void {
  for (const element of [section, ...elements(section)]) {
    for (const attr of element.attrs) {
      if (attr.value.includes('<!--')) attr.value = attr.value.replace(HTML_COMMENT, '');
      if (attr.value.includes('/*') && isCss(element, attr.name)) attr.value = withoutCssComments(attr.value);
    }
    if (element.tagName === 'style') becomeText(element, styleText(textOf(element)));
    else if (isTex(element)) becomeText(element, withoutTexComments(textOf(element)));
    else if (NEVER_SHOWN.has(element.tagName)) becomeText(element, '');
  }
}

const HTML_COMMENT = /<!--[\s\S]*?(?:-->|$)/g;

/** Elements whose text is never shown, and is not parsed as HTML. */
const NEVER_SHOWN: ReadonlySet<string> = new Set(['iframe', 'noembed', 'noframes']);

/** Returns whether an element holds the TeX of a formula in MathML, as KaTeX and LaTeXML write it. */
function isTex(element: Element): boolean {
  return element.tagName === 'annotation' && /tex\b/i.test(attribute(element, 'encoding') ?? '');
}

/** Attributes of HTML elements that hold CSS, or a part of it. */
const CSS_ATTRIBUTE =
  /^(?:style|sizes|media|data-sizes|data-background(?:-(?:color|gradient|size|position|repeat|opacity))?)$/;

/** Attributes of SVG elements that hold no CSS, but addresses or text. */
const NO_CSS = /^(?:href|xlink:|aria-|data-|title|id|class|lang|d$)/;

function isCss({ namespaceURI }: Element, name: string): boolean {
  return CSS_ATTRIBUTE.test(name) || (namespaceURI.endsWith('svg') && !NO_CSS.test(name));
}

/** Replaces the content of an element by text. */
function becomeText(element: Element, text: string): void {
  if (element.childNodes.length === 0) return;
  element.childNodes = [];
  append(element, [createText(text)]);
}
