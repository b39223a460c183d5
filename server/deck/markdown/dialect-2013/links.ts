/** Addresses, links, images and references of the 2013 dialect. */
import type { Lexer, Token } from 'marked';

/** The target of a link. */
interface Target {
  readonly href: string;
  readonly title?: string | null | undefined;
}

/** Matches `<http://host>` and `<me@host>`. */
export function address(src: string, lexer: Lexer): Token | undefined {
  const [raw, inner = ''] = /^<([^ >]+)>/.exec(src) ?? [];
  const separator = /^[\s\S]+(@|:\/)[\s\S]+$/.exec(inner)?.[1];
  if (raw === undefined || separator === undefined) return undefined;
  if (separator !== '@') return linkTo(raw, inner, lexer);
  const mail = inner.charAt(6) === ':' ? inner.slice(7) : inner;
  const href = inner.includes('://') ? inner : `mailto:${mail}`;
  return linkTo(raw, mail, lexer, href);
}

/** Matches `http://host/path` in text, without the punctuation that ends a sentence. */
export function bareAddress(src: string, lexer: Lexer): Token | undefined {
  const raw = /^https?:\/\/[^\s<]+[^<.,:;"')\]\s]/.exec(src)?.[0];
  return raw === undefined ? undefined : linkTo(raw, raw, lexer);
}

function linkTo(raw: string, shown: string, lexer: Lexer, href = shown): Token {
  return linkOrText(raw, { href }, [{ type: 'text', raw: shown, text: shown }], lexer);
}

const TARGET = /\(\s*<?(\S*?)>?(?:\s+['"]([\s\S]*?)['"])?\s*\)/y;

/** Matches `[text](address "title")`, also as an image. The address ends at the first `)` that can end it. */
export function link(src: string, lexer: Lexer): Token | undefined {
  const found = bracketed(src, TARGET);
  if (!found) return undefined;
  const [, href = '', title] = found.follower;
  return linkOrImage(found, { href, title }, lexer);
}

const LABEL = /\s*\[([^\]]*)\]/y;

/** Matches `[text][label]`, `[label][]` and `[label]`; if the label is not defined, the bracket is shown as text. */
export function reference(src: string, lexer: Lexer): Token | undefined {
  const found = bracketed(src, LABEL) ?? shortReference(src);
  if (!found) return undefined;
  const label = (found.follower[1] || found.text).replace(/\s+/g, ' ').toLowerCase();
  const target = Object.hasOwn(lexer.tokens.links, label) ? lexer.tokens.links[label] : undefined;
  if (target?.href) return linkOrImage(found, target, lexer);
  const first = src.charAt(0);
  return { type: 'text', raw: first, text: first };
}

interface Bracketed {
  readonly raw: string;
  readonly text: string;
  readonly follower: readonly (string | undefined)[];
}

function shortReference(src: string): Bracketed | undefined {
  const match = /^!?\[((?:\[[^\]]*\]|[^[\]])*)\]/.exec(src);
  return match ? { raw: match[0], text: match[1] ?? '', follower: [] } : undefined;
}

/**
 * Matches `[text]` and what must follow it. Of several `]` before something that fits `follower`, the last ends the
 * text. The text may contain a `]` that a `[` of its own opened, or one after which another `]` comes before any `[`.
 */
function bracketed(src: string, follower: RegExp): Bracketed | undefined {
  const open = src.startsWith('![') ? 2 : 1;
  if (src.charAt(open - 1) !== '[') return undefined;
  let found: Bracketed | undefined;
  let from = open;
  for (let at = src.indexOf(']', from); at >= 0; at = src.indexOf(']', from)) {
    follower.lastIndex = at + 1;
    const match = follower.exec(src);
    if (match) found = { raw: src.slice(0, at + 1) + match[0], text: src.slice(open, at), follower: match };
    const opened = src.lastIndexOf('[', at) >= from;
    from = at + 1;
    if (!opened && !nextBracketCloses(src, from)) break;
  }
  return found;
}

function nextBracketCloses(src: string, from: number): boolean {
  const closing = src.indexOf(']', from);
  return closing >= 0 && !src.slice(from, closing).includes('[');
}

function linkOrImage({ raw, text }: Bracketed, target: Target, lexer: Lexer): Token {
  if (raw.startsWith('!')) {
    const { href, title = null } = target;
    return { type: 'image', raw, href, title, text, tokens: [{ type: 'text', raw: text, text }] };
  }
  const { state } = lexer;
  const outer = state.inLink;
  state.inLink = true;
  const tokens = lexer.inlineTokens(text);
  state.inLink = outer;
  return linkOrText(raw, target, tokens, lexer);
}

/** Returns a link; only its text inside another link, or if the address would run a script. */
function linkOrText(raw: string, { href, title = null }: Target, tokens: Token[], lexer: Lexer): Token {
  if (lexer.state.inLink || runsScript(href)) return { type: 'text', raw, text: raw, tokens };
  return { type: 'link', raw, href, title, text: raw, tokens };
}

/**
 * Returns whether an address runs a script. Character references before the path could spell such a scheme, and have no
 * other use there.
 */
function runsScript(href: string): boolean {
  return /^\W*(?:javascript|vbscript|data):/i.test(href) || /^[^/?#]*&#?\w+;/.test(href);
}
