/**
 * Reads the literal values of an object in a script, such as `{ hash: true, transition: 'fade' }`, without running it.
 */

/** A property of the object. */
export interface Property {
  readonly name: string;
  /** Undefined if it is not a literal. */
  readonly value: string | number | boolean | null | undefined;
  /** The value as written. */
  readonly source: string;
  /** Offset of the name. */
  readonly at: number;
}

const SPACE = /(?:\s|\/\/[^\n]*|\/\*[\s\S]*?\*\/)*/y;
const STRING = /'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\$]|\\.)*`/y;
const NAME = /[\w$]+/y;
const NUMBER = /^[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?$/i;

const WORDS: ReadonlyMap<string, boolean | null> = new Map([
  ['true', true],
  ['false', false],
  ['null', null],
]);

/** The longest object that is read, in characters: no configuration is longer. */
const MOST = 20_000;

/** Returns the properties of an object whose opening brace is at an offset, as far as they can be read. */
export function readObject(text: string, brace: number): Property[] {
  const properties: Property[] = [];
  const end = Math.min(text.length, brace + MOST);
  let at = skip(SPACE, text, brace + 1);
  while (at < end && text[at] !== '}') {
    const start = at;
    at = Math.max(skip(STRING, text, at), skip(NAME, text, at));
    const name = text.slice(start, at).replace(/^['"`]|['"`]$/g, '');
    const colon = skip(SPACE, text, at);
    const valueStart = text[colon] === ':' ? skip(SPACE, text, colon + 1) : colon;
    at = endOfValue(text, valueStart);
    const source = text.slice(valueStart, at).trim();
    if (name !== '' && text[colon] === ':')
      properties.push({ name, value: plainValue(withoutRemark(source)), source, at: start });
    at = skip(SPACE, text, text[at] === ',' ? at + 1 : at);
    // The text is not an object.
    if (at === start) break;
  }
  return properties;
}

function skip(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : at;
}

/** Returns the offset of the comma or brace after a value. */
function endOfValue(text: string, start: number): number {
  let depth = 0;
  let at = start;
  while (at < text.length) {
    const next = skip(STRING, text, skip(SPACE, text, at));
    if (next > at) {
      at = next;
      continue;
    }
    const character = text[at] ?? '';
    if (depth === 0 && (character === ',' || character === '}')) return at;
    if ('([{'.includes(character)) depth++;
    if (')]}'.includes(character)) depth--;
    at++;
  }
  return at;
}

function withoutRemark(source: string): string {
  return source.replace(/\s*(?:\/\/[^\n'"`]*|\/\*[^'"`]*?\*\/)$/, '');
}

function plainValue(source: string): Property['value'] {
  const word = WORDS.get(source);
  if (word !== undefined) return word;
  if (NUMBER.test(source)) return Number(source);
  if (skip(STRING, source, 0) !== source.length || source === '') return undefined;
  return source.slice(1, -1).replace(/\\(.)/gs, '$1');
}
