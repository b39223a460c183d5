/** Code of a page that was saved while reveal.js showed it: without the tables of its numbers, and once for all steps. */
import {
  append,
  attribute,
  classes,
  createText,
  detachNode,
  type Element,
  elements,
  isElement,
  setAttribute,
  textOf,
} from '../../../../deck/html/tree.ts';

/** Takes out of a `<pre>` what reveal.js's plug-in for code has written. */
export function restoreCode(pre: Element): void {
  const codes = pre.childNodes.filter(isElement).filter(({ tagName }) => tagName === 'code');
  const [first, ...others] = codes;
  if (!first || !classes(first).includes('hljs')) return;
  // The plug-in copies the code for each further step.
  const copies = others.filter((code) => classes(code).includes('fragment'));
  const steps = [first, ...copies].map((code) => attribute(code, 'data-line-numbers') ?? '');
  if (copies.length > 0) setAttribute(first, 'data-line-numbers', steps.join('|'));
  for (const copy of copies) detachNode(copy);
  const lines = elements(first).filter(
    (element) => element.tagName === 'td' && classes(element).includes('hljs-ln-code'),
  );
  if (lines.length === 0) return;
  first.childNodes = [];
  append(first, [createText(lines.map((line) => textOf(line).replace(/^\s+$/, '')).join('\n'))]);
}
