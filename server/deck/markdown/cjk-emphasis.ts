/**
 * Parses emphasis beside Chinese, Japanese and Korean text, which has no spaces between words: there, punctuation next
 * to `*` or `~` does not keep it from opening or closing emphasis. CommonMark 0.31 (6.2) reads `**注意：**先看` as
 * asterisks.
 */
import { type MarkedExtension, Tokenizer, type Tokens } from 'marked';

const CJK =
  /[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Hangul}\p{scx=Bopomofo}\u3000-\u303f\uff00-\uffef]/u;
const PUNCTUATION = /[\p{P}\p{S}]/u;

/** A run of delimiters with the characters around it. */
const RUN = /(?<=([^*~])?)(\*+|~+)(?=([^*~])?)/gu;

/**
 * Replaces punctuation that must not count by letters, so that marked finds the ends of emphasis. The length is
 * unchanged.
 */
export function maskCjk(source: string): string {
  if (!/[*~]/.test(source) || !CJK.test(source)) return source;
  const letters = [...source.matchAll(RUN)].flatMap(
    ({ index, 1: before = '', 2: run = '', 3: after = '' }) => [
      ...(isNoPunctuation(before, after) ? [{ at: index - before.length, length: before.length }] : []),
      ...(isNoPunctuation(after, before) ? [{ at: index + run.length, length: after.length }] : []),
    ],
  );
  return letters.reduce(
    (text, { at, length }) => text.slice(0, at) + 'a'.repeat(length) + text.slice(at + length),
    source,
  );
}

/** Returns whether a punctuation mark beside delimiters counts as a letter, given the character on their other side. */
function isNoPunctuation(mark: string, other: string): boolean {
  return PUNCTUATION.test(mark) && (CJK.test(mark) || CJK.test(other));
}

/** Returns the character before delimiters for marked: none, if the punctuation after them does not count. */
function before(source: string, masked: string, written: string | undefined): string {
  const after = /^(?:\*+|~+)(.)/u.exec(source)?.[1] ?? '';
  const at = masked.length - source.length;
  const low = /^[\udc00-\udfff]$/.test(written ?? '');
  const whole = low ? masked.slice(at - 2, at) : (written ?? '');
  return isNoPunctuation(after, whole) ? '' : (written ?? '');
}

/** The tokenizers of marked that apply the rule. */
export const cjkEmphasis: MarkedExtension = {
  tokenizer: {
    emStrong(source: string, masked: string, previous?: string): Tokens.Em | Tokens.Strong | undefined {
      return Tokenizer.prototype.emStrong.call(this, source, masked, before(source, masked, previous));
    },
    del(source: string, masked: string, previous?: string): Tokens.Del | undefined {
      return Tokenizer.prototype.del.call(this, source, masked, before(source, masked, previous));
    },
  },
};
