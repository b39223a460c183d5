/** Renders one slide's Markdown to HTML: marked, with math, footnotes and reveal.js's code options. */
import { Lexer, Marked, type Token, type Tokens, type TokensList } from 'marked';
import footnotes from 'marked-footnote';
import { leadingComments } from '../features/attributes/leading-comments.ts';
import { listComments } from '../features/attributes/list-comments.ts';
import { spanExtension } from '../features/attributes/spans.ts';
import { OPTIONS, readChartInfo } from '../features/charts/syntax.ts';
import { type CodeInfo, readInfo, readInfo2013, UNREAD } from '../features/code/syntax.ts';
import { definitionListExtension } from '../features/definition-lists/definition-lists.ts';
import { mermaidElementExtension } from '../features/diagrams/mermaid-element.ts';
import { emojiExtension } from '../features/emoji/emoji.ts';
import { mathInHtml } from '../features/math/in-html.ts';
import { maskMath, mathExtensions } from '../features/math/syntax.ts';
import { loosePictures } from '../features/pictures/loose-pictures.ts';
import { escapeHtml, openTag } from '../html/escape.ts';
import type { Warn } from '../html/sanitize.ts';
import { hiddenHtml } from '../privacy/comment-marks.ts';
import { type ReadingLines, readingExtension, tellInline, watchBlocks } from '../text/reading.ts';
import { cjkEmphasis, maskCjk } from './cjk-emphasis.ts';
import { markdown2013 } from './dialect-2013/dialect.ts';
import { hiddenComments } from './hidden-comments.ts';
import { breakNoteLines } from './note-lines.ts';
import { tellTornCells } from './torn-cells.ts';

/** The link definitions of a whole deck, so that a slide may use those on other slides. */
export type Links = TokensList['links'];

const code2013 = ({ text, lang = '' }: Tokens.Code) => `${codeBlock(text, readInfo2013(lang))}\n`;

const code = ({ text, lang = '', codeBlockStyle }: Tokens.Code) => {
  // A comment indented by four spaces is code only for Markdown: its author may have meant a comment.
  if (codeBlockStyle === 'indented' && COMMENT.test(text)) {
    const shown = text.replaceAll(new RegExp(COMMENT, 'g'), '');
    const told = hiddenHtml('indented', COMMENT.exec(text)?.[0] ?? '');
    return shown.trim() === '' ? told : told + codeBlock(shown.trimEnd(), readInfo(''));
  }
  return `${codeBlock(text, readChartInfo(lang) ?? readInfo(lang))}\n`;
};

const html = ({ text, block }: Tokens.HTML | Tokens.Tag) => (block ? mathInHtml(text) : text);

/** A comment that hides text; those with instructions to Lectern hide none. */
const COMMENT = /<!--(?!\s*(?:include:|check:|\.slide|\.element))[\s\S]*?(?:-->|$)/;

const math = {
  extensions: mathExtensions,
  hooks: { emStrongMask: (text: string) => maskCjk(maskMath(text)) },
};

/** Block rules only. Footnotes are left out, since they keep state between slides; here they are paragraphs. */
const blocks = new Marked({ gfm: true }, math, {
  extensions: [readingExtension, mermaidElementExtension, ...hiddenComments, definitionListExtension],
});

// The extension that is registered last is tried first. Footnotes need that, since they insert a token before all
// others.
const current = new Marked(
  { gfm: true },
  cjkEmphasis,
  leadingComments,
  math,
  {
    extensions: [
      readingExtension,
      mermaidElementExtension,
      ...hiddenComments,
      listComments,
      definitionListExtension,
      loosePictures,
      spanExtension,
      emojiExtension,
    ],
    // reveal.js tells a comment for a list's last item from one for the list by the blank line between them.
    // The line end after a break separates words where only the text is read.
    renderer: { code, space: ({ raw }: Tokens.Space) => raw, br: () => '<br>\n', html },
  },
  footnotes(),
);

const dialect2013 = new Marked(markdown2013(), { renderer: { code: code2013 } });

/** Returns the top-level block tokens of a text. Their `raw`s, joined, are the text. */
export function blockTokens(text: string, reading?: ReadingLines): Token[] {
  const lexer = new Lexer(blocks.defaults);
  watchBlocks(lexer, text, reading);
  return lexer.blockTokens(text, []);
}

/** Returns the inline tokens of a paragraph. Their `raw`s, joined, are its text. */
export function inlineTokens(text: string): Token[] {
  return new Lexer(blocks.defaults).inlineTokens(text, []);
}

/** Returns every link definition in a deck's text; of two with the same name, the first. */
export function linkDefinitions(text: string): Links {
  if (text === '') return {};
  const lexer = new Lexer(blocks.defaults);
  lexer.blockTokens(text, []);
  const { links } = lexer.tokens;
  return Object.fromEntries(Object.entries(links).filter(([name]) => !name.startsWith('^')));
}

/** Options for rendering one slide's Markdown. */
export interface MarkdownOptions {
  /** The definitions of other slides; the slide's own take precedence. */
  readonly links?: Links;
  readonly reading?: ReadingLines | undefined;
  /** Whether it is notes, in which a line end is a line break. */
  readonly isNotes?: boolean;
  /** Told of what is lost of tables. */
  readonly warn?: Warn | undefined;
}

/** Renders one slide's Markdown, or its notes, to HTML. */
export function renderMarkdown(
  source: string,
  dialect: '2013' | undefined,
  { links = {}, reading, isNotes = false, warn }: MarkdownOptions = {},
): string {
  if (dialect === '2013') return dialect2013.parse(source, { async: false });
  // The three steps of `Marked.parse`, since the links must be set between the first two.
  const lexer = new Lexer(current.defaults);
  const { tokens } = lexer;
  watchBlocks(lexer, source, reading);
  lexer.blockTokens(source, tokens);
  for (const [name, link] of Object.entries(links)) tokens.links[name] ??= link;
  // Parsing inline text may append to the queue.
  for (let i = 0; i < lexer.inlineQueue.length; i++) {
    const next = lexer.inlineQueue[i];
    if (!next) continue;
    tellInline(next.src, source, reading);
    lexer.inlineTokens(isNotes ? breakNoteLines(next.src) : next.src, next.tokens);
  }
  lexer.inlineQueue = [];
  if (current.defaults.walkTokens) current.walkTokens(tokens, current.defaults.walkTokens);
  if (warn && source.includes('|'))
    current.walkTokens(tokens, (token) => {
      if (isTable(token)) tellTornCells(token, warn);
    });
  return current.parser(tokens);
}

function isTable(token: Token): token is Tokens.Table {
  return token.type === 'table';
}

/**
 * Returns a code block for reveal.js's highlighter: the language as a class, highlighted lines and the first number as
 * attributes.
 */
function codeBlock(text: string, { language, lines, first, block, unread, chart }: CodeInfo): string {
  const attributes: Record<string, string> = {};
  if (language) attributes.class = `language-${language}`;
  if (lines !== undefined) attributes['data-line-numbers'] = lines;
  if (first !== undefined) attributes['data-ln-start-from'] = first;
  if (unread !== '') attributes[UNREAD] = unread;
  if (chart !== undefined) attributes[OPTIONS] = chart;
  return `${openTag('pre', block)}${openTag('code', attributes)}${escapeHtml(text)}\n</code></pre>`;
}
