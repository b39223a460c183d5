/** Caches for tests: each has its own, but fonts that another test has cut are there. */
import { copyFileSync, mkdirSync, readdirSync, renameSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { memoryFolder } from '../../server/site/site-cache.ts';
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
  const own = memoryFolder({ cacheDirectory: folder.path, buildDirectory });
  const shared = memoryFolder({ cacheDirectory: dirname(buildDirectory), buildDirectory });
  copyFonts(shared, own);
  return {
    path: folder.path,
    remove() {
      copyFonts(own, shared);
      folder.remove('');
    },
  };
}

/** Copies whole entries that are not there yet; several processes may do so at once. */
function copyFonts(from: string, to: string): void {
  const there = new Set(fontsIn(to));
  for (const name of fontsIn(from)) {
    if (there.has(name)) continue;
    mkdirSync(to, { recursive: true });
    const unfinished = join(to, `unfinished-${process.pid}`);
    copyFileSync(join(from, name), unfinished);
    renameSync(unfinished, join(to, name));
  }
}

function fontsIn(directory: string): string[] {
  try {
    return readdirSync(directory).filter((name) => /^font-[0-9a-f]+$/.test(name));
  } catch {
    return [];
  }
}
