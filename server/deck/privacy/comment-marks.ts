/**
 * Encodes comments that Markdown misses as HTML comments, so that code working on the tree can remove them and warn the
 * author.
 */

/** The kind of such a comment. */
export type CommentKind = 'percent' | 'braces' | 'changed' | 'nested' | 'indented' | 'open';

const SIGN = 'hidden-comment';
const NO_DASH = '\uFDD4';

/**
 * Returns an HTML comment with the kind and the first line of what was written; empty if there is nothing to warn of.
 */
export function hiddenHtml(kind: CommentKind | undefined, raw: string): string {
  if (kind === undefined) return '';
  const line = raw.trim().split('\n')[0] ?? '';
  return `<!--${SIGN} ${kind} ${line.replaceAll('-', NO_DASH)}-->`;
}

const KNOWN = new RegExp(`^${SIGN} (percent|braces|changed|nested|indented|open) (.*)$`, 's');

/** Decodes the content of such an HTML comment: its kind, and how it begins; undefined for other comments. */
export function hiddenComment(
  data: string,
): { readonly kind: CommentKind; readonly written: string } | undefined {
  const [, kind, written = ''] = KNOWN.exec(data) ?? [];
  // The pattern matches only known kinds.
  return kind === undefined
    ? undefined
    : { kind: kind as CommentKind, written: written.replaceAll(NO_DASH, '-') };
}
