/**
 * Diagrams written as Mermaid's documentation has them, `<div class="mermaid">`: replaced by the code block that
 * Markdown would have produced.
 */
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

/** Elements that may contain a diagram. */
const TAGS: ReadonlySet<string> = new Set(['div', 'pre']);

/** The maximum length of a diagram in characters; a longer one does not fit a slide. */
const LONGEST = 20_000;

const WRITTEN =
  /^( {0,3}<(div|pre)\s[^>]*?\bclass\s*=\s*(?:"[^"]*\bmermaid\b[^"]*"|'[^']*\bmermaid\b[^']*'|mermaid\b)[^>]*>)([\s\S]*?)<\/\2>[ \t]*(?:\n|$)/i;

/**
 * A marked extension that keeps the content of such an element from being parsed as Markdown: blank lines,
 * dashes and arrows.
 */
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

/**
 * Returns the diagram written in an element's HTML: character references are decoded, and tags belong to the diagram.
 */
function sourceOf(html: string): string {
  return dedent(textOf(parseHtml(html.replaceAll('<', '&lt;'))));
}

/** Replaces such elements by code blocks in the language `mermaid`. */
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
