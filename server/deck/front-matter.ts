/** Takes the YAML front matter off a deck's text, with the places of its keys. */
import { type Document, isMap, isScalar, LineCounter, parseDocument, type YAMLMap } from 'yaml';
import { DeckError } from './error.ts';

/** Values by key, and where each key stands. */
export interface Mapping {
  /** Path as the author knows it. */
  readonly file: string;
  readonly values: Readonly<Record<string, unknown>>;
  /** Line and column, from 1, of the last of nested keys, as far as they are there; the file's first line else. */
  place(...keys: readonly string[]): { readonly line: number; readonly column: number };
}

/** A deck's text, taken apart. */
export interface FrontMatter {
  readonly settings: Mapping;
  /** What follows the front matter. */
  readonly body: string;
  /** Line of the file on which `body` begins, from 1. */
  readonly bodyLine: number;
}

/** Limits YAML's aliases, against documents that grow when they are expanded. */
const MAX_ALIASES = 100;

/** The mapping for a file that has none. */
export function emptyMapping(file: string): Mapping {
  return { file, values: {}, place: () => ({ line: 1, column: 1 }) };
}

/**
 * Reads YAML whose top is a mapping. JSON is YAML too, so this also reads `reveal-md.json`.
 * `firstLine` is the line of the file on which `yaml` begins.
 * @throws DeckError where the YAML is malformed, or where `strict` and its top is no mapping.
 */
export function parseMapping(yaml: string, file: string, firstLine = 1): Mapping | undefined {
  const lines = new LineCounter();
  const document = parseDocument(yaml, { lineCounter: lines, prettyErrors: false });
  const error = document.errors[0];
  if (error) {
    const { line, col } = lines.linePos(error.pos[0]);
    throw new DeckError({
      file,
      line: firstLine + line - 1,
      column: col,
      rule: 'yaml',
      reason: `this is not valid YAML: ${error.message.split('\n')[0]}`,
      hint: 'Each line is `key: value`; put a value that holds `: ` or `#` in quotes.',
    });
  }
  const top = document.contents;
  if (top === null) return emptyMapping(file);
  if (!isMap(top)) return undefined;
  const values: unknown = expand(document, { file, line: firstLine, column: 1 });
  return {
    file,
    // A YAML mapping's plain value is an object with string keys.
    values: values as Record<string, unknown>,
    place(...keys) {
      const { line, col } = lines.linePos(offsetOfKey(top, keys) ?? 0);
      return { line: firstLine + line - 1, column: col };
    },
  };
}

/** Where the last of nested keys begins, as far as they are there. */
function offsetOfKey(map: YAMLMap, [first, ...rest]: readonly string[]): number | undefined {
  const pair = map.items.find(({ key }) => isScalar(key) && String(key.value) === first);
  if (!pair || !isScalar(pair.key)) return undefined;
  const inner = rest.length > 0 && isMap(pair.value) ? offsetOfKey(pair.value, rest) : undefined;
  return inner ?? pair.key.range?.[0];
}

/** A document's plain value. @throws DeckError where its aliases would make it grow beyond measure. */
function expand(document: Document, place: { file: string; line: number; column: number }): unknown {
  try {
    return document.toJS({ maxAliasCount: MAX_ALIASES });
  } catch (error) {
    throw new DeckError({
      ...place,
      rule: 'yaml',
      reason: `this YAML can't be read: ${error instanceof Error ? error.message : String(error)}`,
      hint: 'Write values out instead of referring to others with `*`.',
    });
  }
}

/**
 * Splits a deck's text, whose line ends are `\n`. A first `---` that no mapping follows is a separator, not front
 * matter: decks that begin with `---` and a heading are common.
 * @throws DeckError where the front matter is malformed.
 */
export function splitFrontMatter(text: string, file: string): FrontMatter {
  const none = { settings: emptyMapping(file), body: text, bodyLine: 1 };
  const found = /^---[ \t]*\n([\s\S]*?\n)??(?:---|\.\.\.)[ \t]*(?:\n|$)/.exec(text);
  if (!found) return none;
  const yaml = found[1] ?? '';
  if (yaml.trim() !== '' && !looksLikeYaml(yaml)) return none;
  const settings = parseMapping(yaml, file, 2);
  if (!settings) return none;
  return {
    settings,
    body: text.slice(found[0].length),
    bodyLine: found[0].split('\n').length,
  };
}

const KEY = /^(?:"[^"]*"|'[^']*'|[\w-]+)[ \t]*:(?:\s|$)/;

/**
 * Whether text between two `---` is meant as YAML, even if it is malformed, rather than as a first slide. A slide has
 * headings, which YAML takes for comments, blank lines, and sentences or notes that begin like a key.
 */
function looksLikeYaml(text: string): boolean {
  const lines = text.split('\n').slice(0, -1);
  const first = lines.find((line) => /^[^\s#]/.test(line)) ?? '';
  const headings = lines.some((line) => /^#{1,6} /.test(line));
  const blanks = lines.some((line) => line.trim() === '');
  if (KEY.test(first)) return !/^notes?\b/i.test(first) && !(headings && blanks && /^\p{Lu}/u.test(first));
  return !headings && !blanks && lines.some((line) => KEY.test(line));
}
