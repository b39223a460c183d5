/** Finds the decks below a folder: folders with a main file, and single files, in folders of any depth. */
import type { Dirent } from 'node:fs';
import { basename, extname, join, relative } from 'node:path';
import type { DeckFiles } from './deck-files.ts';
import { formatOf, isDeckName, mainFiles } from './deck-names.ts';
import { hasSlides, includedIn, separatorsIn, textOf } from './has-slides.ts';
import { toPosix } from './paths.ts';
import { entriesOf, kindOf, outsideLink, readFolder, type Unserved } from './read-folder.ts';
import { REVEAL_MD_FILES } from './reveal-md-folders.ts';
import { findName } from './unicode-names.ts';

/** Depth at which looking stops, which ends a folder that links to itself. */
const MAX_DEPTH = 8;

/** The decks below a folder. */
export interface FoundDecks {
  readonly decks: readonly DeckFiles[];
  /** Names of the folders directly in it that are no deck's own. */
  readonly shared: readonly string[];
  /** Absolute paths of Markdown files directly in it that are no decks. */
  readonly prose: readonly string[];
  readonly problems: readonly Unserved[];
}

/** A folder that is looked into. */
interface Folder {
  readonly directory: string;
  readonly depth: number;
  /** Whether it, or a folder above it, has settings of reveal-md, which takes all Markdown for decks. */
  readonly isRevealMd: boolean;
  /** Separators that reveal-md's settings above set. */
  readonly separators: readonly RegExp[];
}

/**
 * Finds the decks below a folder. Markdown in its subfolders that is no main file is a deck where it has slides, and
 * no deck includes it. So is Markdown in the folder itself, unless the folder is one `ofDecks`.
 */
export function findDecks(root: string, ofDecks: boolean): FoundDecks {
  const decks: DeckFiles[] = [];
  const loose: DeckFiles[] = [];
  const shared: string[] = [];
  const problems: Unserved[] = [];

  const visit = (folder: Folder, entries: readonly Dirent[]): void => {
    const { directory, depth } = folder;
    for (const entry of entries) {
      const path = join(directory, entry.name);
      const kind = kindOf(entry, path, root);
      const isMarkdown = formatOf(entry.name) === 'markdown';
      // Further down, a link would give a deck another address.
      if (kind === 'folder' && (depth === 0 || entry.isDirectory())) enter(path, folder);
      else if (kind === 'outside' && depth === 0 && (isMarkdown || extname(entry.name) === ''))
        problems.push(outsideLink(path, root));
      else if (kind === 'file' && isDeckName(entry.name)) {
        const isSure = (depth === 0 && ofDecks) || folder.isRevealMd;
        (isSure ? decks : loose).push(singleFile(path, directory, root));
      } else if (kind === 'file' && depth > 0 && folder.isRevealMd && isReadme(entry.name)) {
        if (isTalk(path, folder.separators)) decks.push(singleFile(path, directory, root));
      }
    }
  };

  const enter = (path: string, above: Folder): void => {
    const depth = above.depth + 1;
    const before = problems.length;
    const entries = entriesOf(path, depth === 1 ? problems : []);
    const folder = { ...openFolder(path, entries, above), depth };
    const deck = deckOf(entries, folder, root);
    if (deck) decks.push(deck);
    else {
      if (depth === 1 && problems.length === before) shared.push(basename(path));
      if (depth < MAX_DEPTH) visit(folder, entries);
    }
  };

  const entries = readFolder(root);
  visit(openFolder(root, entries), entries);
  const { withSlides, others } = bySlides(loose, decks);
  const prose = others.filter(({ directory }) => directory === root);
  const found = [...decks, ...withSlides];
  // One that is alone is what is meant.
  if (prose.length === 1 && !found.some(({ directory }) => directory === root))
    found.push(...prose.splice(0));
  return { decks: found, shared, prose: prose.map(({ file }) => file), problems };
}

/**
 * Returns the deck whose own a folder is. In a repository of reveal-md, a main file beside other decks is one of them,
 * and a README.md with slides is a main file.
 */
export function deckOf(
  entries: readonly Dirent[],
  { directory, depth, isRevealMd, separators }: Folder,
  root: string,
): DeckFiles | undefined {
  const files = new Set(
    entries
      .filter((entry) => kindOf(entry, join(directory, entry.name), root) === 'file')
      .map((entry) => entry.name),
  );
  const named = mainFiles(directory)
    .map((file) => findName(file, files))
    .find((file) => file !== undefined);
  const isOther = (file: string) =>
    file !== named && isDeckName(file) && isTalk(join(directory, file), separators);
  if (isRevealMd && [...files].some(isOther)) return undefined;
  const readme = [...files].find((file) => isRevealMd && isReadme(file));
  const main =
    named ?? (readme !== undefined && isTalk(join(directory, readme), separators) ? readme : undefined);
  const format = main === undefined ? undefined : formatOf(main);
  if (main === undefined || !format) return undefined;
  // Websites and their sources have an index in every folder.
  if (depth > 1 && !isTalk(join(directory, main), separators)) return undefined;
  return {
    name: nameOf(directory, root),
    file: join(directory, main),
    format,
    directory,
    ownsDirectory: true,
  };
}

/** Returns a folder with what reveal-md's settings in it say. */
export function openFolder(directory: string, entries: readonly Dirent[], above?: Folder): Folder {
  const hasSettings = entries.some(({ name }) => REVEAL_MD_FILES.some((file) => file === name));
  return {
    directory,
    depth: 0,
    isRevealMd: hasSettings || (above?.isRevealMd ?? false),
    separators: [...(above?.separators ?? []), ...(hasSettings ? separatorsIn(directory) : [])],
  };
}

function isReadme(name: string): boolean {
  return /^readme\.md$/i.test(name);
}

/** Returns whether a file surely holds slides: by its name, or because there are several in it. */
function isTalk(file: string, separators: readonly RegExp[]): boolean {
  if (/^(?:deck|slides)\.(?:md|html)$/.test(basename(file))) return true;
  const text = textOf(file);
  return formatOf(file) === 'html' ? /<section[\s>]/i.test(text) : hasSlides(text, separators);
}

function singleFile(file: string, directory: string, root: string): DeckFiles {
  const name = nameOf(join(directory, basename(file, extname(file))), root);
  return { name, file, format: 'markdown', directory, ownsDirectory: false };
}

/** Returns the address of a deck, from the path of its folder or file. */
function nameOf(path: string, root: string): string {
  return toPosix(relative(root, path) || basename(path)).normalize();
}

/** Parts those files that have slides from others; those that a deck or one of themselves includes are neither. */
function bySlides(
  loose: readonly DeckFiles[],
  decks: readonly DeckFiles[],
): { readonly withSlides: readonly DeckFiles[]; readonly others: DeckFiles[] } {
  if (loose.length === 0) return { withSlides: [], others: [] };
  const texts = new Map(
    [...decks, ...loose]
      .filter(({ format }) => format === 'markdown')
      .map(({ file }) => [file, textOf(file)]),
  );
  const included = new Set([...texts].flatMap(([file, text]) => includedIn(text, file)));
  const own = loose.filter(({ file }) => !included.has(file));
  const isTold = ({ file }: DeckFiles) => hasSlides(texts.get(file) ?? '');
  return { withSlides: own.filter(isTold), others: own.filter((each) => !isTold(each)) };
}
