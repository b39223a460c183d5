/** A mistake or a doubt in a deck's source, told to its author with the place, the reason and the remedy. */

import type { RuleName } from './rules.ts';

/** What is wrong. */
export interface Finding {
  readonly rule: RuleName;
  readonly reason: string;
  /** What to do about it. */
  readonly hint: string;
}

/** What is wrong, and where. Lines and columns count from 1. */
export interface Diagnostic extends Finding {
  /** Path as the author knows it, such as `decks/talk/deck.md`. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** Thrown when a deck cannot be compiled. */
export class DeckError extends Error {
  readonly diagnostic: Diagnostic;

  constructor(diagnostic: Diagnostic) {
    super(`${diagnostic.file}:${diagnostic.line}:${diagnostic.column}: ${diagnostic.reason}`);
    this.name = 'DeckError';
    this.diagnostic = diagnostic;
  }
}

/** Lines shown before and after the one at fault. */
const CONTEXT = 2;

/** A source in lines, for whoever needs many frames of it. */
export function linesOf(source: string): readonly string[] {
  return source.split(/\r\n|\r|\n/);
}

/** The diagnostic as text: place and reason, the source lines with a caret, then the remedy. */
export function codeFrame(diagnostic: Diagnostic, source: string | readonly string[]): string {
  const { file, line, column, reason, hint } = diagnostic;
  const lines = typeof source === 'string' ? linesOf(source) : source;
  const first = Math.max(1, line - CONTEXT);
  const last = Math.min(lines.length, line + CONTEXT);
  const width = String(last).length;
  const frame: string[] = [`${file}:${line}:${column}: ${reason}`, ''];
  for (let n = first; n <= last; n++) {
    const text = (lines[n - 1] ?? '').replaceAll('\t', ' ');
    frame.push(`${n === line ? '>' : ' '} ${String(n).padStart(width)} | ${text}`.trimEnd());
    if (n === line) frame.push(`  ${' '.repeat(width)} | ${' '.repeat(Math.max(0, column - 1))}^`);
  }
  frame.push('', `  ${hint}`);
  return frame.join('\n');
}
