/** Messages to a deck's author about an error or a warning: its place, the reason and the remedy. */

import type { RuleName } from './rules.ts';

/** A message without its place. */
export interface Finding {
  readonly rule: RuleName;
  readonly reason: string;
  /** What to do about it. */
  readonly hint: string;
}

/** A finding with its place. Lines and columns count from 1. */
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

/** Lines shown before and after the one with the error. */
const CONTEXT = 2;

/** The most of a line that is shown, in characters: one or two widths of a terminal. */
const LONGEST_LINE = 160;

/** The most of a line that is shown before the place, in characters. */
const BEFORE = 60;

/** Splits a source into lines, to share among many code frames. */
export function linesOf(source: string): readonly string[] {
  return source.split(/\r\n|\r|\n/);
}

/** Formats a diagnostic as text: place and reason, the source lines with a caret, then the remedy. */
export function codeFrame(diagnostic: Diagnostic, source: string | readonly string[]): string {
  const { file, line, column, reason, hint } = diagnostic;
  const lines = typeof source === 'string' ? linesOf(source) : source;
  const first = Math.max(1, line - CONTEXT);
  const last = Math.min(lines.length, line + CONTEXT);
  const width = String(last).length;
  const frame: string[] = [`${file}:${line}:${column}: ${reason}`, ''];
  for (let n = first; n <= last; n++) {
    const { text, caret } = excerpt(lines[n - 1] ?? '', n === line ? column - 1 : 0);
    frame.push(`${n === line ? '>' : ' '} ${String(n).padStart(width)} | ${text}`.trimEnd());
    if (n === line) frame.push(`  ${' '.repeat(width)} | ${' '.repeat(caret)}^`);
  }
  frame.push('', `  ${hint}`);
  return frame.join('\n');
}

/** Returns the part of a line that is shown, and the index of an offset in it. */
function excerpt(line: string, offset: number): { readonly text: string; readonly caret: number } {
  const at = Math.max(0, offset);
  if (line.length <= LONGEST_LINE) return { text: line.replaceAll('\t', ' '), caret: at };
  const start = at <= LONGEST_LINE - BEFORE ? 0 : Math.min(at, line.length) - BEFORE;
  const end = start + LONGEST_LINE;
  const shown = line.slice(start, end).replaceAll('\t', ' ');
  const before = start > 0 ? '…' : '';
  return {
    text: `${before}${shown}${end < line.length ? '…' : ''}`,
    caret: Math.min(at, line.length) - start + before.length,
  };
}
