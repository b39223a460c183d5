/** Prepares the HTML of a slide: scripts go, and what exporters wrap around everything. */
import {
  addClass,
  attribute,
  classes,
  descendants,
  detachNode,
  elements,
  isComment,
  isElement,
  isInside,
  keepClasses,
  type ParentNode,
  removeAttribute,
  setAttribute,
  textOf,
} from '../../../deck/html/tree.ts';

/** Elements whose text is as it is written. */
export const LITERAL: ReadonlySet<string> = new Set(
  'pre code kbd samp script style textarea svg math'.split(' '),
);

/** Takes scripts and all that runs one out of a slide. Returns what was taken. */
export function takeScripts(tree: ParentNode): string[] {
  const taken: string[] = [];
  for (const element of elements(tree)) {
    const isCode = isInside(element, LITERAL);
    if (
      element.tagName === 'script' &&
      !isCode &&
      textOf(element).trim() + (attribute(element, 'src') ?? '') !== ''
    ) {
      taken.push('<script>');
      detachNode(element);
    }
    for (const { name } of [...element.attrs]) {
      if (!/^on[a-z]+$/.test(name)) continue;
      removeAttribute(element, name);
      taken.push(name);
    }
  }
  return taken;
}

/** Boxes that notebooks and exporters put around what is shown, and that do nothing else. */
const WRAPPERS =
  /^(?:jp-.*|celltag_.*|cell|inner_cell|input|input_area|output.*|text_cell.*|code_cell|rendered_html|border-box-sizing|highlight.*|hl-.*|sourceCode|org-src-container|outline-text-\d|CodeMirror|cm-s-.*|cm-editor|figure|slide-content)$/;

/** Anchors beside headings, and marks of lines in code. */
const ANCHORS = /^(?:anchor-link|headerlink|anchor)$/;

/** What notebooks write beside cells. */
const PROMPTS = /^(?:jp-(?:In|Out)putPrompt|(?:input_|output_|out_)?prompt)$/;

/** Classes for styles of exporters. */
const TRACES = /^(?:org-.*|section-number-\d|(?:figure|table|listing)-number|t-above|t-bottom|dataframe)$/;

/** Takes away what exporters write around and beside what is shown, and comments. */
export function withoutWrappers(tree: ParentNode): void {
  for (const node of descendants(tree)) {
    if (isComment(node)) detachNode(node);
    if (!isElement(node)) continue;
    // Pandas writes one before each table.
    if (node.tagName === 'style' && textOf(node).includes('.dataframe')) detachNode(node);
    const names = classes(node);
    const isBox = node.tagName === 'div' && names.length > 0 && names.every((name) => WRAPPERS.test(name));
    keepClasses(node, (name) => !TRACES.test(name));
    if (attribute(node, 'style')?.trim() === '') removeAttribute(node, 'style');
    const isAnchor = node.tagName === 'a' && names.some((name) => ANCHORS.test(name));
    const isPrompt = node.tagName === 'div' && names.some((name) => PROMPTS.test(name));
    if (isAnchor || isPrompt) detachNode(node);
    else if (isBox) {
      const languages = names.filter((name) => /^(?:hl|highlight)-/.test(name));
      const steps = attribute(node, 'data-line-numbers');
      for (const pre of elements(node)) {
        if (pre.tagName === 'pre') addClass(pre, ...languages);
        if (pre.tagName === 'code' && steps !== undefined) setAttribute(pre, 'data-line-numbers', steps);
      }
      node.attrs = [];
    }
  }
}
