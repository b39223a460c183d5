/** Small helpers over parse5's tree: attributes, classes, walking, text. */
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

/** What stands in `<noscript>` is parsed like all the rest, so that nothing hides there. */
const READING = { scriptingEnabled: false } as const;

/** HTML as it stands inside a `<section>`. */
export function parseHtml(html: string): DefaultTreeAdapterTypes.DocumentFragment {
  return parseFragment(html, READING);
}

/** A whole HTML page, with the places of its elements. */
export function parsePage(html: string): DefaultTreeAdapterTypes.Document {
  return parse(html, { ...READING, sourceCodeLocationInfo: true });
}

/** The HTML of what a node holds. */
export function innerHtml(node: ParentNode): string {
  return serialize(node, READING);
}

/** The HTML of an element, itself included. */
export function outerHtml(element: Element): string {
  return serializeOuter(element, READING);
}

export const {
  isElementNode: isElement,
  isTextNode: isText,
  isCommentNode: isComment,
  detachNode,
} = defaultTreeAdapter;

/** A new element in the HTML namespace. */
export function createElement(tag: string, attributes: Readonly<Record<string, string>> = {}): Element {
  // parse5 declares its namespaces as a const enum, which `erasableSyntaxOnly` code cannot import as a value.
  const element = defaultTreeAdapter.createElement(tag, 'http://www.w3.org/1999/xhtml' as Namespace, []);
  for (const [name, value] of Object.entries(attributes)) setAttribute(element, name, value);
  return element;
}

/** A slide's `<section>` around what was parsed. */
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

/** Sets attributes; classes add to those that are there, as reveal.js does with its comments. */
export function applyAttributes(element: Element, attributes: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (name === 'class') addClass(element, ...value.split(/\s+/).filter((word) => word !== ''));
    else setAttribute(element, name, value);
  }
}

/** Every node below, those inside templates too, in document order: a list, so that the tree may change meanwhile. */
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

/** A template's children are in a fragment of their own. */
export function childrenOf(parent: ParentNode): Node[] {
  return 'content' in parent ? parent.content.childNodes : parent.childNodes;
}

/** Every element below, in document order. */
export function elements(parent: ParentNode): Element[] {
  return descendants(parent).filter(isElement);
}

/** Whether some element above an element has one of these names. */
export function isInside(node: Node, names: ReadonlySet<string>): boolean {
  for (let above = node.parentNode; above && 'tagName' in above; above = above.parentNode) {
    if (names.has(above.tagName)) return true;
  }
  return false;
}

/** The text of a node and all below it. */
export function textOf(node: Node | ParentNode): string {
  if ('value' in node) return node.value;
  if (!('childNodes' in node)) return '';
  return node.childNodes.map(textOf).join('');
}

/** Puts nodes where another stands. */
export function replaceNode(node: Node, replacements: readonly Node[]): void {
  const parent = node.parentNode;
  if (!parent) return;
  for (const replacement of replacements) {
    detachNode(replacement);
    defaultTreeAdapter.insertBefore(parent, replacement, node);
  }
  detachNode(node);
}

/** Empties an element and fills it with parsed HTML. */
export function fillWith(element: Element, html: string): void {
  element.childNodes = parseHtml(html).childNodes;
  for (const child of element.childNodes) child.parentNode = element;
}

/** Puts a node right behind another. */
export function insertAfter(node: Node, added: Node): void {
  const parent = node.parentNode;
  if (!parent) return;
  const next = parent.childNodes[parent.childNodes.indexOf(node) + 1];
  if (next) defaultTreeAdapter.insertBefore(parent, added, next);
  else defaultTreeAdapter.appendChild(parent, added);
}

/** Moves nodes to the end of another's children. */
export function append(parent: ParentNode, children: readonly Node[]): void {
  for (const child of [...children]) {
    detachNode(child);
    defaultTreeAdapter.appendChild(parent, child);
  }
}

/** A node of text. */
export function createText(value: string): Text {
  return { nodeName: '#text', value, parentNode: null };
}
