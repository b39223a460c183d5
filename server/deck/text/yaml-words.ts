/** Rewords YAML's errors for authors of talks. */
import type { YAMLError } from 'yaml';
import type { Finding } from '../model/diagnostic.ts';

type Words = Pick<Finding, 'reason' | 'hint'>;

const LINES = 'Each line is `key: value`; put a value that holds `: ` or `#` in quotes.';
const INDENT = 'Lines that belong together begin at the same column; indent with blanks.';

/** Rewordings by message, where that says more than the error's code; the first that matches is used. */
const BY_MESSAGE: readonly (readonly [RegExp, Words])[] = [
  [
    /^Nested mappings are not allowed/,
    {
      reason: 'this value holds a colon with a blank behind it, as if it were a setting',
      hint: 'Put the value in quotes.',
    },
  ],
  [
    /^Missing closing/,
    { reason: 'a quotation mark is not closed', hint: 'Put the same mark at the end of the value.' },
  ],
  [
    /end with a [\]}]/,
    { reason: 'a bracket is not closed', hint: 'A list is `[one, two]`, a mapping `{ key: value }`.' },
  ],
  [
    /^Missing , /,
    { reason: 'a comma is missing', hint: 'A list is `[one, two]`, a mapping `{ key: value }`.' },
  ],
  [
    /^Plain value cannot start with/,
    { reason: 'a value may not begin with this character', hint: 'Put the value in quotes.' },
  ],
  [
    /^(?:Implicit keys? need|Implicit map keys need)/,
    { reason: 'this line is not a setting: it has no colon with a blank behind it', hint: LINES },
  ],
  [/^Unresolved alias/, { reason: 'a value may not begin with `*`', hint: 'Put the value in quotes.' }],
];

const BY_CODE: Readonly<Partial<Record<YAMLError['code'], Words>>> = {
  DUPLICATE_KEY: { reason: 'this setting is there twice', hint: 'Remove one of the two.' },
  TAB_AS_INDENT: { reason: 'this line is indented with a tab', hint: INDENT },
  BAD_INDENT: { reason: 'this line begins at another column than those around it', hint: INDENT },
  BAD_DQ_ESCAPE: {
    reason: 'a backslash between quotes begins a sign that there is not',
    hint: 'Write two backslashes, or put the value in single quotes.',
  },
  BAD_SCALAR_START: { reason: 'a value may not begin with this character', hint: 'Put the value in quotes.' },
  BAD_ALIAS: { reason: 'a value may not begin with `*` or `&`', hint: 'Put the value in quotes.' },
  TAG_RESOLVE_FAILED: { reason: 'a value may not begin with `!`', hint: 'Put the value in quotes.' },
  UNEXPECTED_TOKEN: {
    reason: 'something stands behind a value that has ended',
    hint: 'Put the whole value in quotes.',
  },
  MULTIPLE_DOCS: { reason: 'a second set of settings begins here', hint: 'Remove the line of dashes.' },
};

/** Returns the reason and the hint for a YAML error. */
export function wordsOfYaml({ code, message }: Pick<YAMLError, 'code' | 'message'>): Words {
  const told = BY_MESSAGE.find(([pattern]) => pattern.test(message))?.[1] ?? BY_CODE[code];
  return told ?? { reason: `this is not valid YAML: ${message.split('\n')[0]}`, hint: LINES };
}
