/**
 * Finds an `audience` that was meant as a setting but not parsed as one, since the deck would be open against its
 * author's will.
 */

import { DeckError, type Diagnostic } from '../model/diagnostic.ts';
import { nearest } from '../model/nearest.ts';
import type { SettingsLayer } from '../model/settings.ts';
import { codeSpans, emptied } from '../text/fences.ts';
import type { FrontMatter } from '../text/front-matter.ts';
import { onlyLineEnds } from '../text/text.ts';
import { decodeSettings } from './decode-settings.ts';

/** A line that may open or close settings: dashes, pluses or other signs, with an optional name of a format. */
const SIGNS = /^[^\p{L}\p{N}\s]{2,}[ \t]*(?:ya?ml|toml|json)?$/u;

/** Invisible characters, not all of which `trim` removes. */
const INVISIBLE = /[\u200b-\u200f\u2060\ufeff]/g;

/** How far after the front matter such a setting is searched for, in characters: a first slide is shorter. */
const FIRST_SLIDE = 20_000;

/**
 * Decodes a deck's own settings.
 * @param text the whole deck, whose line ends are `\n`
 * @throws DeckError if a separator is not a valid regular expression, or the deck has an `audience` where it is not
 * parsed as a setting
 */
export function ownSettings(front: FrontMatter, text: string, warnings: Diagnostic[]): SettingsLayer {
  const layer = decodeSettings(front.settings, warnings);
  if (layer.audience !== undefined) return layer;
  const line = lineOfWish(text.slice(0, text.length - front.body.length + FIRST_SLIDE), front.bodyLine);
  if (line === undefined) return layer;
  throw new DeckError({
    file: front.settings.file,
    line,
    column: 1,
    rule: 'unread-audience',
    reason: 'the `audience` on this line is not read as a setting, so the deck would be open to all',
    hint: 'Begin the deck with a line of `---`, the line `audience: shown-only` without anything before it, and another `---`.',
  });
}

/** Returns whether settings contain, at any depth, an `audience` that would restrict access. */
export function namesAudience(values: object): boolean {
  return partsOf(JSON.stringify(values)).some((part) => isWish(part, '', false));
}

/** Returns the line of such a setting, from 1, in the front matter and the first slide. */
function lineOfWish(text: string, bodyLine: number): number | undefined {
  const lines = linesBefore(text.normalize('NFKC'), bodyLine);
  const isOpened = SIGNS.test(lines.find((line) => line !== '') ?? '');
  const mayBeSettings = isOpened && !lines.some((line) => /^#{1,6} /.test(line));
  const found = lines.findIndex((line, i) => {
    const below = lines.slice(i + 1).find((next) => next !== '') ?? '';
    return partsOf(line).some((part) => isWish(part, below, mayBeSettings && i >= bodyLine - 1));
  });
  return found === -1 ? undefined : found + 1;
}

/**
 * Returns a deck's first lines: the front matter, and the text up to the first separator. Code and comments of several
 * lines are blank.
 */
function linesBefore(text: string, bodyLine: number): string[] {
  const lines = withoutCode(text)
    .split('\n')
    .map((line) => line.replace(INVISIBLE, '').trim());
  const first = lines.findIndex((line, i) => i >= bodyLine - 1 && line !== '' && !SIGNS.test(line));
  if (first === -1) return lines;
  const end = lines.findIndex((line, i) => i > first && /^-{2,4}$/.test(line));
  return lines.slice(0, end === -1 ? undefined : end);
}

/** Removes code and comments; line numbers are unchanged. */
function withoutCode(text: string): string {
  return emptied(text, codeSpans(text)).replace(/<!--(?=[^\n]*\n)(?:(?!-->)[\s\S])*-->/g, (comment) =>
    comment.includes('\n') ? onlyLineEnds(comment) : comment,
  );
}

/** Returns the parts of a line that may contain a setting: those of `{ a: b, c: d }`, and of `a.b: c`. */
function partsOf(line: string): string[] {
  return line.replace(/(?:^|\s)#.*/, '').split(/[{},.]/);
}

function isWish(part: string, below: string, mayBeSetting: boolean): boolean {
  const [key, ...words] = wordsOf(part);
  if (key === undefined || part.includes('`') || nearest(key, ['audience']) === undefined) return false;
  const value = (words.length > 0 ? words : wordsOf(below)).join('').toLowerCase();
  if (value === 'follow' || nearest(value, ['shownonly']) !== undefined) return true;
  return mayBeSetting && /^\P{L}*\p{L}+["']?\s*[:=]/u.test(part) && value !== 'free';
}

function wordsOf(text: string): string[] {
  return text.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');
}
