/** Caches for tests: each is separate, but shares subset fonts. */
import { copyFileSync, linkSync, mkdirSync, readdirSync, renameSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { cacheFolder } from '../../server/site/site-history.ts';
import { createFolder } from './folder.ts';

/** A cache folder. */
export interface TestCache {
  /** Absolute path. */
  readonly path: string;
  /** Removes it, except for its subset fonts. */
  remove(): void;
}

/**
 * Creates a cache. Subsetting a font takes longer than everything else of a small deck, and depends only on the
 * code, whose version names the folder, and on the entry's key; so entries with fonts are shared with the cache
 * of the commands that tests run. Subsetting itself is tested without a cache.
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
 * Makes missing entries available in both folders; several processes may do so at once. There are hundreds of
 * entries and caches in a run, so an entry is one file with several links. A changed entry must be a new file,
 * as in `DiskCache`.
 */
function shareFonts(from: string, to: string): void {
  const there = new Set(fontsIn(to));
  for (const name of fontsIn(from)) {
    if (there.has(name)) continue;
    mkdirSync(to, { recursive: true });
    share(join(from, name), join(to, name));
  }
}

/** Links a file, or copies it where the folders are on different disks, or on one without links. */
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
