/** The folders in which a change may concern a site, each watched by the operating system's events. */
import { type FSWatcher, statSync, watch } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { reasonOf } from './error.ts';
import { entriesOf, kindOf } from './folder.ts';
import type { LoadOptions } from './load.ts';

/** Folders watched at the most: systems limit how many a program may watch. */
const MAX_FOLDERS = 2000;

/** How deep a single file's pictures are looked for: its folder may be a large one, such as a home. */
const DEPTH_BESIDE_FILE = 1;

/** What builds write, in a folder of this name, is nobody's save. Hidden folders and `node_modules` are passed over, too. */
const BUILD_OUTPUT = 'dist';

/** Who is told. */
export interface FolderListener {
  /** Something in a folder changed. */
  changed(): void;
  /** Told once, in a sentence, that changes in some folders will not be seen. */
  limited(reason: string): void;
}

/** Watches folders, until it is closed. */
export class WatchedFolders {
  readonly #options: Pick<LoadOptions, 'path' | 'siteFile'>;
  readonly #listener: FolderListener;
  readonly #watchers = new Map<string, { readonly watcher: FSWatcher; readonly identity: string }>();
  #isLimited = false;

  constructor(options: Pick<LoadOptions, 'path' | 'siteFile'>, listener: FolderListener) {
    this.#options = options;
    this.#listener = listener;
  }

  /** Watches the folders there are now: new ones too, and no longer those that are gone. */
  update(): void {
    const { path, siteFile } = this.#options;
    const start = resolve(path);
    const wanted = new Set<string>();
    const isFolder = statSync(start, { throwIfNoEntry: false })?.isDirectory() ?? false;
    if (isFolder) this.#addAll(start, wanted, Number.POSITIVE_INFINITY);
    else this.#addAll(dirname(start), wanted, DEPTH_BESIDE_FILE);
    // A folder that is gone is noticed, and one that comes back, in the folder that it is in; so is a site.yml there.
    if (isFolder) this.#add(dirname(start), wanted, [basename(start), 'site.yml', 'reveal-md.json']);
    if (siteFile !== undefined) this.#add(dirname(resolve(siteFile)), wanted);
    for (const folder of [...this.#watchers.keys()]) if (!wanted.has(folder)) this.#drop(folder);
  }

  close(): void {
    for (const folder of [...this.#watchers.keys()]) this.#drop(folder);
  }

  /** Watched first, then looked into: what appears in between is seen either way. */
  #addAll(folder: string, wanted: Set<string>, depth: number): void {
    if (wanted.has(folder)) return;
    if (wanted.size >= MAX_FOLDERS) {
      this.#limit(`there are more than ${MAX_FOLDERS.toLocaleString('en-US')} of them`);
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

  /** @param names the only entries of the folder that matter, where not all do. */
  #add(folder: string, wanted: Set<string>, names?: readonly string[]): void {
    if (wanted.has(folder)) return;
    wanted.add(folder);
    const identity = identityOf(folder);
    const known = this.#watchers.get(folder);
    if (known?.identity === identity) return;
    if (known) this.#drop(folder);
    try {
      const watcher = watch(folder, (_, name) => {
        if (name === null || concerns(name, names)) this.#listener.changed();
      });
      watcher.on('error', () => {
        this.#drop(folder);
        this.#listener.changed();
      });
      this.#watchers.set(folder, { watcher, identity });
    } catch (error) {
      this.#limit(reasonOf(error));
    }
  }

  #drop(folder: string): void {
    this.#watchers.get(folder)?.watcher.close();
    this.#watchers.delete(folder);
  }

  #limit(reason: string): void {
    if (this.#isLimited || GONE.has(reason)) return;
    this.#isLimited = true;
    this.#listener.limited(`Changes in some folders will not be seen: ${REMEDIES[reason] ?? `${reason}.`}`);
  }
}

/** A folder that went away before it could be watched is no loss. */
const GONE: ReadonlySet<string> = new Set(['ENOENT', 'ENOTDIR']);

/** What to do about the system's own words; Linux says ENOSPC where its limit of watches is reached. */
const REMEDIES: Readonly<Record<string, string>> = {
  ENOSPC:
    'the system lets its users watch no more of them. Raise its limit with `sudo sysctl fs.inotify.max_user_watches=524288`, and start again.',
  EMFILE:
    'this user’s programs may watch no more of them. Raise the limit with `sudo sysctl fs.inotify.max_user_instances=512`, or `ulimit -n 4096`, and start again.',
};

/** Hidden files are no saves: editors keep their own there. */
function concerns(name: string, names: readonly string[] | undefined): boolean {
  if (names) return names.includes(name);
  return !name.startsWith('.') && name !== BUILD_OUTPUT && name !== 'node_modules';
}

/** Tells a folder from one that has taken its place: systems give numbers of deleted folders to new ones. */
function identityOf(folder: string): string {
  const stats = statSync(folder, { throwIfNoEntry: false });
  return stats ? `${stats.dev} ${stats.ino} ${stats.birthtimeMs}` : '';
}
