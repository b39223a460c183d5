/** Watches a site's folders, by the operating system's events, and loads the site anew when something changed. */
import { type FSWatcher, statSync, watch } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { reasonOf, SiteError } from './error.ts';
import { entriesOf, kindOf } from './folder.ts';
import { type LoadOptions, loadSite } from './load.ts';
import type { Site } from './site.ts';

/** What happens when the site was loaded anew, or could not be. */
export interface SiteListener {
  /** The new site. */
  changed(site: Site): void;
  /** One sentence on why the former site stays. */
  failed(reason: string): void;
}

/** Watching, until it is closed. */
export interface SiteWatch {
  close(): void;
}

/** Editors write a file in several steps; what follows within this time, in milliseconds, is one change. */
const QUIET = 40;

/** Milliseconds until the first look, when whoever waited for the start has been answered. */
const SETTLED = 400;

/** Starts to watch. The former site stays until a new one is whole. */
export function watchSite(options: LoadOptions, listener: SiteListener): SiteWatch {
  let timer: NodeJS.Timeout | undefined;
  let loading = false;
  let closed = false;

  const reload = async () => {
    if (loading) return schedule();
    loading = true;
    // First, so that what changes while the site is loaded is seen: a change during the load leads to another one.
    folders.update();
    try {
      const site = await loadSite(options);
      if (!closed) listener.changed(site);
    } catch (error) {
      const reason =
        error instanceof SiteError ? error.message : `The site can't be loaded: ${reasonOf(error)}`;
      if (!closed) listener.failed(reason);
    } finally {
      loading = false;
    }
  };
  const schedule = () => {
    if (closed) return;
    clearTimeout(timer);
    timer = setTimeout(reload, QUIET);
  };
  const folders = new WatchedFolders(options, schedule);
  folders.update();
  // What changed between loading and watching sent no event.
  timer = setTimeout(reload, SETTLED);
  return {
    close() {
      closed = true;
      clearTimeout(timer);
      folders.close();
    },
  };
}

/** Folders watched at the most: systems limit how many a program may watch. */
const MAX_FOLDERS = 2000;

/** How deep a single file's pictures are looked for: its folder may be a large one, such as a home. */
const DEPTH_BESIDE_FILE = 1;

/** The folders in which a change may concern the site, each watched. */
class WatchedFolders {
  readonly #options: LoadOptions;
  readonly #changed: () => void;
  readonly #watchers = new Map<string, { readonly watcher: FSWatcher; readonly identity: string }>();

  constructor(options: LoadOptions, changed: () => void) {
    this.#options = options;
    this.#changed = changed;
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
    if (wanted.has(folder) || wanted.size >= MAX_FOLDERS) return;
    this.#add(folder, wanted);
    if (depth === 0) return;
    for (const entry of entriesOf(folder, [])) {
      const path = join(folder, entry.name);
      if (kindOf(entry, path, folder) === 'folder') this.#addAll(path, wanted, depth - 1);
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
        if (!names || name === null || names.includes(name)) this.#changed();
      });
      watcher.on('error', () => {
        this.#drop(folder);
        this.#changed();
      });
      this.#watchers.set(folder, { watcher, identity });
    } catch {
      // A folder that can't be watched is compiled as it was at the start.
    }
  }

  #drop(folder: string): void {
    this.#watchers.get(folder)?.watcher.close();
    this.#watchers.delete(folder);
  }
}

/** Tells a folder from one that has taken its place: systems give numbers of deleted folders to new ones. */
function identityOf(folder: string): string {
  const stats = statSync(folder, { throwIfNoEntry: false });
  return stats ? `${stats.dev} ${stats.ino} ${stats.birthtimeMs}` : '';
}
