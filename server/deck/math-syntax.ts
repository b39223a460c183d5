/** Finds math in Markdown before Markdown eats its underscores; the TeX is typeset later, where there is any. */
import type { TokenizerAndRendererExtension, Tokens } from 'marked';
import { escapeHtml } from './tree.ts';

/** Attribute of the placeholder that holds TeX: `inline` or `display`. */
export const MATH_ATTRIBUTE = 'data-math';

interface MathToken extends Tokens.Generic {
  readonly tex: string;
  readonly display: boolean;
}

function placeholder(token: Tokens.Generic): string {
  // Only the tokenizers below make tokens of these types.
  const { tex, display } = token as MathToken;
  const tag = display ? 'div' : 'span';
  return `<${tag} ${MATH_ATTRIBUTE}="${display ? 'display' : 'inline'}">${escapeHtml(tex)}</${tag}>`;
}

function extension(
  name: string,
  level: 'block' | 'inline',
  find: (source: string) => number,
  pattern: RegExp,
  display: boolean,
): TokenizerAndRendererExtension {
  return {
    name,
    level,
    start: (source) => {
      const at = find(source);
      return at === -1 ? undefined : at;
    },
    tokenizer: (source) => {
      const match = pattern.exec(source);
      const tex = match?.slice(1).find((group) => group !== undefined);
      return match && tex?.trim() ? { type: name, raw: match[0], tex: tex.trim(), display } : undefined;
    },
    renderer: placeholder,
  };
}

/**
 * `$$…$$` and `\[…\]` on lines of their own, `$…$` and `\(…\)` in text, and the `` `$$…$$` `` that reveal.js's guide
 * teaches. As in Pandoc, a `$` opens before a non-space and closes after one and before no digit, so prices stay text.
 */
export const mathExtensions: TokenizerAndRendererExtension[] = [
  extension(
    'mathBlock',
    'block',
    (s) => s.search(/^ {0,3}(?:\$\$|\\\[)/m),
    /^ {0,3}(?:\$\$([\s\S]+?)\$\$|\\\[([\s\S]+?)\\\])[ \t]*(?:\n|$)/,
    true,
  ),
  extension(
    'mathFence',
    'block',
    (s) => s.search(/^```math/m),
    /^```math[ \t]*\n([\s\S]+?)\n```[ \t]*(?:\n|$)/,
    true,
  ),
  extension(
    'mathDisplay',
    'inline',
    (s) => s.search(/`?\$\$/),
    /^`\$\$([^`]+?)\$\$`|^\$\$([\s\S]+?)\$\$/,
    true,
  ),
  extension(
    'mathInline',
    'inline',
    (s) => s.search(/\$|\\\(/),
    /^\$(?![\s$])((?:\\.|[^\\$\n])*?(?:\\.|[^\\$\s]))\$(?!\d)|^\\\((.+?)\\\)/,
    false,
  ),
];
