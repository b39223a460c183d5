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
  'mkslides.yaml',
];

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
  #names: readonly string[] | undefined;

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
    const { text: read } = decodeText(bytes);
    // Some programs write one into a page, and browsers pass over it.
    const text = /^\s*<!doctype html/i.test(read) ? read.replaceAll('\0', '') : read;
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
    const onMachine = machinePath(bare);
    const isRooted = onMachine === undefined && /^@?\//.test(bare);
    const way = bare.replace(/^@?\/+/, '');
    const fromFolders = publicFolders.flatMap((folder) => [
      join(this.#folder, folder, way),
      join(this.root, folder, way),
    ]);
    const first = resolve(this.#folder, onMachine ?? bare);
    const places = isRooted ? fromFolders : onMachine === undefined ? [first, ...fromFolders] : [first];
    // What was on another machine cannot be brought, wherever this command is run.
    const isElsewhere = onMachine !== undefined && !existsSync(first);
    if (!isRooted && !isElsewhere && isOutside(relative(this.root, first))) this.#refuse(written);
    for (const path of places) {
      if (isOutside(relative(this.root, path)) || !statSync(path, { throwIfNoEntry: false })?.isFile())
        continue;
      if (isOutside(relative(realpathSync.native(this.root), realpathSync.native(path))))
        this.#refuse(written);
      return { path, target: this.#targetOf(path, publicFolders) };
    }
    return undefined;
  }

  /** Finds a file by its name, or the end of its path, below the root; undefined where there is none. */
  findByName(written: string): Found | undefined {
    const wanted = `/${decodeLoosely(written.replace(/[?#].*$/s, '')).replace(/^[./]+/, '')}`.toLowerCase();
    this.#names ??= filesBelow(this.root);
    const path = this.#names.find((each) => `/${toPosix(each)}`.toLowerCase().endsWith(wanted));
    return path === undefined ? undefined : this.find(`/${toPosix(path)}`, ['']);
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

/** Returns the path of what is named by its place on a machine, such as `file:///home/a.png` or `C:/a.png`. */
function machinePath(written: string): string | undefined {
  const path = written.replace(/^file:\/*/i, '/');
  if (/^\/?[a-z]:\//i.test(path)) return path.replace(/^\//, '');
  return path === written ? undefined : path;
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

/** The most files among which one is looked for by its name. */
const MOST_NAMES = 50_000;

/** Returns the files below a folder, by their paths from it, those of hidden folders left out. */
function filesBelow(root: string): string[] {
  const found: string[] = [];
  const folders = [''];
  for (let folder = folders.shift(); folder !== undefined; folder = folders.shift()) {
    for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
      if (entry.name.startsWith('.') || entry.name === 'node_modules') continue;
      const path = join(folder, entry.name);
      if (entry.isDirectory()) folders.push(path);
      else if (found.push(path) >= MOST_NAMES) return found;
    }
  }
  return found;
}

/** Returns whether a file can stand on a slide as a picture. */
export function isPicture(path: string): boolean {
  return /^\.(?:png|jpe?g|gif|svg|webp|avif|bmp|ico|mp4|webm|mov|m4v|ogv|mp3|m4a|ogg|opus|wav|flac|cast)$/i.test(
    extname(path),
  );
}
