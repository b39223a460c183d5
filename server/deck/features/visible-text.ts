/** The visible text of elements. */
import { attribute, type Element, elements, isElement, isText, type Node, textOf } from '../html/tree.ts';
import { diagramLanguage, wordsOfDiagram } from './diagrams/syntax.ts';

/** Block elements, whose text is on lines of its own. */
export const BLOCKS: ReadonlySet<string> = new Set(
  'p ul ol dl pre table blockquote div details figure'.split(' '),
);

/** Elements whose text is not shown. */
const UNSEEN: ReadonlySet<string> = new Set('style template noscript title desc metadata'.split(' '));

/** Returns the visible text of a node, with pictures as their alternative text and diagrams as their words. */
export function visibleText(node: Node): string {
  if (isText(node)) return node.value;
  if (!isElement(node) || UNSEEN.has(node.tagName)) return '';
  if (node.tagName === 'img') return attribute(node, 'alt') ?? '';
  const language = diagramLanguage(node);
  if (language !== undefined) return wordsOfDiagram(language, textOf(node));
  return node.childNodes.map(visibleText).join(BLOCKS.has(node.tagName) ? ' ' : '');
}

/** Returns the text of a slide's first heading, for ids and titles; undefined without one. */
export function headingText(section: Element): string | undefined {
  const heading = firstHeading(section);
  return heading && wordsOf(heading);
}

/** Returns the first heading that has visible text. */
export function firstHeading(section: Element): Element | undefined {
  return elements(section).find((element) => /^h[1-6]$/.test(element.tagName) && wordsOf(element) !== '');
}

function wordsOf(heading: Element): string {
  return visibleText(heading).replace(/\s+/g, ' ').trim();
}
