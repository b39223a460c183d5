/** Looks into HTML trees: what the tests of the corpus compare. */
import type { DefaultTreeAdapterTypes } from 'parse5';
import { visibleWords } from '../deck/visible-words.ts';

export type Node = DefaultTreeAdapterTypes.Node;
export type Element = DefaultTreeAdapterTypes.Element;
export type ParentNode = DefaultTreeAdapterTypes.ParentNode;

export function isElement(node: Node): node is Element {
  return 'tagName' in node;
}

/** All elements below a node, in the order of the document. */
export function descendants(node: Node): Element[] {
  if (!('childNodes' in node)) return [];
  return node.childNodes.flatMap((child) =>
    isElement(child) ? [child, ...descendants(child)] : descendants(child),
  );
}

export function attributeOf(element: Element, name: string): string | undefined {
  return element.attrs.find((attribute) => attribute.name === name)?.value;
}

/** All text below a node, with its white space, scripts included. */
export function textOf(node: Node): string {
  if ('value' in node) return node.value;
  return 'childNodes' in node ? node.childNodes.map(textOf).join('') : '';
}

const BLOCKS = new Set('h1 h2 h3 h4 h5 h6 p li pre blockquote table th td'.split(' '));

/** Headings, paragraphs and the like that show something, each with its words. */
export function blocksOf(node: Node): string[] {
  return descendants(node)
    .filter((element) => BLOCKS.has(element.tagName))
    .map((element) => ({ tag: element.tagName, words: visibleWords(element) }))
    .filter(({ words }) => words !== '')
    .map(({ tag, words }) => `${tag}: ${words}`);
}

/** The words of each fragment, with its index where the author gave one. */
export function fragmentsOf(node: Node): string[] {
  return descendants(node)
    .filter((element) => (attributeOf(element, 'class') ?? '').split(/\s+/).includes('fragment'))
    .map((element) => `${attributeOf(element, 'data-fragment-index') ?? '-'}: ${visibleWords(element)}`);
}

/** Marks of Markdown that stand as text outside code, where a reader would stumble over them. */
export function literalMarks(node: Node): string[] {
  if ('value' in node) return node.value.match(/\*\*|`|\]\(/g) ?? [];
  if (isElement(node) && ['code', 'pre', 'script', 'style'].includes(node.tagName)) return [];
  return 'childNodes' in node ? node.childNodes.flatMap(literalMarks) : [];
}

/** Addresses of what a slide shows or links to. */
export function addressesOf(node: Node): string[] {
  return descendants(node).flatMap((element) =>
    ['src', 'data-src', 'href', 'poster', 'data-background-image'].flatMap(
      (name) => attributeOf(element, name) ?? [],
    ),
  );
}
