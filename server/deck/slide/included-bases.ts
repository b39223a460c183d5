/** Which included file each element of a slide is from: its addresses are relative to that. */
import { childrenOf, type Element, isComment, isElement, type ParentNode } from '../html/tree.ts';

/** Marks in comments which no text can hold by accident: Unicode's noncharacters are for use inside of a program. */
export const OPEN = '\uFDD4';

/** The same at the part's end. */
export const CLOSE = '\uFDD5';

/** A comment that gives the slide a background. */
const BACKGROUND = /\.slide:.*data-(?:background|preview)/s;

/**
 * The file that each element's addresses are relative to; elements of the slide's own file are not in it. Called before
 * the comments leave the tree.
 */
export function basesIn(section: Element): ReadonlyMap<Element, string> {
  const bases = new Map<Element, string>();
  const open: string[] = [];
  const visit = (parent: ParentNode) => {
    for (const node of childrenOf(parent)) {
      if (isComment(node) && node.data.startsWith(OPEN)) open.push(decodeURIComponent(node.data.slice(1)));
      if (isComment(node) && node.data.startsWith(CLOSE)) open.pop();
      const base = open.at(-1);
      if (base !== undefined && isElement(node)) bases.set(node, base);
      if (base !== undefined && isComment(node) && BACKGROUND.test(node.data)) bases.set(section, base);
      if (isElement(node)) visit(node);
    }
  };
  visit(section);
  return bases;
}
