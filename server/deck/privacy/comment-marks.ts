/** How comments that Markdown does not take for such reach whoever takes them out of the tree and tells the author. */

/** What is found of such a comment. */
export type CommentKind = 'percent' | 'braces' | 'changed' | 'nested' | 'indented' | 'open';

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
