/** Caches for tests: each has its own, but fonts that another test has cut are there. */
import { copyFileSync, linkSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DiskCache } from '../../server/files/disk-cache.ts';
import { contentHash } from '../../server/files/hash.ts';
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

/** What fonts are cut by, how they are asked for, and how they are stored, from the project's root; then the packages' versions. */
const CUT_BY = ['server/bundle/fonts', 'server/compile/styles', 'server/files'];
const PACKAGES = 'package-lock.json';

/**
 * Takes over the fonts that were cut for tests of other sources, as long as what cuts them is the same: else every edit
 * would have all of them cut anew. Answers what gives those of this build back.
 */
export function keepFonts(buildDirectory: string): () => Promise<void> {
  const shared = cacheFolder({ cacheDirectory: dirname(buildDirectory), buildDirectory });
  const [all, id] = [join(dirname(buildDirectory), 'test-fonts'), cutterId()];
  const kept = join(all, id);
  mkdirSync(all, { recursive: true });
  // Of what cut them otherwise nothing is taken any more.
  for (const name of readdirSync(all))
    if (name !== id) rmSync(join(all, name), { recursive: true, force: true });
  shareFonts(kept, shared);
  return async () => {
    shareFonts(shared, kept);
    await new DiskCache(kept).prune(Date.now());
  };
}

function cutterId(): string {
  const root = join(import.meta.dirname, '../..');
  const sources = CUT_BY.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => join(folder, name)),
  );
  const texts = [...sources.sort(), PACKAGES].map((file) => readFileSync(join(root, file), 'utf8'));
  return contentHash(process.version, ...texts);
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
