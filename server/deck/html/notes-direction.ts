/** Sets the text direction of notes block by block: authors write them in the deck's language or in their own. */
import { type Direction, directionOfText, hasRightToLeft } from '../model/direction.ts';
import { isolateNumbers } from './bidi-numbers.ts';
import {
  attribute,
  type Element,
  innerHtml,
  isElement,
  type ParentNode,
  parseHtml,
  setAttribute,
  textOf,
} from './tree.ts';

/** Blocks with text of their own; code is left-to-right without being marked. */
const BLOCKS: ReadonlySet<string> = new Set('p ul ol dl blockquote table h1 h2 h3 h4 h5 h6'.split(' '));

/**
 * Returns notes with `dir="rtl"` on each block whose letters are right-to-left. On a right-to-left slide, a block
 * that contains any right-to-left letters is right-to-left even if it begins with a left-to-right word.
 */
export function directNotes(html: string, around: Direction): string {
  if (around === 'ltr' && !hasRightToLeft(html)) return html;
  const notes = parseHtml(html);
  directBlocks(notes, around);
  isolateNumbers(notes, 'ltr');
  return innerHtml(notes);
}

function directBlocks(parent: ParentNode, around: Direction): void {
  for (const child of parent.childNodes.filter(isElement)) {
    if (attribute(child, 'dir') !== undefined) continue;
    if (!BLOCKS.has(child.tagName)) directBlocks(child, around);
    else if (directionOfBlock(child, around) === 'rtl') setAttribute(child, 'dir', 'rtl');
  }
}

function directionOfBlock(block: Element, around: Direction): Direction {
  const text = textOf(block);
  if (around === 'rtl' && hasRightToLeft(text)) return 'rtl';
  return directionOfText(text) ?? around;
}
