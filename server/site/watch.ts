/** Watches a site's folders, by the operating system's events, and loads the site anew when something changed. */
import { type FSWatcher, watch } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { discover, readFolder, reasonOf, SiteError } from './discover.ts';
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

/** Folders watched at the most: systems limit how many a program may watch. */
const MAX_FOLDERS = 2000;

/** Starts to watch. The former site stays until a new one is whole. */
export function watchSite(options: LoadOptions, listener: SiteListener): SiteWatch {
  const watchers = new Map<string, FSWatcher>();
  let timer: NodeJS.Timeout | undefined;
  let loading = false;
  let closed = false;

  const reload = async () => {
    if (loading) return schedule();
    loading = true;
    try {
      const site = await loadSite(options);
      if (!closed) listener.changed(site);
    } catch (error) {
      if (!closed)
        listener.failed(
          error instanceof SiteError ? error.message : `The site can't be loaded: ${reasonOf(error)}`,
        );
    } finally {
      loading = false;
      arm();
    }
  };
  const schedule = () => {
    if (closed) return;
    clearTimeout(timer);
    timer = setTimeout(reload, QUIET);
  };
  /** Watches the folders there are now: new ones too, and no longer those that are gone. */
  const arm = () => {
    if (closed) return;
    const folders = new Set(foldersOf(options));
    for (const [folder, watcher] of watchers) {
      if (folders.has(folder)) continue;
      watcher.close();
      watchers.delete(folder);
    }
    for (const folder of folders) {
      if (watchers.has(folder)) continue;
      try {
        const watcher = watch(folder, schedule);
        watcher.on('error', () => forget(folder));
        watchers.set(folder, watcher);
      } catch {
        // A folder that can't be watched is compiled as it was at the start.
      }
    }
  };
  const forget = (folder: string) => {
    watchers.get(folder)?.close();
    watchers.delete(folder);
    schedule();
  };

  arm();
  // What changed between loading and watching sent no event.
  timer = setTimeout(reload, SETTLED);
  return {
    close() {
      closed = true;
      clearTimeout(timer);
      for (const watcher of watchers.values()) watcher.close();
    },
  };
}

/** The folders in which a change may concern the site. */
function foldersOf({ path, siteFile }: LoadOptions): string[] {
  const folders = new Set<string>();
  const addAll = (folder: string) => {
    if (folders.has(folder) || folders.size >= MAX_FOLDERS) return;
    folders.add(folder);
    try {
      for (const entry of readFolder(folder)) if (entry.isDirectory()) addAll(join(folder, entry.name));
    } catch {
      // It went away meanwhile.
    }
  };
  try {
    const found = discover(path);
    folders.add(found.root);
    for (const deck of found.decks) {
      if (deck.ownsDirectory) addAll(deck.directory);
      else folders.add(deck.directory);
    }
    for (const folder of found.shared) addAll(join(found.root, folder));
  } catch {
    // Until there is something to serve again, only the place where it was is watched.
    folders.add(dirname(resolve(path)));
  }
  if (siteFile !== undefined) folders.add(dirname(resolve(siteFile)));
  return [...folders];
}
