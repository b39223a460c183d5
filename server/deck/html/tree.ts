/** Small helpers for parse5's trees: parsing, serializing, attributes, walking, text, moving nodes. */
import {
  type DefaultTreeAdapterTypes,
  defaultTreeAdapter,
  parse,
  parseFragment,
  serialize,
  serializeOuter,
} from 'parse5';

export type Node = DefaultTreeAdapterTypes.ChildNode;
export type Element = DefaultTreeAdapterTypes.Element;
export type ParentNode = DefaultTreeAdapterTypes.ParentNode;
export type Comment = DefaultTreeAdapterTypes.CommentNode;
export type Text = DefaultTreeAdapterTypes.TextNode;
type Namespace = Element['namespaceURI'];

/** Without scripting, the content of `<noscript>` is parsed like the rest, so that nothing can hide there. */
const READING = { scriptingEnabled: false } as const;

/** Parses HTML that is the content of a `<section>`. */
export function parseHtml(html: string): DefaultTreeAdapterTypes.DocumentFragment {
  return parseFragment(html, READING);
}

/** Parses a whole HTML page and records the source positions of its elements. */
export function parsePage(html: string): DefaultTreeAdapterTypes.Document {
  return parse(html, { ...READING, sourceCodeLocationInfo: true });
}

/** Returns the HTML of a node's content. */
export function innerHtml(node: ParentNode): string {
  return serialize(node, READING);
}

/** Returns the HTML of an element, including its own tags. */
export function outerHtml(element: Element): string {
  return serializeOuter(element, READING);
}

export const {
  isElementNode: isElement,
  isTextNode: isText,
  isCommentNode: isComment,
  detachNode,
} = defaultTreeAdapter;

/** Creates an element in the HTML namespace. */
export function createElement(tag: string, attributes: Readonly<Record<string, string>> = {}): Element {
  // parse5 declares its namespaces as a const enum, which `erasableSyntaxOnly` code cannot import as a value.
  const element = defaultTreeAdapter.createElement(tag, 'http://www.w3.org/1999/xhtml' as Namespace, []);
  for (const [name, value] of Object.entries(attributes)) setAttribute(element, name, value);
  return element;
}

/** Creates a slide's `<section>` and moves the children of `content` into it. */
export function createSection(content: ParentNode, attributes: Readonly<Record<string, string>>): Element {
  const section = createElement('section', attributes);
  section.childNodes = content.childNodes;
  for (const child of section.childNodes) child.parentNode = section;
  return section;
}

export function attribute(element: Element, name: string): string | undefined {
  return element.attrs.find((attr) => attr.name === name)?.value;
}

export function setAttribute(element: Element, name: string, value: string): void {
  const existing = element.attrs.find((attr) => attr.name === name);
  if (existing) existing.value = value;
  else element.attrs.push({ name, value });
}

export function removeAttribute(element: Element, name: string): string | undefined {
  const at = element.attrs.findIndex((attr) => attr.name === name);
  return at === -1 ? undefined : element.attrs.splice(at, 1)[0]?.value;
}

export function classes(element: Element): string[] {
  return (attribute(element, 'class') ?? '').split(/\s+/).filter((name) => name !== '');
}

export function addClass(element: Element, ...names: readonly string[]): void {
  setAttribute(element, 'class', [...new Set([...classes(element), ...names])].join(' '));
}

/** Takes an element's other classes away, and the attribute with the last. Returns whether there were any. */
export function keepClasses(element: Element, keeps: (name: string) => boolean): boolean {
  const names = classes(element);
  const kept = names.filter(keeps);
  if (kept.length === names.length) return false;
  if (kept.length > 0) setAttribute(element, 'class', kept.join(' '));
  else removeAttribute(element, 'class');
  return true;
}

/** Takes the declarations that a pattern with the flag `g` matches, each with the `;` before it, from an element's style. */
export function removeDeclarations(element: Element, declarations: RegExp): void {
  const style = attribute(element, 'style');
  if (style === undefined) return;
  const rest = style.replace(declarations, '').replace(/^[;\s]+|[;\s]+$/g, '');
  if (rest === '') removeAttribute(element, 'style');
  else setAttribute(element, 'style', rest);
}

/**
 * Sets attributes; classes are added to those that are there, as reveal.js does with the attributes in its comments.
 */
export function applyAttributes(element: Element, attributes: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (name === 'class') addClass(element, ...value.split(/\s+/).filter((word) => word !== ''));
    else setAttribute(element, name, value);
  }
}

/**
 * Returns every node below a parent in document order, including those inside templates. It is a list, so that
 * callers may change the tree while they iterate.
 */
export function descendants(parent: ParentNode): Node[] {
  const found: Node[] = [];
  const waiting = [...childrenOf(parent)].reverse();
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    found.push(node);
    if (!isElement(node)) continue;
    const children = childrenOf(node);
    for (let i = children.length - 1; i >= 0; i--) {
      const child = children[i];
      if (child) waiting.push(child);
    }
  }
  return found;
}

/** Returns a node's children; a template's are in a fragment of their own. */
export function childrenOf(parent: ParentNode): Node[] {
  return 'content' in parent ? parent.content.childNodes : parent.childNodes;
}

/** Returns every element below a parent, in document order. */
export function elements(parent: ParentNode): Element[] {
  return descendants(parent).filter(isElement);
}

/** Returns whether an ancestor is one that is looked for. */
export function isWithin(node: Node, isWanted: (above: Element) => boolean): boolean {
  for (let above = node.parentNode; above && 'tagName' in above; above = above.parentNode) {
    if (isWanted(above)) return true;
  }
  return false;
}

/** Returns whether an ancestor has one of these tag names. */
export function isInside(node: Node, names: ReadonlySet<string>): boolean {
  return isWithin(node, ({ tagName }) => names.has(tagName));
}

/** Returns the text of a node and its descendants. */
export function textOf(node: Node | ParentNode): string {
  if ('value' in node) return node.value;
  if (!('childNodes' in node)) return '';
  return node.childNodes.map(textOf).join('');
}

/** Replaces a node by others. */
export function replaceNode(node: Node, replacements: readonly Node[]): void {
  const parent = node.parentNode;
  if (!parent) return;
  for (const replacement of replacements) {
    detachNode(replacement);
    defaultTreeAdapter.insertBefore(parent, replacement, node);
  }
  detachNode(node);
}

/** Replaces an element's content by parsed HTML. */
export function fillWith(element: Element, html: string): void {
  element.childNodes = parseHtml(html).childNodes;
  for (const child of element.childNodes) child.parentNode = element;
}

/** Inserts a node after another. */
export function insertAfter(node: Node, added: Node): void {
  const parent = node.parentNode;
  if (!parent) return;
  const next = parent.childNodes[parent.childNodes.indexOf(node) + 1];
  if (next) defaultTreeAdapter.insertBefore(parent, added, next);
  else defaultTreeAdapter.appendChild(parent, added);
}

/** Moves nodes to the end of a parent's children. */
export function append(parent: ParentNode, children: readonly Node[]): void {
  for (const child of [...children]) {
    detachNode(child);
    defaultTreeAdapter.appendChild(parent, child);
  }
}

/** Creates a text node. */
export function createText(value: string): Text {
  return { nodeName: '#text', value, parentNode: null };
}
