/** Extracts the lines of a source file that a code fence asks for: a range, or a region between two markers. */
import type { Finding } from '../model/diagnostic.ts';
import { nearest } from '../model/nearest.ts';

/** Lines of a file. */
export interface CodeLines {
  readonly text: string;
  /** The number of the first line, from 1. */
  readonly first: number;
}

/** The start of a comment, in the languages that have region markers. */
const COMMENT = String.raw`^[ \t]*(?:\/\/|\/\*|<!--|--|\(\*|[#%;'"])?[ \t]*`;

/** `#region name` as editors fold it, `#pragma region name`, and `--8<-- [start:name]` of MkDocs. */
const START = new RegExp(
  String.raw`${COMMENT}(?:#?[ \t]*(?:pragma[ \t]+)?region\b[ \t]*(.*?)|--8<--[ \t]*\[start:[ \t]*(.*?)\])[ \t]*(?:\*\/|-->|\*\))?[ \t]*$`,
  'i',
);
const END = new RegExp(
  String.raw`${COMMENT}(?:#?[ \t]*(?:pragma[ \t]+)?end[ \t]?region\b|--8<--[ \t]*\[end:)`,
  'i',
);

/**
 * Returns lines of a text: all of them, those of `12-30`, `12` or `12-`, or those of a named region; a finding if they
 * do not exist.
 */
export function pickLines(text: string, picked: string | undefined): CodeLines | Finding {
  const lines = text.replace(/\n$/, '').split('\n');
  if (picked === undefined) return { text: lines.join('\n'), first: 1 };
  const [, from, dash, to] = /^(\d+)[ \t]*(-[ \t]*(\d*))?$/.exec(picked) ?? [];
  if (from === undefined) return regionOf(lines, picked);
  const [first, last] = [Number(from), dash === undefined ? Number(from) : to ? Number(to) : lines.length];
  if (first >= 1 && last >= first && last <= lines.length)
    return { text: unindented(lines.slice(first - 1, last)), first };
  return {
    rule: 'include',
    reason: `there are no lines ${picked} in this file`,
    hint: `It has ${lines.length === 1 ? 'one line' : `${lines.length} lines`}, counted from 1.`,
  };
}

/** Returns the lines between a region's two markers, without the markers of regions inside it. */
function regionOf(lines: readonly string[], name: string): CodeLines | Finding {
  const names = lines.map((line) => {
    const [, folded, cut] = END.test(line) ? [] : (START.exec(line) ?? []);
    return folded ?? cut;
  });
  const start = names.indexOf(name);
  if (start === -1) {
    const known = names.flatMap((each) => each || []);
    const close = nearest(name, known);
    const all = known.length > 0 ? `It has: ${known.join(', ')}.` : 'One begins with `#region` and its name.';
    const hint = close === undefined ? all : `Did you mean \`${close}\`?`;
    return { rule: 'include', reason: `there is no region \`${name}\` in this file`, hint };
  }
  const inner: string[] = [];
  let depth = 1;
  for (const [i, line] of lines.entries()) {
    if (i <= start) continue;
    const isEnd = END.test(line);
    if (isEnd) depth--;
    else if (names[i] !== undefined) depth++;
    else inner.push(line);
    if (depth === 0) return { text: unindented(inner), first: start + 2 };
  }
  const hint = 'End it with a line of `#endregion`.';
  return { rule: 'include', reason: `the region \`${name}\` of this file is never ended`, hint };
}

/** Removes the indentation that all lines share. */
function unindented(lines: readonly string[]): string {
  const indents = lines.filter((line) => line.trim() !== '').map((line) => /^[ \t]*/.exec(line)?.[0] ?? '');
  const shared = indents.reduce((least, each) => {
    let same = 0;
    while (same < least.length && least[same] === each[same]) same++;
    return least.slice(0, same);
  }, indents[0] ?? '');
  return lines.map((line) => (line.trim() === '' ? '' : line.slice(shared.length))).join('\n');
}
