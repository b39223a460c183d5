/** The text that a reader sees. */
import { attribute, type Element, elements, isElement, isText, type Node, textOf } from '../html/tree.ts';
import { diagramLanguage, wordsOfDiagram } from './diagrams/syntax.ts';

/** Elements whose text stands on lines of its own. */
export const BLOCKS: ReadonlySet<string> = new Set(
  'p ul ol dl pre table blockquote div details figure'.split(' '),
);

/** Elements whose text is not shown. */
const UNSEEN: ReadonlySet<string> = new Set('style template noscript title desc metadata'.split(' '));

/** The text that a reader sees, pictures as their alternative text. */
export function visibleText(node: Node): string {
  if (isText(node)) return node.value;
  if (!isElement(node) || UNSEEN.has(node.tagName)) return '';
  if (node.tagName === 'img') return attribute(node, 'alt') ?? '';
  const language = diagramLanguage(node);
  if (language !== undefined) return wordsOfDiagram(language, textOf(node));
  return node.childNodes.map(visibleText).join(BLOCKS.has(node.tagName) ? ' ' : '');
}

/** The first heading's text, for ids and titles. */
export function headingText(section: Element): string | undefined {
  const heading = firstHeading(section);
  return heading && wordsOf(heading);
}

/** The first heading that has a text. */
export function firstHeading(section: Element): Element | undefined {
  return elements(section).find((element) => /^h[1-6]$/.test(element.tagName) && wordsOf(element) !== '');
}

function wordsOf(heading: Element): string {
  return visibleText(heading).replace(/\s+/g, ' ').trim();
}
