/** Watches the folders in which a change may affect a site, by events of the operating system. */
import { type FSWatcher, watch } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { entriesOf, isFolder, kindOf, statsOf } from '../../files/read-folder.ts';
import { REVEAL_MD_FILES } from '../../files/reveal-md-folders.ts';
import { reasonOf } from '../../files/site-error.ts';
import type { LoadOptions } from '../load.ts';

/** Maximum number of folders to watch: operating systems limit it. */
const MAX_FOLDERS = 2000;

/** Levels of subfolders watched beside a single-file deck: its folder may be a large one, such as a home directory. */
const DEPTH_BESIDE_FILE = 1;

/**
 * Name of folders with build output, where changes are not saves. Hidden folders and `node_modules` are skipped, too.
 */
const BUILD_OUTPUT = 'dist';

/** Receives changes and problems. */
export interface FolderListener {
  /** Called when something in a folder has changed. */
  changed(): void;
  /** Called with a sentence, once per reason, when changes in some folders will not be noticed. */
  limited(reason: string): void;
}

/** Names of the entries of a folder that matter; undefined for all of them. */
type Names = ReadonlySet<string> | undefined;

/** Watches folders until it is closed. */
export class WatchedFolders {
  readonly #options: Pick<LoadOptions, 'path' | 'siteFile'>;
  readonly #listener: FolderListener;
  readonly #watchers = new Map<string, { readonly watcher: FSWatcher; readonly identity: string }>();
  #wanted: ReadonlyMap<string, Names> = new Map();
  readonly #told = new Set<string>();

  constructor(options: Pick<LoadOptions, 'path' | 'siteFile'>, listener: FolderListener) {
    this.#options = options;
    this.#listener = listener;
  }

  /**
   * Updates the watched folders to those that exist now. `files` are absolute paths, anywhere, of the files that
   * decks were made of and of missing files that they reference. Returns whether a folder or an entry is watched that
   * was not before.
   */
  update(files: Iterable<string>): boolean {
    const { path, siteFile } = this.#options;
    const start = resolve(path);
    const wanted = new Map<string, Names>();
    const former = this.#wanted;
    this.#wanted = wanted;
    const isFile = statsOf(start)?.isFile() ?? false;
    if (isFile) this.#addAll(dirname(start), wanted, DEPTH_BESIDE_FILE);
    else if (isFolder(start)) this.#addAll(start, wanted, Number.POSITIVE_INFINITY);
    // The parent folder is watched for the folder's own removal and return, and for the settings files beside it.
    if (!isFile) this.#add(dirname(start), wanted, [basename(start), 'site.yml', ...REVEAL_MD_FILES]);
    if (siteFile !== undefined) this.#add(dirname(resolve(siteFile)), wanted);
    for (const [folder, names] of namesByFolder(files, wanted)) this.#add(folder, wanted, names);
    for (const folder of [...this.#watchers.keys()]) if (!wanted.has(folder)) this.#drop(folder);
    return [...wanted].some(([folder, names]) => !covers(former, folder, names));
  }

  close(): void {
    for (const folder of [...this.#watchers.keys()]) this.#drop(folder);
  }

  /**
   * Watches a folder and its subfolders. It is watched before it is listed, so that a new entry is noticed either
   * way.
   */
  #addAll(folder: string, wanted: Map<string, Names>, depth: number): void {
    if (wanted.has(folder)) return;
    if (wanted.size >= MAX_FOLDERS) {
      this.#limit('too many', folder);
      return;
    }
    this.#add(folder, wanted);
    if (depth === 0) return;
    for (const entry of entriesOf(folder, [])) {
      const path = join(folder, entry.name);
      if (entry.name !== BUILD_OUTPUT && kindOf(entry, path, folder) === 'folder')
        this.#addAll(path, wanted, depth - 1);
    }
  }

  /**
   * Watches a folder.
   * @param names the only entries of the folder that matter, where not all do
   */
  #add(folder: string, wanted: Map<string, Names>, names?: Iterable<string>): void {
    const known = wanted.has(folder) ? { names: wanted.get(folder) } : undefined;
    if (known && known.names === undefined) return;
    wanted.set(folder, names && new Set([...(known?.names ?? []), ...names]));
    this.#watch(folder);
  }

  #watch(folder: string): void {
    const identity = identityOf(folder);
    const known = this.#watchers.get(folder);
    if (known?.identity === identity) return;
    if (known) this.#drop(folder);
    try {
      const watcher = watch(folder, (_, name) => {
        if (name === null || concerns(name, this.#wanted.get(folder))) this.#listener.changed();
      });
      watcher.on('error', () => {
        this.#drop(folder);
        this.#listener.changed();
      });
      this.#watchers.set(folder, { watcher, identity });
    } catch (error) {
      this.#limit(reasonOf(error), folder);
    }
  }

  #drop(folder: string): void {
    this.#watchers.get(folder)?.watcher.close();
    this.#watchers.delete(folder);
  }

  #limit(reason: string, folder: string): void {
    if (this.#told.has(reason) || GONE.has(reason)) return;
    this.#told.add(reason);
    const remedy = REMEDIES[reason];
    this.#listener.limited(
      remedy === undefined
        ? `Changes in ${folder} will not be seen: it can't be watched (${reason}). Restart the server after them.`
        : `Changes in some folders will not be seen: ${remedy}`,
    );
  }
}

/** Error codes of folders that were deleted before they could be watched, which needs no message. */
const GONE: ReadonlySet<string> = new Set(['ENOENT', 'ENOTDIR']);

/**
 * Messages by error code, for limits that affect all folders. Linux reports ENOSPC when the limit of watches is
 * reached.
 */
const REMEDIES: Readonly<Record<string, string>> = {
  'too many': `there are more than ${MAX_FOLDERS.toLocaleString('en-US')} of them.`,
  ENOSPC:
    'the system lets its users watch no more of them. Raise its limit with `sudo sysctl fs.inotify.max_user_watches=524288`, and start again.',
  EMFILE:
    'this user’s programs may watch no more of them. Raise the limit with `sudo sysctl fs.inotify.max_user_instances=512`, or `ulimit -n 4096`, and start again.',
};

/** Returns whether an entry matters. Hidden files do not: editors keep temporary files there. */
function concerns(name: string, names: Names): boolean {
  if (names) return names.has(name);
  return !name.startsWith('.') && name !== BUILD_OUTPUT && name !== 'node_modules';
}

/** Returns whether these entries of a folder were watched before. */
function covers(former: ReadonlyMap<string, Names>, folder: string, names: Names): boolean {
  if (!former.has(folder)) return false;
  const known = former.get(folder);
  return known === undefined || (names !== undefined && [...names].every((name) => known.has(name)));
}

/**
 * Groups files outside of the completely watched folders by folder. Each entry's value has the folder's own name, by
 * which its removal is reported, and the names of the files in it. Where a file's folder does not exist, the nearest
 * existing ancestor is watched for the entry that leads there.
 */
function namesByFolder(
  files: Iterable<string>,
  whole: ReadonlyMap<string, Names>,
): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>();
  const note = (folder: string, name: string) => {
    const names = found.get(folder) ?? new Set([basename(folder)]);
    found.set(folder, names.add(name));
  };
  for (const file of files) {
    let way = file;
    for (let folder = dirname(way); folder !== way; way = folder, folder = dirname(way)) {
      if (whole.has(folder) && whole.get(folder) === undefined) break;
      if (!found.has(folder) && !isFolder(folder)) continue;
      note(folder, basename(way));
      break;
    }
  }
  return found;
}

/** Returns a value that distinguishes a folder from one that replaced it: operating systems reuse inode numbers. */
function identityOf(folder: string): string {
  const stats = statsOf(folder);
  return stats ? `${stats.dev} ${stats.ino} ${stats.birthtimeMs}` : '';
}
