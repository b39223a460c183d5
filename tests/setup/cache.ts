/** Caches for tests: each has its own, but fonts that another test has cut are there. */
import { copyFileSync, linkSync, mkdirSync, readdirSync, renameSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { cacheFolder } from '../../server/site/site-history.ts';
import { createFolder } from './folder.ts';

/** A cache folder. */
export interface TestCache {
  /** Absolute path. */
  readonly path: string;
  /** Removes it, but for the fonts that were cut for it. */
  remove(): void;
}

/**
 * Makes a cache. Cutting a font takes longer than all else of a small deck, and depends on nothing but the code, whose
 * version names the folder, and on what the entry's key is made of; so entries with fonts are taken from the cache of
 * the commands that tests run, and given to it. How fonts are cut is tested without any cache.
 */
export function createCache(buildDirectory: string): TestCache {
  const folder = createFolder();
  const own = cacheFolder({ cacheDirectory: folder.path, buildDirectory });
  const shared = cacheFolder({ cacheDirectory: dirname(buildDirectory), buildDirectory });
  shareFonts(shared, own);
  return {
    path: folder.path,
    remove() {
      shareFonts(own, shared);
      folder.remove('');
    },
  };
}

/**
 * Has whole entries that are not there yet in both folders; several processes may do so at once. There are hundreds of
 * them in a run, and hundreds of caches: they are one file under two names. Whoever changes an entry must put another file
 * in its place, as the memory does.
 */
function shareFonts(from: string, to: string): void {
  const there = new Set(fontsIn(to));
  for (const name of fontsIn(from)) {
    if (there.has(name)) continue;
    mkdirSync(to, { recursive: true });
    share(join(from, name), join(to, name));
  }
}

/** A temporary folder on another disk, or on one that knows no links, gets a copy. */
function share(from: string, to: string): void {
  try {
    linkSync(from, to);
  } catch {
    const unfinished = join(dirname(to), `unfinished-${process.pid}`);
    copyFileSync(from, unfinished);
    renameSync(unfinished, to);
  }
}

function fontsIn(directory: string): string[] {
  try {
    return readdirSync(directory).filter((name) => /^font-[0-9a-f]+$/.test(name));
  } catch {
    return [];
  }
}
