/** Markdown → HTML of one slide: marked, with math, footnotes and reveal.js's code options on top. */
import { Lexer, Marked, type Token, type Tokens, type TokensList } from 'marked';
import footnotes from 'marked-footnote';
import { BRACES, decodeBraces } from './brace-words.ts';
import { definitionListExtension } from './definition-lists.ts';
import { emojiExtension } from './emoji.ts';
import { escapeHtml, openTag } from './escape.ts';
import { markdown2013 } from './markdown-2013.ts';
import { maskMath, mathExtensions } from './math-syntax.ts';
import { mermaidElementExtension } from './mermaid-element.ts';
import { type ReadingLines, readingExtension, tellInline, watchBlocks } from './reading.ts';
import { spanExtension } from './spans.ts';

/** Link definitions of a whole deck, so that a slide may use one that stands on another. */
export type Links = TokensList['links'];

/**
 * ```` ```ts [5: 1|3-5] ````: an optional first line number, then the lines of each step. reveal.js finds it anywhere
 * in the line (6.0.2, plugin/markdown).
 */
const CODE_OPTIONS = /\[\s*(?:(\d+)\s*:)?\s*([\d\s,|-]*)\]/;

const code2013 = ({ text, lang = '' }: Tokens.Code) => `${codeBlock(text, lang)}\n`;

/** Braces behind the language are the block's. */
const code = ({ text, lang = '' }: Tokens.Code) => {
  const words = BRACES_IN_INFO.exec(lang)?.[1];
  const info = words === undefined ? lang : lang.replace(BRACES_IN_INFO, '');
  return `${codeBlock(text, info, words === undefined ? {} : decodeBraces(words))}\n`;
};

const BRACES_IN_INFO = new RegExp(`\\s*${BRACES}\\s*$`);

const math = { extensions: mathExtensions, hooks: { emStrongMask: maskMath } };

/** Blocks alone: footnotes keep state between slides, and here they are paragraphs like others. */
const blocks = new Marked({ gfm: true }, math, {
  extensions: [readingExtension, mermaidElementExtension, definitionListExtension],
});

const current = new Marked({ gfm: true }, math, footnotes(), {
  extensions: [
    readingExtension,
    mermaidElementExtension,
    definitionListExtension,
    spanExtension,
    emojiExtension,
  ],
  // The comments of reveal.js tell a list's last item from the list by the blank line between.
  renderer: { code, space: ({ raw }: Tokens.Space) => raw },
});

const dialect2013 = new Marked(markdown2013(), { renderer: { code: code2013 } });

/** The top blocks of a text. Their `raw`s, one after the other, are the text. */
export function blockTokens(text: string, reading?: ReadingLines): Token[] {
  const lexer = new Lexer(blocks.defaults);
  watchBlocks(lexer, text, reading);
  return lexer.blockTokens(text, []);
}

/** What a paragraph is made of. The tokens' `raw`s, one after the other, are its text. */
export function inlineTokens(text: string): Token[] {
  return new Lexer(blocks.defaults).inlineTokens(text, []);
}

/** Every link definition in a deck's text; of two with one name the first counts. */
export function linkDefinitions(text: string): Links {
  if (text === '') return {};
  const lexer = new Lexer(blocks.defaults);
  lexer.blockTokens(text, []);
  const { links } = lexer.tokens;
  return Object.fromEntries(Object.entries(links).filter(([name]) => !name.startsWith('^')));
}

/** Renders one slide's Markdown, or its notes. `links` are the definitions of the other slides; its own come first. */
export function renderMarkdown(
  source: string,
  dialect: '2013' | undefined,
  links: Links = {},
  reading?: ReadingLines,
): string {
  if (dialect === '2013') return dialect2013.parse(source, { async: false });
  // `Marked.parse` in its three steps, since the links must be known between the first two.
  const lexer = new Lexer(current.defaults);
  const { tokens } = lexer;
  watchBlocks(lexer, source, reading);
  lexer.blockTokens(source, tokens);
  for (const [name, link] of Object.entries(links)) tokens.links[name] ??= link;
  // Inline text may queue more of itself while it is read.
  for (let i = 0; i < lexer.inlineQueue.length; i++) {
    const next = lexer.inlineQueue[i];
    if (!next) continue;
    tellInline(next.src, source, reading);
    lexer.inlineTokens(next.src, next.tokens);
  }
  lexer.inlineQueue = [];
  if (current.defaults.walkTokens) current.walkTokens(tokens, current.defaults.walkTokens);
  return current.parser(tokens);
}

/** A code block as reveal.js's highlighter finds it: language as class, steps and first number as attributes. */
function codeBlock(text: string, info: string, own: Readonly<Record<string, string>> = {}): string {
  const options = CODE_OPTIONS.exec(info);
  const language = info.replace(CODE_OPTIONS, ' ').trim().split(/[\s{]/)[0] ?? '';
  const attributes: Record<string, string> = {};
  if (language) attributes.class = `language-${language}`;
  if (options) attributes['data-line-numbers'] = (options[2] ?? '').replace(/\s+/g, '');
  if (options?.[1]) attributes['data-ln-start-from'] = options[1];
  return `${openTag('pre', own)}${openTag('code', attributes)}${escapeHtml(text)}\n</code></pre>`;
}
