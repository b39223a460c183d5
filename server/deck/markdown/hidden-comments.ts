/** Tokenizes comments that Markdown misses or ends elsewhere, and renders them for the steps that remove them. */
import type { Token, TokenizerAndRendererExtension, Tokens } from 'marked';
import { hiddenHtml } from '../privacy/comment-marks.ts';
import { commentAt, type Found, interruption, LONGEST, OPENING, paragraphEnd } from './find-comments.ts';

/** Returns whether a token is a comment that is not closed. */
export function isOpenComment(token: Token): boolean {
  return token.type === 'hiddenBlock' && (token as Tokens.Generic).isOpen === true;
}

const renderer = ({ html }: Tokens.Generic) => String(html);

/**
 * Returns whether Markdown handles a comment correctly: HTML's own at the start of a block, or one that ends as
 * expected.
 */
function isMarkdowns({ kind }: Found, before: readonly Token[]): boolean {
  const last = before.at(-1);
  const isMidLine = last?.type === 'paragraph' && !last.raw.endsWith('\n');
  return kind === undefined || (kind === 'open' && !isMidLine);
}

/**
 * The text that each lexer parses: marked asks where a paragraph is interrupted without passing the paragraph's first
 * character.
 */
const sources = new WeakMap<object, string>();

/** Extensions of marked that tokenize such comments. */
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
