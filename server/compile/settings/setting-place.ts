/** Finds where a setting is written, for messages: decoded settings do not record it. */
import { literally } from '../../deck/text/pattern.ts';

/** A text that contains settings. */
export interface SettingsText {
  /** Path as shown to the author. */
  readonly file: string;
  readonly text: string;
}

/** A place in a text; line and column count from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/**
 * Returns the place of the first text's key that has the value; where there is none, the place of the value in the
 * first text, such as in a page's `<link>`, else the beginning of that text.
 */
export function placeOfSetting(
  texts: readonly SettingsText[],
  key: string,
  value: string,
): Place & { readonly file: string } {
  for (const { file, text } of texts) {
    const start = offsetOfKey(text, key, 0);
    const offset = start === undefined ? -1 : text.indexOf(value, start);
    if (offset !== -1) return { file, ...placeAt(text, offset) };
  }
  const { file, text } = texts[0] ?? { file: '', text: '' };
  return { file, ...placeAt(text, Math.max(0, text.indexOf(value))) };
}

/** Returns the place of the last of nested keys, such as `decks`, `oscon13`, `theme`; as far as they are found. */
export function placeOfKey(text: string, ...keys: readonly string[]): Place {
  let offset = 0;
  for (const key of keys) offset = offsetOfKey(text, key, offset) ?? offset;
  return placeAt(text, offset);
}

/** Returns the offset of a key of YAML or JSON, at the start of a line or in a mapping on one line. */
function offsetOfKey(text: string, key: string, from: number): number | undefined {
  const escaped = literally(key);
  const pattern = new RegExp(
    `(?<=^[ \\t]*|[{,][ \\t]*)(?:"${escaped}"|'${escaped}'|${escaped})[ \\t]*:`,
    'gm',
  );
  pattern.lastIndex = from;
  return pattern.exec(text)?.index;
}

/** Converts an offset in a text to line and column. */
export function placeAt(text: string, offset: number): Place {
  const before = text.slice(0, offset);
  return { line: before.split(/\r\n|\r|\n/).length, column: offset - before.search(/[^\r\n]*$/) + 1 };
}
