/** reveal.js's attribute comments, `<!-- .slide: … -->` and `<!-- .element: … -->`; every comment leaves the tree. */
import {
  applyAttributes,
  type Comment,
  detachNode,
  type Element,
  isComment,
  isElement,
  isText,
  type Node,
  type ParentNode,
} from './tree.ts';

/** reveal.js 6.0.2, plugin/markdown: the colon after `.element` may be missing. */
const ELEMENT = /\.element\s*?:?\s*?(.+?)$/s;
const SLIDE = /\.slide:\s*?(\S.+?)$/s;

/** `name="value"`, `name='value'` or a bare `data-name`. */
const PAIR = /([^\s"'=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')|(data-[^\s"'=]+)/g;

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
 * Applies the comments below `root` and removes all of them. `.element` is for the element before it, else the one
 * around it; after a list, for its last item unless a blank line stands between (reveal.js 6.0.2; not in the dialect
 * of 2013).
 * @returns attributes for the slide itself.
 */
export function applyComments(root: ParentNode, dialect: '2013' | undefined): Record<string, string> {
  const slide: Record<string, string> = {};
  const visit = (parent: ParentNode) => {
    for (const node of [...parent.childNodes]) {
      if (isComment(node)) {
        applyComment(node, parent, dialect, slide);
      } else if (isElement(node)) {
        visit(node.tagName === 'template' && 'content' in node ? (node.content as ParentNode) : node);
      }
    }
    for (const node of [...parent.childNodes]) if (isComment(node)) detachNode(node);
  };
  visit(root);
  return slide;
}

function applyComment(
  node: Comment,
  parent: ParentNode,
  dialect: '2013' | undefined,
  slide: Record<string, string>,
) {
  const element = ELEMENT.exec(node.data)?.[1];
  if (element !== undefined) {
    const target =
      previousElement(node, parent, dialect) ?? (isElement(parent as Node) ? (parent as Element) : undefined);
    if (target) applyAttributes(target, decodeAttributes(element));
    else Object.assign(slide, decodeAttributes(element));
    return;
  }
  const attributes = SLIDE.exec(node.data)?.[1];
  if (attributes !== undefined) {
    const decoded = decodeAttributes(attributes);
    const names = [slide.class, decoded.class].filter((name) => name !== undefined).join(' ');
    Object.assign(slide, decoded, names ? { class: names } : {});
  }
}

function previousElement(
  node: Comment,
  parent: ParentNode,
  dialect: '2013' | undefined,
): Element | undefined {
  let between = '';
  for (let i = parent.childNodes.indexOf(node) - 1; i >= 0; i--) {
    const before = parent.childNodes[i];
    if (!before) break;
    if (isText(before)) between = before.value + between;
    if (!isElement(before) || before.tagName === 'br') continue;
    const isList = before.tagName === 'ul' || before.tagName === 'ol';
    const blankLine = (between.match(/\n/g) ?? []).length > 1;
    if (!isList || blankLine || dialect === '2013') return before;
    return before.childNodes.filter(isElement).at(-1) ?? before;
  }
  return undefined;
}
