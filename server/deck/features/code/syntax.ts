/** Parses the info string of a code fence: a language, steps, and what other tools write there. */

import type { Warn } from '../../html/sanitize.ts';
import { type Element, elements, removeAttribute } from '../../html/tree.ts';
import { decodeBraces, WORD } from '../attributes/syntax.ts';

/** A parsed info string. */
export interface CodeInfo {
  readonly language: string;
  /** The lines of each step in reveal.js's syntax; empty for line numbers only, undefined for none. */
  readonly lines: string | undefined;
  /** The number of the first line. */
  readonly first: string | undefined;
  /** Attributes of the block. */
  readonly block: Readonly<Record<string, string>>;
  /** The part that was not understood. */
  readonly unread: string;
  /** What a chart is asked for; undefined for all other code. */
  readonly chart?: string;
}

/**
 * `[5: 1|3-5]`: an optional first line number, then the lines of each step. reveal.js finds it anywhere in the
 * info string (6.0.2, plugin/markdown).
 */
const OPTIONS = /\[\s*(?:(\d+)\s*:)?\s*([\d\s,|-]*)\]/;

const GROUP = /\{([^{}]*)\}/g;

/** Steps in the syntax of Slidev and VitePress: `{1|3-4}`, `{all|2}`, `{*}`. */
const STEPS = /^(?=.*(?:\d|all|\*))(?:[\d\s,|-]|all|\*)*$/;

/** `name=value`, in quotes of any keyboard or without. */
const PAIR = /([\w-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|[“”„]([^“”]*)[“”]|[‘’‚]([^‘’]*)[‘’]|([^\s"'“”‘’{}]+))/g;

/** Names in other tools for line numbers, for highlighted lines, and for the first line's number. */
const NUMBERS = /^\.?(?:numberLines|number-lines|line-numbers|showLineNumbers|data-line-numbers|linenums)$/i;
const BRIGHT = /^(?:data-line-numbers|code-line-numbers|hl_lines)$/i;
const FIRST = /^(?:data-ln-start-from|startFrom|startLine|linenums|start-line)$/i;

/** The attribute of `<code>` that carries the part which was not understood, until `tellUnread` reports it. */
export const UNREAD = 'data-unread';

/** Parses an info string in the dialect of 2013: a language and reveal.js's options. */
export function readInfo2013(written: string): CodeInfo {
  const [, first, lines] = OPTIONS.exec(written) ?? [];
  const language = written.replace(OPTIONS, ' ').trim().split(/[\s{]/)[0] ?? '';
  return { language, lines: lines?.replace(/\s+/g, ''), first, block: {}, unread: '' };
}

/** Parses an info string. */
export function readInfo(written: string): CodeInfo {
  const found: { lines?: string; first?: string; language?: string } = {};
  const words: string[] = [];
  const unread: string[] = [];
  let rest = written.replace(OPTIONS, (_all, first: string | undefined, lines: string) => {
    if (first !== undefined) found.first = first;
    found.lines = lines.replace(/\s+/g, '');
    return ' ';
  });
  const pairs = (text: string, other: (pair: string) => void) =>
    text.replace(PAIR, (pair, name: string, ...values: readonly (string | undefined)[]) => {
      const value = values.slice(0, 5).find((each) => each !== undefined) ?? '';
      if (FIRST.test(name)) {
        found.first = value;
        found.lines ??= '';
      } else if (BRIGHT.test(name)) found.lines = stepsOf(value);
      else if (name === 'data-id' || name === 'data-fragment-index') words.push(`${name}="${value}"`);
      else other(pair);
      return ' ';
    });
  rest = rest.replace(GROUP, (group, inner: string, at: number) => {
    const isOnly = rest.slice(0, at).trim() === '';
    if (STEPS.test(inner)) found.lines = stepsOf(inner);
    else if (isOnly && /^\s*[a-z][\w+#-]*\s*(?:,.*)?$/i.test(inner))
      found.language = /[\w+#-]+/.exec(inner)?.[0] ?? '';
    else {
      // Slidev uses a colon as the equals sign.
      const left = pairs(inner.replace(/(\w+)\s*:\s*(\w+)\s*,?/g, '$1=$2 '), (pair) => {
        if (new RegExp(`^${WORD}$`).test(pair)) words.push(pair);
        else if (!/^lines=true$/.test(pair)) unread.push(pair);
        else found.lines ??= '';
      });
      for (const word of left.split(/\s+/).filter((each) => each !== '')) {
        if (NUMBERS.test(word)) found.lines ??= '';
        else if (!new RegExp(`^${WORD}$`).test(word)) unread.push(word);
        else words.push(word);
      }
    }
    return ' '.repeat(group.length);
  });
  rest = pairs(rest, (pair) => unread.push(pair));
  const [language = '', ...others] = rest.trim() === '' ? [] : rest.trim().split(/\s+/);
  for (const word of others) {
    if (NUMBERS.test(word)) found.lines ??= '';
    else if (!/^data-(?:trim|noescape)$/.test(word)) unread.push(word);
  }
  const [name = '', mode] = language.split(/:(?=(?:no-)?line-numbers)/);
  if (mode?.startsWith('line-numbers')) found.lines ??= '';
  return {
    language: found.language ?? name,
    lines: found.lines,
    first: found.first,
    block: words.length > 0 ? decodeBraces(words.join(' ')) : {},
    unread: unread.join(' '),
  };
}

/**
 * Converts steps to reveal.js's syntax: empty for all lines, and with commas in place of the spaces that
 * some tools use.
 */
function stepsOf(written: string): string {
  return written
    .split('|')
    .map((step) =>
      step
        .trim()
        .replace(/[\s,]+/g, ',')
        .replace(/^(?:all|\*|true)$/, ''),
    )
    .join('|');
}

/** Warns of parts of an info string that were not understood. */
export function tellUnread(section: Element, warn: Warn): void {
  for (const code of elements(section)) {
    const unread = removeAttribute(code, UNREAD);
    if (unread === undefined) continue;
    const reason = `\`${unread}\` behind this code’s language is not read`;
    const hint = 'Lines and steps are `[1|3-4]`, all else goes into braces: `{.large data-id="tide"}`.';
    warn({ rule: 'code-options', reason, hint }, unread, ...unread.split(' '));
  }
}
