/** Attributes in braces as Pandoc writes them, `{#id .class key="value"}`, and as we do. */

import { BRACES } from '../../../deck/features/attributes/syntax.ts';

/** Parsed braces. */
export interface Braces {
  readonly id: string | undefined;
  readonly classes: readonly string[];
  readonly values: ReadonlyMap<string, string>;
}

const WORD = /#([^\s{}]+)|\.([^\s{}.=]+)|([\w:-]+)=(?:"((?:[^"\\]|\\.)*)"|'([^']*)'|([^\s{}"']+))|(\S+)/g;

/** Parses the words between braces. */
export function parseBraces(words: string): Braces {
  let id: string | undefined;
  const classes: string[] = [];
  const values = new Map<string, string>();
  for (const [, hash, dot, key, double, single, bare, other] of words.matchAll(WORD)) {
    if (hash !== undefined) id = hash;
    else if (dot !== undefined) classes.push(dot);
    else if (key !== undefined) values.set(key, double?.replace(/\\(.)/g, '$1') ?? single ?? bare ?? '');
    else if (other !== undefined && /^[a-z][\w-]*$/i.test(other)) classes.push(other);
  }
  return { id, classes, values };
}

/** Attributes that braces may set here. */
const NAMES =
  /^(?:data-[\w-]+|aria-[\w-]+|style|title|lang|dir|role|target|rel|start|loading|muted|loop|controls|autoplay|poster)$/;

/** Writes braces as we read them; empty where nothing is left. */
export function bracesWords({ id, classes, values }: Braces): string[] {
  const words = [...classes.filter((name) => /^[a-zA-Z_][\w-]*$/.test(name)).map((name) => `.${name}`)];
  if (id !== undefined && /^[a-zA-Z_][\w-]*$/.test(id)) words.push(`#${id}`);
  for (const [key, value] of values) {
    const name = key === 'fragment-index' ? 'data-fragment-index' : key;
    if (!NAMES.test(name) || /["{}]/.test(value)) continue;
    words.push(/^[^\s"'{}=]+$/.test(value) ? `${name}=${value}` : `${name}="${value}"`);
  }
  return words;
}

const ALL_BRACES = new RegExp(BRACES, 'g');

/** Writes an invisible character into braces that are words, and would set attributes: no backslash keeps them from it. */
export function withLiteralBraces(text: string): string {
  return text.replace(ALL_BRACES, (braces) => `{&NoBreak;${braces.slice(1)}`);
}
