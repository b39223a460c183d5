/**
 * Comments that Markdown does not take for such: Obsidian's `%% … %%`, HTML's whose signs a keyboard has changed, one in another,
 * and one that begins in a line and ends behind its paragraph, or not at all. They leave the slide as HTML's own do.
 */
import type { Token, TokenizerAndRendererExtension, Tokens } from 'marked';
import {
  type CommentKind,
  commentAt,
  type Found,
  interruption,
  LONGEST,
  OPENING,
  paragraphEnd,
} from './find-comments.ts';

/** How the comments reach whoever takes them out of the tree and tells the author. */
const SIGN = 'hidden-comment';
const NO_DASH = '\uFDD4';

/** The comment for whoever reads the tree, by what is written; nothing where there is nothing to tell. */
export function hiddenHtml(kind: CommentKind | undefined, raw: string): string {
  if (kind === undefined) return '';
  const line = raw.trim().split('\n')[0] ?? '';
  return `<!--${SIGN} ${kind} ${line.replaceAll('-', NO_DASH)}-->`;
}

const KNOWN = new RegExp(`^${SIGN} (percent|braces|changed|nested|indented|open) (.*)$`, 's');

/** What a comment in the tree says of one of these: its kind, and how it begins. */
export function hiddenComment(
  data: string,
): { readonly kind: CommentKind; readonly written: string } | undefined {
  const [, kind, written = ''] = KNOWN.exec(data) ?? [];
  // The pattern names no other.
  return kind === undefined
    ? undefined
    : { kind: kind as CommentKind, written: written.replaceAll(NO_DASH, '-') };
}

/** Whether nothing ends a token of these. */
export function isOpenComment(token: Token): boolean {
  return token.type === 'hiddenBlock' && (token as Tokens.Generic).isOpen === true;
}

const renderer = ({ html }: Tokens.Generic) => String(html);

/** HTML's own at the beginning of a block is Markdown's, and so is one that ends where it should. */
function isMarkdowns({ kind }: Found, before: readonly Token[]): boolean {
  const last = before.at(-1);
  const isMidLine = last?.type === 'paragraph' && !last.raw.endsWith('\n');
  return kind === undefined || (kind === 'open' && !isMidLine);
}

/** What each lexer reads: marked asks where a paragraph is interrupted without the paragraph's first character. */
const sources = new WeakMap<object, string>();

/** Extensions of marked that find such comments. */
export const hiddenComments: TokenizerAndRendererExtension[] = [
  {
    name: 'hiddenBlock',
    level: 'block',
    start(rest) {
      const source = sources.get(this.lexer) ?? '';
      const at = source.length === rest.length + 1 ? interruption(source) : undefined;
      return at === undefined || at === 0 ? undefined : at - 1;
    },
    tokenizer(source, tokens) {
      sources.set(this.lexer, source);
      const indent = /^ {0,3}/.exec(source)?.[0].length ?? 0;
      if (!OPENING.test(source.slice(indent, indent + 6))) return undefined;
      const comment = commentAt(source, indent);
      if (!comment || (source.startsWith('<!--', indent) && isMarkdowns(comment, tokens))) return undefined;
      const { end, isOpen } = comment;
      const kind = isOpen ? 'open' : comment.kind;
      const rest = /^[ \t]*(?:\n|$)/.exec(source.slice(end))?.[0];
      const isInline = rest === undefined && kind !== 'nested' && end <= paragraphEnd(source, 0);
      if (isInline) return undefined;
      const raw = source.slice(0, end + (rest ?? '').length);
      return { type: 'hiddenBlock', raw, isOpen, html: `${hiddenHtml(kind, raw)}\n` };
    },
    renderer,
  },
  {
    name: 'hiddenInline',
    level: 'inline',
    start: (source) => {
      const near = source.slice(0, LONGEST);
      const openings = [...near.matchAll(new RegExp(OPENING, 'g'))];
      return openings.find(({ index }) => commentAt(near, index)?.kind !== undefined)?.index;
    },
    tokenizer(source) {
      if (!OPENING.test(source.slice(0, 6))) return undefined;
      const comment = commentAt(source, 0);
      if (comment?.kind === undefined) return undefined;
      const raw = source.slice(0, comment.end);
      const kind = comment.isOpen ? 'open' : comment.kind;
      return { type: 'hiddenInline', raw, html: hiddenHtml(kind, raw) };
    },
    renderer,
  },
];
