/** Tells by its name what a file may be: a main file, a deck of its own, or a deck of another tool. */
import { basename, extname, join } from 'node:path';
import { readFolder } from './read-folder.ts';

/** Main files of a deck's folder, in order of preference; `<folder>.md` comes before the HTML forms. */
const MARKDOWN_MAIN = ['deck.md', 'slides.md', 'content.md', 'index.md'];
const HTML_MAIN = ['deck.html', 'index.html'];

/** Returns the names of main files of a folder, in order of preference. */
export function mainFiles(directory: string): string[] {
  return [...MARKDOWN_MAIN, `${basename(directory)}.md`, ...HTML_MAIN];
}

/** Markdown files beside decks that are not decks, by name without extension. */
const NOT_DECKS: ReadonlySet<string> = new Set([
  'readme',
  'changelog',
  'contributing',
  'license',
  'licence',
  'code_of_conduct',
  'security',
  'todo',
]);

/** Returns whether a file of this name may be a single-file deck. */
export function isDeckName(name: string): boolean {
  return formatOf(name) === 'markdown' && !NOT_DECKS.has(basename(name, extname(name)).toLowerCase());
}

/** Returns the format of a deck in a file of this name; undefined where it cannot be one. */
export function formatOf(file: string): 'markdown' | 'html' | undefined {
  if (/\.(?:md|markdown)$/i.test(file)) return 'markdown';
  return /\.html?$/i.test(file) ? 'html' : undefined;
}

/** Tools by the extension of their decks, which are imported and not served. */
const IMPORTED: ReadonlyMap<string, string> = new Map([
  ['.qmd', 'Quarto'],
  ['.rmd', 'R Markdown'],
  ['.rmarkdown', 'R Markdown'],
  ['.pptx', 'PowerPoint'],
  ['.pptm', 'PowerPoint'],
  ['.ppsx', 'PowerPoint'],
]);

/** Returns the tool of a file that can be imported, by its extension. */
export function importable(file: string): string | undefined {
  return IMPORTED.get(extname(file).toLowerCase());
}

/** Offers to import a deck of another tool, in a sentence. */
export function offer(path: string, tool: string): string {
  const quoted = /^[\p{L}\p{N}_./\\:@%+=,~-]+$/u.test(path) ? path : `"${path}"`;
  return `${path} was written for ${tool}. This makes a deck of it: lectern import ${quoted}`;
}

/** Offers to import the decks of other tools in a folder; `path` is the folder as the user typed it. */
export function offersIn(folder: string, path: string): string[] {
  return readFolder(folder).flatMap(({ name }) => {
    const tool = importable(name);
    return tool === undefined ? [] : [offer(join(path, name), tool)];
  });
}

/** Returns a deck's name as that of a file, in which the folders above the deck become words. */
export function nameAsFile(deck: string): string {
  return deck.replaceAll('/', '-');
}
