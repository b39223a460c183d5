/** Splits a deck's text into YAML front matter and body, and records the places of its keys. */
import { type Document, isMap, isScalar, LineCounter, parseDocument, type YAMLMap } from 'yaml';
import { DeckError, type Diagnostic } from '../model/diagnostic.ts';
import { type FrontMatterPlace, findFrontMatter } from './front-matter-place.ts';
import { withIndentedQuotes } from './loose-quotes.ts';
import { lineEnds } from './text.ts';
import { cutValues } from './yaml-cuts.ts';
import { wordsOfYaml } from './yaml-words.ts';

/** Values by key, with the keys' places. */
export interface Mapping {
  /** Path as the author knows it. */
  readonly file: string;
  readonly values: Readonly<Record<string, unknown>>;
  /**
   * Returns line and column, from 1, of the last of nested keys that exists; if none does, those of the file's first
   * line.
   */
  place(...keys: readonly string[]): { readonly line: number; readonly column: number };
}

/** A mapping parsed from YAML. */
export interface ReadMapping extends Mapping {
  /** Warnings about how it is written. */
  readonly doubts: readonly Diagnostic[];
}

/** A deck's text, split. */
export interface FrontMatter {
  readonly settings: Mapping;
  /** The text after the front matter. */
  readonly body: string;
  /** Line of the file on which `body` begins, from 1. */
  readonly bodyLine: number;
  /** Warnings about how the front matter is written. */
  readonly doubts: readonly Diagnostic[];
}

/** The limit on YAML's aliases, against documents that expand exponentially. */
const MAX_ALIASES = 100;

type Place = Pick<Diagnostic, 'file' | 'line' | 'column'>;

/** Returns the mapping of a file without settings. */
export function emptyMapping(file: string): ReadMapping {
  return { file, values: {}, place: () => ({ line: 1, column: 1 }), doubts: [] };
}

/**
 * Parses YAML whose top level is a mapping; also parses `reveal-md.json`, since JSON is YAML. `firstLine` is the line
 * of the file on which `yaml` begins. Returns undefined if the top level is not a mapping.
 * @throws DeckError if the YAML is malformed, or its aliases are undefined or would expand too far
 */
export function parseMapping(yaml: string, file: string, firstLine = 1): ReadMapping | undefined {
  const strict = readDocument(yaml);
  const lenient = strict.document.errors.length > 0 ? readDocument(withIndentedQuotes(yaml)) : strict;
  const { document, lines } = lenient.document.errors.length > 0 ? strict : lenient;
  const error = document.errors[0];
  if (error) {
    const { line, col } = lines.linePos(error.pos[0]);
    throw new DeckError({
      file,
      line: firstLine + line - 1,
      column: col,
      rule: 'yaml',
      ...wordsOfYaml(error),
    });
  }
  const top = document.contents;
  if (top === null) return emptyMapping(file);
  if (!isMap(top)) return undefined;
  const values: unknown = expand(document, (alias) => {
    const { line, col } = lines.linePos(alias === undefined ? 0 : Math.max(0, yaml.indexOf(`*${alias}`)));
    return { file, line: firstLine + line - 1, column: col };
  });
  const placeAt = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return { line: firstLine + line - 1, column: col };
  };
  return {
    file,
    doubts: cutValues(document).map(({ offset, ...finding }) => ({ file, ...placeAt(offset), ...finding })),
    // A YAML mapping's plain value is an object with string keys.
    values: values as Record<string, unknown>,
    place: (...keys) => placeAt(offsetOfKey(top, keys) ?? 0),
  };
}

function readDocument(yaml: string) {
  const lines = new LineCounter();
  return { lines, document: parseDocument(yaml, { lineCounter: lines, prettyErrors: false }) };
}

/** Returns the offset of the last of nested keys that exists. */
function offsetOfKey(map: YAMLMap, [first, ...rest]: readonly string[]): number | undefined {
  const pair = map.items.find(({ key }) => isScalar(key) && String(key.value) === first);
  if (!pair || !isScalar(pair.key)) return undefined;
  const inner = rest.length > 0 && isMap(pair.value) ? offsetOfKey(pair.value, rest) : undefined;
  return inner ?? pair.key.range?.[0];
}

/**
 * Returns a document's plain value.
 * @throws DeckError if its aliases are undefined, or would expand too far
 */
function expand(document: Document, place: (alias?: string) => Place): unknown {
  try {
    return document.toJS({ maxAliasCount: MAX_ALIASES });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const alias = /^Unresolved alias.*: (.*)$/s.exec(message)?.[1];
    throw new DeckError({
      ...place(alias),
      rule: 'yaml',
      ...(alias === undefined
        ? {
            reason: `this YAML can't be read: ${message}`,
            hint: 'Write values out instead of referring to others with `*`.',
          }
        : wordsOfYaml({ code: 'BAD_ALIAS', message })),
    });
  }
}

/**
 * Splits a deck's text, whose line ends are `\n`. A first `---` without a mapping after it is a separator, not front
 * matter: decks often begin with `---` and a heading.
 * @throws DeckError if the front matter is malformed, or the text contains a NUL: then it is not text, and private
 * parts cannot be recognised
 */
export function splitFrontMatter(text: string, file: string): FrontMatter {
  const nul = text.indexOf('\0');
  if (nul !== -1) {
    const before = text.slice(0, nul).split('\n');
    throw new DeckError({
      file,
      line: before.length,
      column: (before.at(-1)?.length ?? 0) + 1,
      rule: 'not-text',
      reason: 'here is a character that is no text (NUL), which nobody sees',
      hint: 'Delete it, or save the file as UTF-8.',
    });
  }
  const none = { settings: emptyMapping(file), body: text, bodyLine: 1, doubts: [] };
  const found = findFrontMatter(text);
  if (!found) return none;
  const settings = mappingOf(found, file);
  if (!settings) return none;
  const { end, line, isOpen } = found;
  const bodyLine = 1 + lineEnds(text, 0, end);
  const open: Diagnostic = {
    file,
    line: line - 1,
    column: 1,
    rule: 'front-matter',
    reason: 'the settings that begin here are not closed',
    hint: `Put a line of \`---\` behind the last of them, line ${bodyLine - 1}.`,
  };
  return {
    settings,
    body: text.slice(end),
    bodyLine,
    doubts: [...(isOpen ? [open] : []), ...settings.doubts],
  };
}

function mappingOf({ yaml, line, form }: FrontMatterPlace, file: string): ReadMapping | undefined {
  try {
    return parseMapping(yaml, file, line);
  } catch (error) {
    if (!(error instanceof DeckError) || form !== 'TOML') throw error;
    throw new DeckError({
      ...error.diagnostic,
      reason: 'these settings are TOML of a kind that is not read here',
      hint: 'Write them in YAML: lines such as `title: My talk`, between two lines of `---`.',
    });
  }
}
