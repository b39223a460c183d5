/** Asks Mermaid's own grammars what is wrong with a diagram that a browser is to draw. */
import type { Fault } from '../../model/drawing.ts';
import { readDiagram } from './mermaid-here.ts';
import { undress } from './mermaid-settings.ts';

/** What errors of Mermaid's two kinds of grammars tell, as far as it is used here. */
interface Told {
  /** Jison's: what was read where it stopped, and what it would have taken. */
  readonly hash?: {
    readonly text?: string;
    readonly token?: string | number | null;
    readonly loc?: { readonly first_line: number };
    readonly expected?: readonly string[];
  };
  /** Langium's: what its lexer and its parser did not take. */
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

/** What Jison's grammars call the diagram's end. */
const ENDS: ReadonlySet<unknown> = new Set([1, 'EOF', 'EOF_IN_STRUCT']);

/** Longest list of what may stand in a place that helps anyone. */
const MOST_EXPECTED = 3;

const DOCUMENTATION = 'Mermaid’s documentation of this kind says what is possible.';

/** What Mermaid cannot read; undefined where it can, or where only a browser can tell. */
export async function faultOf(source: string): Promise<Fault | undefined> {
  // Mermaid leaves settings and comments out before it counts lines.
  const lines = undress(source)
    .text.split('\n')
    .flatMap((text, line) => (/^\s*(?:%%|$)/.test(text) ? [] : [{ text, line }]));
  try {
    await readDiagram(lines.map(({ text }) => text).join('\n'));
    return undefined;
  } catch (error) {
    // Others are about what is not here, such as a document.
    if (!(error instanceof Error) || !isOfGrammar(error)) return undefined;
    const at = lines[Math.min(lineOf(error, lines), lines.length) - 1] ?? { text: '', line: 0 };
    return { line: at.line, ...wordsOf(error, at.text.trim()) };
  }
}

function isOfGrammar(error: Error & Told): boolean {
  return error.hash !== undefined || error.result !== undefined || error.constructor === Error;
}

/** The line at fault, from 1. */
function lineOf(error: Error & Told, lines: readonly { readonly text: string }[]): number {
  const { hash, result } = error;
  const token = result?.parserErrors[0]?.token;
  const read =
    result?.lexerErrors[0]?.line ?? numberOf(token?.startLine) ?? numberOf(token?.previousToken?.startLine);
  if (read !== undefined) return read;
  // What is not closed is where it was opened.
  if (hash?.loc && ENDS.has(hash.token)) return hash.loc.first_line;
  const told = /\bline (\d+)/.exec(error.message)?.[1];
  if (told !== undefined) return Number(told);
  // A mistake of sense names what it is about.
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

/** Langium has no number, and says so with one that is none, where there is no token. */
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
  // Its lexer stops at a character that begins nothing, and does not say at which.
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

/** What Mermaid found; nothing is the diagram's end; and what it would have taken, in its own words. */
function hintOf(text: string, expected: readonly string[]): string {
  const found =
    text === '' ? 'the diagram’s end' : text.trim() === '' ? 'the line’s end' : `\`${text.trim()}\``;
  if (expected.length === 0 || expected.length > MOST_EXPECTED)
    return `Mermaid did not expect ${found} here. ${DOCUMENTATION}`;
  return `Mermaid expects ${expected.map((each) => `\`${each}\``).join(' or ')} here, not ${found}.`;
}
