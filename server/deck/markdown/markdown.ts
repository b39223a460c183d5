/** Markdown → HTML of one slide: marked, with math, footnotes and reveal.js's code options on top. */
import { Lexer, Marked, type Token, type Tokens, type TokensList } from 'marked';
import footnotes from 'marked-footnote';
import { listComments } from '../features/attributes/list-comments.ts';
import { spanExtension } from '../features/attributes/spans.ts';
import { type CodeInfo, readInfo, readInfo2013, UNREAD } from '../features/code/syntax.ts';
import { definitionListExtension } from '../features/definition-lists/definition-lists.ts';
import { mermaidElementExtension } from '../features/diagrams/mermaid-element.ts';
import { emojiExtension } from '../features/emoji/emoji.ts';
import { mathInHtml } from '../features/math/in-html.ts';
import { maskMath, mathExtensions } from '../features/math/syntax.ts';
import { loosePictures } from '../features/pictures/loose-pictures.ts';
import { escapeHtml, openTag } from '../html/escape.ts';
import { hiddenHtml } from '../privacy/comment-marks.ts';
import { type ReadingLines, readingExtension, tellInline, watchBlocks } from '../text/reading.ts';
import { cjkEmphasis, maskCjk } from './cjk-emphasis.ts';
import { markdown2013 } from './dialect-2013/dialect.ts';
import { hiddenComments } from './hidden-comments.ts';
import { breakNoteLines } from './note-lines.ts';

/** Link definitions of a whole deck, so that a slide may use one that stands on another. */
export type Links = TokensList['links'];

const code2013 = ({ text, lang = '' }: Tokens.Code) => `${codeBlock(text, readInfo2013(lang))}\n`;

const code = ({ text, lang = '', codeBlockStyle }: Tokens.Code) => {
  // What is indented by four is code for Markdown alone: its author may have meant a comment.
  if (codeBlockStyle === 'indented' && COMMENT.test(text)) {
    const shown = text.replaceAll(new RegExp(COMMENT, 'g'), '');
    const told = hiddenHtml('indented', COMMENT.exec(text)?.[0] ?? '');
    return shown.trim() === '' ? told : told + codeBlock(shown.trimEnd(), readInfo(''));
  }
  return `${codeBlock(text, readInfo(lang))}\n`;
};

const html = ({ text, block }: Tokens.HTML | Tokens.Tag) => (block ? mathInHtml(text) : text);

/** Those that say something to Lectern hide nothing. */
const COMMENT = /<!--(?!\s*(?:include:|check:|\.slide|\.element))[\s\S]*?(?:-->|$)/;

const math = {
  extensions: mathExtensions,
  hooks: { emStrongMask: (text: string) => maskCjk(maskMath(text)) },
};

/** Blocks alone: footnotes keep state between slides, and here they are paragraphs like others. */
const blocks = new Marked({ gfm: true }, math, {
  extensions: [readingExtension, mermaidElementExtension, ...hiddenComments, definitionListExtension],
});

// What is registered last is asked first, and footnotes have to be: they put something in front of all tokens.
const current = new Marked(
  { gfm: true },
  cjkEmphasis,
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
    // The comments of reveal.js tell a list's last item from the list by the blank line between.
    // A line end behind a break keeps words apart where only the text is read.
    renderer: { code, space: ({ raw }: Tokens.Space) => raw, br: () => '<br>\n', html },
  },
  footnotes(),
);

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

/** How to render one slide's Markdown. */
export interface MarkdownOptions {
  /** The definitions of the other slides; its own come first. */
  readonly links?: Links;
  readonly reading?: ReadingLines | undefined;
  /** It is notes, in which a line end is a line break. */
  readonly isNotes?: boolean;
}

/** Renders one slide's Markdown, or its notes. */
export function renderMarkdown(
  source: string,
  dialect: '2013' | undefined,
  { links = {}, reading, isNotes = false }: MarkdownOptions = {},
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
    lexer.inlineTokens(isNotes ? breakNoteLines(next.src) : next.src, next.tokens);
  }
  lexer.inlineQueue = [];
  if (current.defaults.walkTokens) current.walkTokens(tokens, current.defaults.walkTokens);
  return current.parser(tokens);
}

/** A code block as reveal.js's highlighter finds it: language as class, steps and first number as attributes. */
function codeBlock(text: string, { language, lines, first, block, unread }: CodeInfo): string {
  const attributes: Record<string, string> = {};
  if (language) attributes.class = `language-${language}`;
  if (lines !== undefined) attributes['data-line-numbers'] = lines;
  if (first !== undefined) attributes['data-ln-start-from'] = first;
  if (unread !== '') attributes[UNREAD] = unread;
  return `${openTag('pre', block)}${openTag('code', attributes)}${escapeHtml(text)}\n</code></pre>`;
}
