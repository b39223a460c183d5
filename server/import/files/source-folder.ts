/** The folder that a deck of another tool may read from: nothing outside of it is read, whatever the deck says. */
import { existsSync, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { dirname, extname, isAbsolute, join, relative, resolve } from 'node:path';
import { decodeText } from '../../files/decode-text.ts';
import { decodeLoosely, displayPath, isOutside, toPosix } from '../../files/paths.ts';
import { ImportError } from '../import-error.ts';

/** The most text that a source may have, unpacked, in bytes: a book has 1 MB, so more is no deck. */
export const MOST_TEXT = 200_000_000;

/** The most that an archive may have, in bytes. */
const MOST_ARCHIVE = 1_000_000_000;

/** Files that stand at the root of a project. */
const ROOT_SIGNS = [
  '.git',
  'package.json',
  'reveal-md.json',
  'reveal.json',
  '_quarto.yml',
  '.obsidian',
  'mkslides.yml',
];

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

/** Finds the file to import. @throws ImportError where there is none, or it is not clear which */
export function findSource(path: string): string {
  const absolute = resolve(path);
  const stats = statSync(absolute, { throwIfNoEntry: false });
  if (!stats)
    throw new ImportError(`There is no file or folder ${path}. Name a deck, or the folder that it is in.`);
  if (!stats.isDirectory()) return absolute;
  const names = readdirSync(absolute).filter((name) => DECK.test(name) && !name.startsWith('.'));
  const main =
    MAIN.find((name) => names.includes(name)) ??
    names.find((name) => name.replace(/\.\w+$/, '') === absolute.split(/[/\\]/).at(-1));
  if (main !== undefined) return join(absolute, main);
  const decks = names.filter((name) => !NO_DECK.test(name));
  const [only = names[0], ...others] = decks;
  if (only === undefined)
    throw new ImportError(`There is no deck in ${path}. Name a file, such as slides.md or talk.pptx.`);
  if (others.length > 0)
    throw new ImportError(
      `There are several decks in ${path}: ${decks.sort().join(', ')}. Name one of them.`,
    );
  return join(absolute, only);
}

/** A file that a deck names. */
export interface Found {
  readonly path: string;
  /** Where it stands beside the imported deck. */
  readonly target: string;
}

/** Reads for one deck. */
export class SourceFolder {
  /** Absolute path of the deck's file. */
  readonly file: string;
  /** The folder within which it may read. */
  readonly root: string;
  readonly #folder: string;

  /** `asked` is the path that the user named, `workingFolder` where they stand. */
  constructor(file: string, asked: string, workingFolder: string) {
    this.file = file;
    this.#folder = dirname(file);
    this.root = rootOf(file, resolve(asked), workingFolder);
    if (isOutside(relative(realpathSync.native(this.root), realpathSync.native(file)))) {
      throw new ImportError(`${asked} is a link that leads outside of its folder. Name the file itself.`);
    }
  }

  /** Reads the deck. @throws ImportError where it is no text */
  readDeck(): string {
    const { size } = statSync(this.file);
    if (size > MOST_TEXT)
      throw new ImportError(`${this.name} has more than 200 MB of text, which no deck has.`);
    const bytes = readFileSync(this.file);
    const { text } = decodeText(bytes);
    if (text.includes('\0'))
      throw new ImportError(`${this.name} is no text, and no deck that Lectern reads.`);
    return text.replace(/\r\n?/g, '\n');
  }

  /** Reads the bytes of a deck that is an archive. @throws ImportError where there are too many */
  readBytes(): Uint8Array {
    if (statSync(this.file).size > MOST_ARCHIVE)
      throw new ImportError(`${this.name} has more than 1 GB, which no talk has.`);
    return readFileSync(this.file);
  }

  /** The file's name. */
  get name(): string {
    return displayPath(this.#folder, this.file);
  }

  /** Returns the text of a file that the deck names; undefined where there is none. @throws ImportError where it is outside */
  read(written: string): string | undefined {
    const found = this.find(written, ['']);
    if (!found || statSync(found.path).size > MOST_TEXT) return undefined;
    const { text } = decodeText(readFileSync(found.path));
    return text.includes('\0') ? undefined : text.replace(/\r\n?/g, '\n');
  }

  /** Returns the nearest file of these names in the deck's folder or above it, up to the root. */
  above(...names: readonly string[]): { readonly path: string; readonly text: string } | undefined {
    for (let folder = this.#folder; ; folder = dirname(folder)) {
      const name = names.find((each) => existsSync(join(folder, each)));
      if (name !== undefined) {
        const path = toPosix(join(relative(this.#folder, folder), name));
        const text = this.read(path);
        return text === undefined ? undefined : { path, text };
      }
      if (folder === this.root || folder === dirname(folder)) return undefined;
    }
  }

  /**
   * Finds a file that the deck names; `publicFolders` are where its tool looks for what begins with `/`. Returns
   * undefined where there is none.
   * @throws ImportError where it is outside
   */
  find(written: string, publicFolders: readonly string[]): Found | undefined {
    const bare = decodeLoosely(written.replace(/[?#].*$/s, '')).replaceAll('\\', '/');
    if (bare === '' || bare.includes('\0')) return undefined;
    const isRooted = /^@?\//.test(bare);
    const way = bare.replace(/^@?\/+/, '');
    const fromFolders = publicFolders.flatMap((folder) => [
      join(this.#folder, folder, way),
      join(this.root, folder, way),
    ]);
    const places = isRooted ? fromFolders : [resolve(this.#folder, bare), ...fromFolders];
    const [first] = places;
    if (!isRooted && first !== undefined && isOutside(relative(this.root, first))) this.#refuse(written);
    for (const path of places) {
      if (isOutside(relative(this.root, path)) || !statSync(path, { throwIfNoEntry: false })?.isFile())
        continue;
      if (isOutside(relative(realpathSync.native(this.root), realpathSync.native(path))))
        this.#refuse(written);
      return { path, target: this.#targetOf(path, publicFolders) };
    }
    return undefined;
  }

  #refuse(written: string): never {
    throw new ImportError(
      `${this.name} names ${written}, which is outside of ${this.root}. Put the file beside the deck, or run the command in the folder that holds both.`,
    );
  }

  #targetOf(path: string, publicFolders: readonly string[]): string {
    const bases = [
      ...publicFolders.filter((folder) => folder !== '').map((folder) => join(this.#folder, folder)),
      this.#folder,
      this.root,
    ];
    const base = bases.find((folder) => !isOutside(relative(folder, path))) ?? this.root;
    const target = toPosix(relative(base, path));
    // Hidden files are never served.
    return target
      .split('/')
      .map((part) => part.replace(/^\.+/, '_'))
      .join('/');
  }
}

function rootOf(file: string, asked: string, workingFolder: string): string {
  if (asked !== file) return asked;
  const signed = foldersAbove(dirname(file)).find((folder) =>
    ROOT_SIGNS.some((sign) => existsSync(join(folder, sign))),
  );
  if (signed !== undefined) return signed;
  const way = relative(workingFolder, file);
  return isOutside(way) || isAbsolute(way) ? dirname(file) : workingFolder;
}

function foldersAbove(folder: string): string[] {
  const above = dirname(folder);
  return above === folder ? [folder] : [folder, ...foldersAbove(above)];
}

/** Returns whether a file can stand on a slide as a picture. */
export function isPicture(path: string): boolean {
  return /^\.(?:png|jpe?g|gif|svg|webp|avif|bmp|ico|mp4|webm|mov|m4v|ogv|mp3|m4a|ogg|opus|wav|flac|cast)$/i.test(
    extname(path),
  );
}
