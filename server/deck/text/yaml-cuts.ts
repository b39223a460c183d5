/** Finds YAML values that a `#` cuts off, though hardly meant as a comment: `#1` in a macro, a colour, a number. */
import { type Document, isPair, isScalar, type Scalar, visit } from 'yaml';
import type { Finding } from '../model/diagnostic.ts';

/** A value that is cut off, and its offset. */
export interface Cut extends Finding {
  readonly offset: number;
}

/** Settings whose values are texts, in which a word may begin with `#`. */
const TEXTS: ReadonlySet<string> = new Set(
  'title description venue speakers header footer macros vars'.split(' '),
);

const COLOUR = /^(?:[\da-f]{3,4}|[\da-f]{6}|[\da-f]{8})(?!\S)/i;

/** Returns the values of a document that are cut off, in order. */
export function cutValues(document: Document): readonly Cut[] {
  const cuts: Cut[] = [];
  visit(document, {
    Scalar(place, scalar, path) {
      if (place === 'key' || scalar.type !== 'PLAIN' || !scalar.comment) return;
      const keys = path.filter(isPair).map(({ key }) => (isScalar(key) ? String(key.value) : ''));
      if (
        !isMeant(
          scalar,
          scalar.comment,
          keys.some((key) => TEXTS.has(key)),
        )
      )
        return;
      const rest = `#${scalar.comment.split('\n')[0]?.trimEnd()}`;
      const name = `\`${keys.join('.')}\``;
      const reason =
        scalar.value === null
          ? `${name} is empty: \`${rest}\` is a comment, since a blank stands before its \`#\``
          : `${name} ends before \`${rest}\`, which is a comment, since a blank stands before its \`#\``;
      const hint = 'Put the whole value in single quotes; behind a `#` that begins a comment, write a blank.';
      cuts.push({ rule: 'setting-value', reason, hint, offset: scalar.range?.[0] ?? 0 });
    },
  });
  return cuts;
}

function isMeant({ value }: Scalar, comment: string, isText: boolean): boolean {
  if (/^\s/.test(comment)) return isOpen(String(value ?? ''));
  return isText || isOpen(String(value ?? '')) || /^\d/.test(comment) || COLOUR.test(comment);
}

/** Returns whether a value has an unclosed bracket. */
function isOpen(value: string): boolean {
  return (value.match(/[{[(]/g) ?? []).length > (value.match(/[}\])]/g) ?? []).length;
}
