/** Finds where a setting was written, for messages: decoded settings no longer know it. */

/** A text with settings. */
export interface SettingsText {
  /** Path as the author knows it. */
  readonly file: string;
  readonly text: string;
}

/** Where something stands; lines and columns count from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/**
 * The first of the texts in which the key has the value, and where; where none has, the value's place in the first, such as in a
 * page's `<link>`, else its beginning.
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

/** Where the last of nested keys stands, such as `decks`, `oscon13`, `theme`; as far as they are found. */
export function placeOfKey(text: string, ...keys: readonly string[]): Place {
  let offset = 0;
  for (const key of keys) offset = offsetOfKey(text, key, offset) ?? offset;
  return placeAt(text, offset);
}

/** A key of YAML or JSON, at the beginning of a line or in a mapping on one line. */
function offsetOfKey(text: string, key: string, from: number): number | undefined {
  const escaped = key.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
  const pattern = new RegExp(
    `(?<=^[ \\t]*|[{,][ \\t]*)(?:"${escaped}"|'${escaped}'|${escaped})[ \\t]*:`,
    'gm',
  );
  pattern.lastIndex = from;
  return pattern.exec(text)?.index;
}

/** Where an offset into a text is. */
export function placeAt(text: string, offset: number): Place {
  const before = text.slice(0, offset);
  return { line: before.split(/\r\n|\r|\n/).length, column: offset - before.search(/[^\r\n]*$/) + 1 };
}
