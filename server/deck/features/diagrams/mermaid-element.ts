/** Diagrams as Mermaid's own pages have them, `<div class="mermaid">`: made into the block of code that they would be in Markdown. */
import type { TokenizerAndRendererExtension, Tokens } from 'marked';
import { escapeHtml } from '../../html/escape.ts';
import {
  append,
  classes,
  createElement,
  createText,
  type Element,
  elements,
  innerHtml,
  parseHtml,
  removeAttribute,
  replaceNode,
  setAttribute,
  textOf,
} from '../../html/tree.ts';
import { dedent } from '../../text/text.ts';

/** Elements in which Mermaid looks for a diagram. */
const TAGS: ReadonlySet<string> = new Set(['div', 'pre']);

/** Longest diagram that is looked for, in characters: what is longer fits no slide. */
const LONGEST = 20_000;

const WRITTEN =
  /^( {0,3}<(div|pre)\s[^>]*?\bclass\s*=\s*(?:"[^"]*\bmermaid\b[^"]*"|'[^']*\bmermaid\b[^']*'|mermaid\b)[^>]*>)([\s\S]*?)<\/\2>[ \t]*(?:\n|$)/i;

/** Keeps Markdown from reading what is in such an element, blank lines, dashes and arrows included. */
export const mermaidElementExtension: TokenizerAndRendererExtension = {
  name: 'mermaidElement',
  level: 'block',
  start: (source) => {
    const at = source.slice(0, LONGEST).search(/\n {0,3}<(?:div|pre)\s[^>]*\bmermaid\b/i);
    return at === -1 ? undefined : at + 1;
  },
  tokenizer: (source) => {
    const [raw, open = '', tag = '', text = ''] = WRITTEN.exec(source.slice(0, LONGEST)) ?? [];
    return raw === undefined ? undefined : { type: 'mermaidElement', raw, open, tag, text };
  },
  renderer: ({ open, tag, text }: Tokens.Generic) => `${open}${escapeHtml(sourceOf(text))}</${tag}>\n`,
};

/** A diagram as it was written into HTML: its characters may be references, and its tags are Mermaid's. */
function sourceOf(html: string): string {
  return dedent(textOf(parseHtml(html.replaceAll('<', '&lt;'))));
}

/** Makes such elements into blocks of code in Mermaid's language. */
export function markDiagrams(section: Element): void {
  for (const element of elements(section)) {
    const names = classes(element);
    if (!TAGS.has(element.tagName) || !names.includes('mermaid')) continue;
    const code = createElement('code', { class: 'language-mermaid' });
    append(code, [createText(sourceOf(innerHtml(element)).trim())]);
    const block = createElement('pre');
    const rest = names.filter((name) => name !== 'mermaid');
    for (const { name, value } of element.attrs) setAttribute(block, name, value);
    removeAttribute(block, 'class');
    if (rest.length > 0) setAttribute(block, 'class', rest.join(' '));
    append(block, [code]);
    replaceNode(element, [block]);
  }
}
