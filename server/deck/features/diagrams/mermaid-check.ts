/** Checks a diagram that a browser will draw with Mermaid's own grammars. */
import type { Fault } from '../../model/drawing.ts';
import { readDiagram } from './mermaid-here.ts';
import { undress } from './mermaid-settings.ts';

/** The properties of errors from Mermaid's two parser generators that are used here. */
interface Told {
  /** Jison's: the token at which parsing stopped, and those that were expected. */
  readonly hash?: {
    readonly text?: string;
    readonly token?: string | number | null;
    readonly loc?: { readonly first_line: number };
    readonly expected?: readonly string[];
  };
  /** Langium's: the errors of its lexer and its parser. */
  readonly result?: {
    readonly lexerErrors: readonly Misread[];
    readonly parserErrors: readonly { readonly message: string; readonly token: Token }[];
  };
}

interface Misread {
  readonly message: string;
  readonly line?: number;
}

interface Token {
  readonly image?: string;
  readonly startLine?: number;
  readonly previousToken?: Token;
}

/** Names of the end of input in Mermaid's Jison grammars. */
const ENDS: ReadonlySet<unknown> = new Set([1, 'EOF', 'EOF_IN_STRUCT']);

/** The maximum number of expected tokens that is still helpful in a message. */
const MOST_EXPECTED = 3;

const DOCUMENTATION = 'Mermaid’s documentation of this kind says what is possible.';

/** Returns what Mermaid's grammar rejects; undefined if it accepts the diagram, or if only a browser can tell. */
export async function faultOf(source: string): Promise<Fault | undefined> {
  // Mermaid removes settings and comments before it counts lines.
  const lines = undress(source)
    .text.split('\n')
    .flatMap((text, line) => (/^\s*(?:%%|$)/.test(text) ? [] : [{ text, line }]));
  try {
    await readDiagram(lines.map(({ text }) => text).join('\n'));
    return undefined;
  } catch (error) {
    // Other errors are about what does not exist here, such as `document`.
    if (!(error instanceof Error) || !isOfGrammar(error)) return undefined;
    const at = lines[Math.min(lineOf(error, lines), lines.length) - 1] ?? { text: '', line: 0 };
    return { line: at.line, ...wordsOf(error, at.text.trim()) };
  }
}

function isOfGrammar(error: Error & Told): boolean {
  return error.hash !== undefined || error.result !== undefined || error.constructor === Error;
}

/** Returns the number of the line at fault, from 1, among those that Mermaid read. */
function lineOf(error: Error & Told, lines: readonly { readonly text: string }[]): number {
  const { hash, result } = error;
  const token = result?.parserErrors[0]?.token;
  const read =
    result?.lexerErrors[0]?.line ?? numberOf(token?.startLine) ?? numberOf(token?.previousToken?.startLine);
  if (read !== undefined) return read;
  // A block without an end is reported where it begins.
  if (hash?.loc && ENDS.has(hash.token)) return hash.loc.first_line;
  const told = /\bline (\d+)/.exec(error.message)?.[1];
  if (told !== undefined) return Number(told);
  // A semantic error mentions the name that it is about.
  const names = [
    hash?.text,
    ...[...error.message.matchAll(/(?:["'[(:] ?|\b(?=\d))([\w-]+)/g)].map(([, name]) => name),
  ];
  const found = names.flatMap((name) => {
    const index = name ? lines.findLastIndex(({ text }) => text.includes(name)) : -1;
    return index === -1 ? [] : [index + 1];
  });
  return found[0] ?? 1;
}

/** Returns a line number, or undefined for `NaN`, with which Langium says that there is no token. */
function numberOf(line: number | undefined): number | undefined {
  return line === undefined || Number.isNaN(line) ? undefined : line;
}

function wordsOf(error: Error & Told, line: string): Pick<Fault, 'reason' | 'hint'> {
  const { hash, result, message } = error;
  const reason = `this line of the diagram is not understood: \`${line}\``;
  if (result) return { reason, hint: hintOfLangium(result) };
  if (hash && /^(?:Parse|Lexical) error/.test(message)) return { reason, hint: hintOfJison(hash) };
  return { reason: `the diagram cannot be drawn: ${message.trim().replace(/\.$/, '')}`, hint: DOCUMENTATION };
}

function hintOfJison({ token, text = '', expected = [] }: NonNullable<Told['hash']>): string {
  // Jison's lexer stops at an unknown character and does not say at which.
  if (token === null || token === undefined) return DOCUMENTATION;
  const names = expected.map((each) => each.replace(/^'|'$/g, ''));
  return hintOf(ENDS.has(token) ? '' : text, names);
}

function hintOfLangium({ lexerErrors, parserErrors }: NonNullable<Told['result']>): string {
  const character = /->(.)<-/s.exec(lexerErrors[0]?.message ?? '')?.[1];
  if (character !== undefined) return hintOf(character, []);
  const [error] = parserErrors;
  const wanted = /^Expecting token of type '(\w+)'/.exec(error?.message ?? '')?.[1];
  return hintOf(error?.token.image ?? '', wanted === undefined || wanted === 'EOF' ? [] : [wanted]);
}

/**
 * Returns a hint of what Mermaid found (an empty `text` is the diagram's end) and what it expected, by its
 * own token names.
 */
function hintOf(text: string, expected: readonly string[]): string {
  const found =
    text === '' ? 'the diagram’s end' : text.trim() === '' ? 'the line’s end' : `\`${text.trim()}\``;
  if (expected.length === 0 || expected.length > MOST_EXPECTED)
    return `Mermaid did not expect ${found} here. ${DOCUMENTATION}`;
  return `Mermaid expects ${expected.map((each) => `\`${each}\``).join(' or ')} here, not ${found}.`;
}
