/** Finds which included file each element of a slide is from, since its addresses are relative to that file. */
import { childrenOf, type Element, isComment, isElement, type ParentNode } from '../html/tree.ts';

/**
 * Starts a comment that marks the beginning of an included part. A Unicode noncharacter, which is reserved for internal
 * use, so that no text contains it by accident.
 */
export const OPEN = '\uFDD4';

/** Starts the comment that marks the end of the part. */
export const CLOSE = '\uFDD5';

/** A comment that sets the slide's background; `bg` is Obsidian's. */
const BACKGROUND = /\.slide:.*data-(?:background|preview)|^\s*slide\s.*(?:data-background|\bbg)/s;

/**
 * Maps each element from an included file to that file; elements of the slide's own file are absent. Must be called
 * before comments are removed from the tree.
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
