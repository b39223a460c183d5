import { type Element, elements } from './tree.ts';

/** Returns the blocks of code below an element: each `<code>` in a `<pre>`. */
export function codeBlocksIn(parent: Element): Element[] {
  return elements(parent).filter(
    ({ tagName, parentNode }) => tagName === 'code' && parentNode?.nodeName === 'pre',
  );
}
