/** Small helpers over parse5's tree: attributes, classes, walking, text. */
import { type DefaultTreeAdapterTypes, defaultTreeAdapter, parseFragment, serialize } from 'parse5';

export type Node = DefaultTreeAdapterTypes.ChildNode;
export type Element = DefaultTreeAdapterTypes.Element;
export type ParentNode = DefaultTreeAdapterTypes.ParentNode;
export type Comment = DefaultTreeAdapterTypes.CommentNode;
export type Text = DefaultTreeAdapterTypes.TextNode;
type Namespace = Element['namespaceURI'];

/** HTML as it stands inside a `<section>`. */
export function parseHtml(html: string): DefaultTreeAdapterTypes.DocumentFragment {
  return parseFragment(html);
}

/** The HTML of what a node holds. */
export function innerHtml(node: ParentNode): string {
  return serialize(node);
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

/** Every node below, in document order; safe against changes to nodes already visited. */
export function* descendants(parent: ParentNode): Generator<Node> {
  for (const child of [...parent.childNodes]) {
    yield child;
    if (isElement(child)) yield* descendants(child);
  }
}

/** Every element below, in document order. */
export function* elements(parent: ParentNode): Generator<Element> {
  for (const node of descendants(parent)) if (isElement(node)) yield node;
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
  for (const child of [...element.childNodes]) detachNode(child);
  for (const child of [...parseHtml(html).childNodes]) {
    detachNode(child);
    defaultTreeAdapter.appendChild(element, child);
  }
}

/** Writes an element's opening tag. */
export function openTag(tag: string, attributes: Readonly<Record<string, string>>): string {
  const written = Object.entries(attributes).map(([name, value]) => ` ${name}="${escapeHtml(value)}"`);
  return `<${tag}${written.join('')}>`;
}

/** Escapes text for an element's content or a double-quoted attribute. */
export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
