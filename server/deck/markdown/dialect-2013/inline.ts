/** The inline rules of the 2013 dialect, tried in this order at every offset. */
import type { Lexer, Token } from 'marked';
import { emphasis, strong } from './emphasis.ts';
import { address, bareAddress, link, reference } from './links.ts';

/** Returns the token at the start of `src`; undefined if the rule does not apply. */
type InlineRule = (src: string, lexer: Lexer) => Token | undefined;

const RULES: readonly InlineRule[] = [
  escaped,
  address,
  bareAddress,
  tag,
  link,
  reference,
  strong,
  emphasis,
  codeSpan,
  lineBreak,
  deleted,
  text,
];

/** Returns the first inline token of `src`; one of the rules always applies. */
export function tokenizeInline(src: string, lexer: Lexer): Token | undefined {
  for (const rule of RULES) {
    const token = rule(src, lexer);
    if (token) return token;
  }
  return undefined;
}

function escaped(src: string): Token | undefined {
  const match = /^\\([\\`*{}[\]()#+\-.!_>~|])/.exec(src);
  return match ? { type: 'escape', raw: match[0], text: match[1] } : undefined;
}

/** Matches a comment or a tag, which may contain line breaks; it is kept as it is. */
function tag(src: string, lexer: Lexer): Token | undefined {
  const raw = /^<!--[\s\S]*?-->|^<\/?\w+(?:"[^"]*"|'[^']*'|[^'">])*>/.exec(src)?.[0];
  if (raw === undefined) return undefined;
  const { state } = lexer;
  // Between `<a …>` and its `</a>` no other link may begin.
  if (/^<a\b/i.test(raw) && /<\/a>/i.test(src)) state.inLink = true;
  else if (/^<\/a\b/i.test(raw)) state.inLink = false;
  return { type: 'html', raw, text: raw, block: false, inLink: state.inLink, inRawBlock: false };
}

/**
 * Matches a code span. The same number of backticks closes it; without these, fewer may, and the rest belong to the
 * code.
 */
function codeSpan(src: string): Token | undefined {
  const opening = /^`+/.exec(src)?.[0];
  if (opening === undefined) return undefined;
  const later = [...src.matchAll(/`+/g)].slice(1);
  const codeStart = src.length - src.slice(opening.length).trimStart().length;
  for (let length = opening.length; length >= 1; length--) {
    const closing = later.filter(([run]) => run.length === length);
    // A span may be blank only if no other closing fits.
    const end = closing.find(({ index }) => length < opening.length || index > codeStart) ?? closing[0];
    if (!end) continue;
    const raw = src.slice(0, end.index + length);
    return { type: 'codespan', raw, text: raw.slice(length, -length).trim() || ' ' };
  }
  return { type: 'text', raw: opening, text: opening };
}

function lineBreak(src: string): Token | undefined {
  const raw = /^ {2,}\n(?!\s*$)/.exec(src)?.[0];
  return raw === undefined ? undefined : { type: 'br', raw };
}

function deleted(src: string, lexer: Lexer): Token | undefined {
  const match = /^~~(?=\S)([\s\S]*?\S)~~/.exec(src);
  if (!match) return undefined;
  const [raw, inner = ''] = match;
  return { type: 'del', raw, text: inner, tokens: lexer.inlineTokens(inner) };
}

/** Matches at least one character, up to the next that might start another token. */
function text(src: string, lexer: Lexer): Token | undefined {
  const raw = /^[\s\S]+?(?=[\\<![_*`~]|https?:\/\/| {2,}\n|$)/.exec(src)?.[0];
  if (raw === undefined) return undefined;
  const shown = raw.slice(0, startOfExtension(raw, lexer));
  return { type: 'text', raw: shown, text: shown };
}

/** Returns the offset at which another extension of marked, such as math, asks to be tried. */
function startOfExtension(raw: string, lexer: Lexer): number {
  let start = raw.length;
  for (const find of lexer.options.extensions?.startInline ?? []) {
    const at = find.call({ lexer }, raw.slice(1));
    if (typeof at === 'number' && at >= 0) start = Math.min(start, at + 1);
  }
  return start;
}
