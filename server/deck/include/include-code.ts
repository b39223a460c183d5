/**
 * Fills code fences from files: ```` ```c {include=src/wal.c#12-30} ````, with a range of lines, the name of a region,
 * or the whole file.
 */

import { DeckError, type Finding } from '../model/diagnostic.ts';
import { codeSpans } from '../text/fences.ts';
import { lineEnds } from '../text/text.ts';
import { type FileContext, type IncludePlace, includedText, pathFrom } from './file.ts';
import { pickLines } from './line-selection.ts';
import type { SourceBuilder } from './part.ts';

/** A fence's opening line: the text before its marks, the marks, and the info string. */
const OPENING = /^([ \t>]*(?:(?:[-*+]|\d+[.)])[ \t]+)*)(`{3,}|~{3,})(.*)$/;

/** The file to fill a fence from, in braces or without. */
const INCLUDE = /([\s{])include[ \t]*=[ \t]*(?:"([^"\n]*)"|'([^'\n]*)'|([^\s"'{}]+))/;

/** A chart's data are its source, so that it may say `src`, too. */
const SOURCE = new RegExp(INCLUDE.source.replace('include', '(?:include|src)'));
const CHART = /^[ \t]*chart(?=[\s{])/i;

/** reveal.js's highlighted lines or line numbers, without a first number. */
const UNNUMBERED = /\[(?=[\s\d,|-]*\])/;

/** Returns whether a text may contain such a fence; a fast check that most texts fail. */
export function mayFill(text: string): boolean {
  return /(?:include|src)[ \t]*=/.test(text) && SOURCE.test(text) && /`{3}|~{3}/.test(text);
}

/** Reads the files for one deck's fences. */
export interface CodeReader {
  readonly context: FileContext;
  /** Called with the number of characters read; throws what `fail` returns if there are too many. */
  readonly count: (characters: number, fail: (reason: string, hint: string) => DeckError) => void;
}

/**
 * Adds a text with its fences filled. `place` is that of its first line.
 * @throws DeckError if a file, or the requested part of it, does not exist
 */
export function addFilled(
  builder: SourceBuilder,
  text: string,
  place: IncludePlace,
  reader: CodeReader,
): void {
  let done = 0;
  const lineOf = (offset: number) => place.line + lineEnds(text, 0, offset);
  for (const { start, end } of mayFill(text) ? codeSpans(text) : []) {
    const [opening = '', ...rest] = text.slice(start, end).split('\n');
    const [, prefix = '', marks = '', info = ''] = OPENING.exec(opening) ?? [];
    const asked = (CHART.test(info) ? SOURCE : INCLUDE).exec(info);
    if (!asked) continue;
    const code = codeOf(
      asked,
      { file: place.file, line: lineOf(start) },
      {
        body: rest.slice(0, -1),
        column: prefix.length + marks.length + asked.index + asked[0].indexOf('=') + 2,
        reader,
      },
    );
    // The fence must be longer than any in the file, so that none closes it.
    const longest = Math.max(0, ...[...code.text.matchAll(/`{3,}|~{3,}/g)].map(([run]) => run.length));
    const fence = marks.padEnd(longest + 1, marks[0]);
    const numbered = info.replace(asked[0], asked[1] === '{' ? '{' : ' ').replace(/\{\s*\}/, '');
    builder.add(text.slice(done, start), place.file, lineOf(done));
    builder.add(
      `${prefix}${fence}${numbered.replace(UNNUMBERED, `[${code.first}:`)}\n`,
      place.file,
      lineOf(start),
    );
    const before = prefix.replace(/[^\s>]/g, ' ');
    builder.add(`${code.text.replace(/^/gm, before)}\n`, code.file, code.first);
    builder.add(`${before}${fence}`, place.file, lineOf(end));
    done = end;
  }
  builder.add(text.slice(done), place.file, lineOf(done));
}

/** Returns the lines that a fence asks for, and the file that they are from. */
function codeOf(
  [, , quoted, single, bare]: RegExpExecArray,
  place: IncludePlace,
  {
    body,
    column,
    reader,
  }: { readonly body: readonly string[]; readonly column: number; readonly reader: CodeReader },
): { readonly text: string; readonly first: number; readonly file: string } {
  const written = quoted ?? single ?? bare ?? '';
  const hash = written.lastIndexOf('#');
  const path = hash === -1 ? written : written.slice(0, hash);
  const fail = (told: Finding) => new DeckError({ ...place, column, ...told });
  if (body.some((line) => line.replace(/[>\s]/g, '') !== '')) {
    const reason = `this code is filled from \`${path}\`, and has lines of its own`;
    throw fail({ rule: 'include', reason, hint: 'Take them away, or the file.' });
  }
  const file = pathFrom(place.file, path);
  const { context, count } = reader;
  if (context.source.isPrivate(file)) {
    const reason = `\`${path}\` is a source or a setting of decks, or hidden, and is never shown`;
    throw fail({ rule: 'include', reason, hint: 'Copy into the fence what may be seen of it.' });
  }
  const text = includedText(file, { path, column }, place, context);
  if (text.includes('\0'))
    throw fail({ rule: 'include', reason: `\`${path}\` is no text`, hint: 'Include a file of text.' });
  const lines = pickLines(text, hash === -1 ? undefined : written.slice(hash + 1).trim());
  if ('reason' in lines) throw fail({ ...lines, reason: lines.reason.replace('this file', `\`${path}\``) });
  count(lines.text.length, (reason, hint) => fail({ rule: 'include', reason, hint }));
  return { ...lines, file };
}
