/** Markdown → HTML of one slide: marked, with math, footnotes and reveal.js's code options on top. */
import { Lexer, Marked, type MarkedOptions, type Token, type Tokens, type TokensList } from 'marked';
import footnotes from 'marked-footnote';
import { markdown2013 } from './markdown-2013.ts';
import { mathExtensions } from './math-syntax.ts';
import { escapeHtml, openTag } from './tree.ts';

/** Link definitions of a whole deck, so that a slide may use one that stands on another. */
export type Links = TokensList['links'];

/** ```` ```ts [5: 1|3-5] ````: an optional first line number, then the lines of each step (reveal.js, `data-line-numbers`). */
const CODE_OPTIONS = /\[\s*(?:(\d+)\s*:)?\s*([\d\s,|-]*)\]/;

const shared = {
  renderer: {
    // The comments of reveal.js tell a list's last item from the list by the blank line between.
    space: ({ raw }: Tokens.Space) => raw,
    code: ({ text, lang }: Tokens.Code) => `${codeBlock(text, lang ?? '')}\n`,
  },
};

const current = new Marked({ gfm: true }, shared, { extensions: mathExtensions }, footnotes());
const dialect2013 = new Marked(markdown2013(), { renderer: { code: shared.renderer.code } });

/** Options of the current dialect, as splitting needs them to see the same block tokens. */
export function markdownOptions(): MarkedOptions {
  return current.defaults;
}

/** Every link definition in a deck's text. */
export function linkDefinitions(text: string): Links {
  const links: Links = {};
  for (const token of new Lexer(current.defaults).blockTokens(text, [])) {
    if (token.type === 'def') links[(token as Tokens.Def).tag] = { href: token.href, title: token.title };
  }
  return links;
}

/** Renders one slide's Markdown, or its notes. `links` are the definitions of the other slides. */
export function renderMarkdown(source: string, dialect: '2013' | undefined, links: Links = {}): string {
  if (dialect === '2013') return dialect2013.parse(source, { async: false });
  const marked = current;
  const hooks = marked.defaults.hooks;
  const prepared = hooks?.preprocess ? hooks.preprocess(source) : source;
  const lexer = new Lexer(marked.defaults);
  Object.assign(lexer.tokens.links, links);
  const tokens: Token[] = lexer.lex(typeof prepared === 'string' ? prepared : source);
  const walk = marked.defaults.walkTokens;
  if (walk) marked.walkTokens(tokens, walk);
  return marked.parser(tokens);
}

/** A code block as reveal.js's highlighter finds it: language as class, steps and first number as attributes. */
function codeBlock(text: string, info: string): string {
  const options = CODE_OPTIONS.exec(info);
  const language = (options ? info.slice(0, options.index) : info).trim().split(/[\s{]/)[0] ?? '';
  const attributes: Record<string, string> = {};
  if (language) attributes.class = `language-${language}`;
  if (options) attributes['data-line-numbers'] = (options[2] ?? '').replace(/\s+/g, '');
  if (options?.[1]) attributes['data-ln-start-from'] = options[1];
  return `<pre>${openTag('code', attributes)}${escapeHtml(text)}\n</code></pre>`;
}
