/** Where symbolic links lead: a file that decks name may be kept, and saved, at another place. */
import { lstatSync, readlinkSync, realpathSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { leadsOut } from './paths.ts';

/** The longest chain of links that is followed; it ends a link that leads to itself, as systems do. */
const MAX_LINKS = 40;

/**
 * Follows links to files within some folders: to each place on the way to what is read, and to where it would be if it
 * were there. Nothing is followed out of the folders.
 */
export class LinkedPlaces {
  readonly #folders: readonly (readonly [folder: string, real: string])[];
  readonly #real = new Map<string, string | undefined>();

  /** @param folders absolute paths */
  constructor(folders: readonly string[]) {
    this.#folders = folders.map((folder) => [folder, this.#realOf(folder) ?? folder] as const);
  }

  /** The other places of a file by absolute path, each as one below the folders, which may be reached by links themselves. */
  *of(file: string): Iterable<string> {
    let way = file;
    for (let links = 0; links < MAX_LINKS; links++) {
      // In a folder that is not there yet, no link can lead on.
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
      if (!leadsOut(inFolder)) return join(folder, inFolder);
    }
    return undefined;
  }

  /** Most files are in few folders. */
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

/** What a link says; undefined for what is none. */
function targetOf(path: string): string | undefined {
  try {
    const stats = lstatSync(path, { throwIfNoEntry: false });
    return stats?.isSymbolicLink() ? readlinkSync(path) : undefined;
  } catch {
    // What stands in an address may be no path at all.
    return undefined;
  }
}
