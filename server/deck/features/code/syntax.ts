/** What stands behind the opening marks of a code fence: a language, steps, and what other tools write there. */

import type { Warn } from '../../html/sanitize.ts';
import { type Element, elements, removeAttribute } from '../../html/tree.ts';
import { decodeBraces, WORD } from '../attributes/syntax.ts';

/** An info string, read. */
export interface CodeInfo {
  readonly language: string;
  /** Lines of each step, as reveal.js has them; empty for numbers alone, absent for none. */
  readonly lines: string | undefined;
  /** The first line's number. */
  readonly first: string | undefined;
  /** Attributes of the block. */
  readonly block: Readonly<Record<string, string>>;
  /** What is not understood. */
  readonly unread: string;
}

/**
 * `[5: 1|3-5]`: an optional first line number, then the lines of each step. reveal.js finds it anywhere in the line (6.0.2,
 * plugin/markdown).
 */
const OPTIONS = /\[\s*(?:(\d+)\s*:)?\s*([\d\s,|-]*)\]/;

const GROUP = /\{([^{}]*)\}/g;

/** Slidev's and VitePress's steps: `{1|3-4}`, `{all|2}`, `{*}`. */
const STEPS = /^(?=.*(?:\d|all|\*))(?:[\d\s,|-]|all|\*)*$/;

/** `name=value` in quotes of any keyboard, or without. */
const PAIR = /([\w-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|[“”„]([^“”]*)[“”]|[‘’‚]([^‘’]*)[‘’]|([^\s"'“”‘’{}]+))/g;

/** Names by which tools number lines, have some of them bright, and begin elsewhere than at 1. */
const NUMBERS = /^\.?(?:numberLines|number-lines|line-numbers|showLineNumbers|data-line-numbers|linenums)$/i;
const BRIGHT = /^(?:data-line-numbers|code-line-numbers|hl_lines)$/i;
const FIRST = /^(?:data-ln-start-from|startFrom|startLine|linenums|start-line)$/i;

/** The attribute of code that holds what is not read, until that is told. */
export const UNREAD = 'data-unread';

/** Reads an info string of 2013, which has a language and reveal.js's options. */
export function readInfo2013(written: string): CodeInfo {
  const [, first, lines] = OPTIONS.exec(written) ?? [];
  const language = written.replace(OPTIONS, ' ').trim().split(/[\s{]/)[0] ?? '';
  return { language, lines: lines?.replace(/\s+/g, ''), first, block: {}, unread: '' };
}

/** Reads an info string. */
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
      // In Slidev's, a colon stands for the equals sign.
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

/** All lines are bright where no step says which; blanks part lines in some tools. */
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

/** Tells of what is written behind a code's language and not read. */
export function tellUnread(section: Element, warn: Warn): void {
  for (const code of elements(section)) {
    const unread = removeAttribute(code, UNREAD);
    if (unread === undefined) continue;
    const reason = `\`${unread}\` behind this code’s language is not read`;
    const hint = 'Lines and steps are `[1|3-4]`, all else goes into braces: `{.large data-id="tide"}`.';
    warn({ rule: 'code-options', reason, hint }, unread, ...unread.split(' '));
  }
}
