/** Finds the file to import in what a user names: a file, a folder, or a repository with its decks in a folder below. */
import { readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { statNamed } from '../../files/discover.ts';
import { ImportError } from '../import-error.ts';

/** Names of decks' main files in other tools, the first ones first. */
const MAIN = [
  'slides.md',
  'deck.md',
  'presentation.md',
  'index.qmd',
  'index.md',
  'index.html',
  'PITCHME.md',
  'content.md',
];

/** What may be a deck. */
const DECK = /\.(?:md|markdown|qmd|rmd|rmarkdown|html?|(?:pp[ts]|pot)[xm])$/i;

/** Files of Markdown that are no decks. */
const NO_DECK = /^(?:readme|changelog|contributing|licen[cs]e|security|code_of_conduct|todo)\.\w+$/i;

/** Returns whether a file's name is that of a deck. */
export function isDeckName(name: string): boolean {
  return DECK.test(name);
}

/** Finds the file to import. @throws SiteError where there is none, ImportError where it is not clear which */
export function findSource(path: string): string {
  const absolute = resolve(path);
  const stats = statNamed(path, 'Name a deck, or the folder that it is in.');
  if (!stats.isDirectory()) return absolute;
  const found = deckIn(absolute, path) ?? deckBelow(absolute, path);
  if (found !== undefined) return found;
  const [only] = textsIn(absolute);
  if (only !== undefined) return join(absolute, only);
  throw new ImportError(`There is no deck in ${path}. Name a file, such as slides.md or talk.pptx.`);
}

/** Returns the names of files that may be decks. */
function textsIn(folder: string): string[] {
  return readdirSync(folder).filter((name) => isDeckName(name) && !name.startsWith('.'));
}

/** Folders in which tools that make a site of decks keep them. */
const BELOW = ['docs', 'slides', 'src', 'presentation', 'presentations'];

/** Finds the deck of a folder in which no deck stands itself; undefined where there is none. */
function deckBelow(folder: string, path: string): string | undefined {
  for (const name of BELOW) {
    const below = join(folder, name);
    if (!statSync(below, { throwIfNoEntry: false })?.isDirectory()) continue;
    const found = deckIn(below, join(path, name));
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Finds the deck of a folder; undefined where there is none. @throws ImportError where it is not clear which */
function deckIn(absolute: string, path: string): string | undefined {
  const names = textsIn(absolute);
  const main =
    MAIN.find((name) => names.includes(name)) ??
    names.find((name) => name.replace(/\.\w+$/, '') === absolute.split(/[/\\]/).at(-1));
  if (main !== undefined) return join(absolute, main);
  const decks = names.filter((name) => !NO_DECK.test(name));
  const [only, ...others] = decks;
  if (only === undefined) return undefined;
  if (others.length > 0)
    throw new ImportError(
      `There are several decks in ${path}: ${decks.sort().join(', ')}. Name one of them.`,
    );
  return join(absolute, only);
}
