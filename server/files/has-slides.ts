/** Tells Markdown of several slides from other Markdown, and finds what a text includes, without parsing it. */
import { readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { decodeText } from './decode-text.ts';
import { REVEAL_MD_FILES } from './reveal-md-folders.ts';

/** Length in bytes of the longest file that is looked into. */
const LONGEST = 2_000_000;

/** Lines that part slides, and lines of code fences. */
const SEPARATOR = /^(?:-{3,4}|--)$/;
const FENCE = /^ {0,3}(`{3,}|~{3,})/;

/** Front matter, and the settings in it that only decks have: they may say what else parts slides. */
const FRONT_MATTER = /^\s*---\n((?:[^\n]*\n)*?)(?:---|\.\.\.)[ \t]*\n/;
const OF_DECKS =
  /^(?:separator|verticalSeparator|notesSeparator|revealOptions|theme|highlightTheme|transition|audience|speakers|duration|client)[ \t]*:/m;

/** Lines that include a file. */
const INCLUDE = /^ {0,3}<!--[ \t]*include[ \t]*:[ \t]*([^#\n]*?)[ \t]*(?:#.*)?-->/gm;

/** Returns the text of a file; empty where it cannot be read or is very long. */
export function textOf(file: string): string {
  try {
    const stats = statSync(file);
    // A pipe would be waited for.
    return stats.isFile() && stats.size <= LONGEST ? decodeText(readFileSync(file)).text : '';
  } catch {
    return '';
  }
}

/** Returns whether a text is a deck's: it has a separator outside of front matter and code, or settings of decks. */
export function hasSlides(written: string, separators: readonly RegExp[] = []): boolean {
  const text = written.replace(/\r\n?/g, '\n');
  const [all = '', settings = ''] = FRONT_MATTER.exec(text) ?? [];
  if (OF_DECKS.test(settings)) return true;
  const lines = text.slice(all.length).split('\n');
  let fence = '';
  for (const [i, line] of lines.entries()) {
    const [, mark = ''] = FENCE.exec(line) ?? [];
    if (fence !== '') fence = mark.startsWith(fence) ? '' : fence;
    else if (mark !== '') fence = mark;
    else if (SEPARATOR.test(line.trimEnd()) && i > 0) return true;
  }
  return separators.some((separator) => separator.test(text));
}

/** Returns the separators that a folder's reveal-md.json sets. */
export function separatorsIn(folder: string): RegExp[] {
  try {
    const settings: unknown = JSON.parse(textOf(join(folder, REVEAL_MD_FILES[0])));
    if (typeof settings !== 'object' || settings === null) return [];
    return Object.entries(settings).flatMap(([key, value]) =>
      /^(?:separator|verticalSeparator)$/.test(key) && typeof value === 'string' && value !== ''
        ? [new RegExp(value, 'm')]
        : [],
    );
  } catch {
    // What is wrong with it is told where it is read for a deck.
    return [];
  }
}

/** Returns absolute paths of the files that a text includes. */
export function includedIn(text: string, file: string): string[] {
  return [...text.matchAll(INCLUDE)].map(([, path = '']) => resolve(dirname(file), path));
}
