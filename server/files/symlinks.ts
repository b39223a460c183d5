/** Resolves symbolic links: a file that decks refer to may be stored, and saved, elsewhere. */
import { lstatSync, readlinkSync, realpathSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { isOutside } from './paths.ts';

/** The longest chain of links, as in operating systems; it ends a link to itself. */
const MAX_LINKS = 40;

/**
 * Resolves links to files within some folders: returns each step of the chain, including missing ones, but
 * nothing outside the folders.
 */
export class SymlinkResolver {
  readonly #folders: readonly (readonly [folder: string, real: string])[];
  readonly #real = new Map<string, string | undefined>();

  /** @param folders absolute paths */
  constructor(folders: readonly string[]) {
    this.#folders = folders.map((folder) => [folder, this.#realOf(folder) ?? folder] as const);
  }

  /** Returns the other paths of a file, each below the folders, which may be links themselves. */
  *of(file: string): Iterable<string> {
    let way = file;
    for (let links = 0; links < MAX_LINKS; links++) {
      // A folder that does not exist yet contains no links.
      const folder = this.#realOf(dirname(way)) ?? dirname(way);
      const real = join(folder, basename(way));
      const place = this.#within(real);
      if (place === undefined) return;
      if (place !== file) yield place;
      const target = targetOf(real);
      if (target === undefined) return;
      way = resolve(folder, target);
    }
  }

  #within(real: string): string | undefined {
    for (const [folder, realFolder] of this.#folders) {
      const inFolder = relative(realFolder, real);
      if (!isOutside(inFolder)) return join(folder, inFolder);
    }
    return undefined;
  }

  /** Resolves a folder; cached, since most files are in few folders. */
  #realOf(folder: string): string | undefined {
    if (!this.#real.has(folder)) this.#real.set(folder, realPath(folder));
    return this.#real.get(folder);
  }
}

function realPath(path: string): string | undefined {
  try {
    return realpathSync.native(path);
  } catch {
    return undefined;
  }
}

/** Returns the target of a link; undefined for anything else. */
function targetOf(path: string): string | undefined {
  try {
    const stats = lstatSync(path, { throwIfNoEntry: false });
    return stats?.isSymbolicLink() ? readlinkSync(path) : undefined;
  } catch {
    // An address may not be a valid path.
    return undefined;
  }
}
