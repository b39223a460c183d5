/** Loads a site again and again for a running server, and keeps from one load to the next what a save does not change. */

import { resolve } from 'node:path';
import type { SourcePlace } from '../compile/model/deck-cache.ts';
import { finishPictures } from '../compile/pictures/make-picture.ts';
import type { SourcePicture } from '../compile/pictures/store.ts';
import { discover } from '../files/discover.ts';
import { type LoadOptions, loadSite } from './load.ts';
import type { Site } from './site.ts';
import { SiteWork } from './site-cache.ts';

/** What is loaded, and how it is kept. */
export interface LoaderOptions extends LoadOptions {
  /** Whether pages are encoded once there is time; true by default. For one author on the same machine it is not worth it. */
  readonly encodes?: boolean;
}

/** A site as it was loaded. */
export interface LoadedSite {
  readonly site: Site;
  /** Absolute paths of all that it was made of, and of what its decks wait for. */
  readonly files: readonly string[];
  /** Something was put off: it is done by a load that does not hurry. */
  readonly owes: boolean;
}

/** How a site is loaded. */
export interface Pass {
  /** A save is on its way to the screen: what can wait waits. */
  readonly hurries: boolean;
  /** Decks are loaded one after the other, so that what goes wrong is certainly the last one's. */
  readonly oneByOne?: boolean;
}

/** Loads one site, here or in a process of its own. One load at a time. */
export interface SiteLoader {
  /** Loads the site. @throws SiteError as `loadSite` does */
  load(pass: Pass): Promise<LoadedSite>;
  /** Somebody edits a deck, by its name: with the next load it is compiled, not taken from memory. */
  want(deck: string): void;
  /** Makes the smaller files of a picture; answers 1 where it did. `report` is told why it stays as it is. */
  makePicture(picture: SourcePicture, report: (message: string) => void): Promise<number>;
}

/** A loader that works in this process, and knows where slides come from. */
export interface LocalLoader extends SiteLoader {
  /** Where a slide's source is; undefined for a slide that is not there, or of a deck that was not compiled yet. */
  placeOf(deck: string, slide: string): SourcePlace | undefined;
}

/** Creates a loader that works in this process. */
export function createLoader(options: LoaderOptions): LocalLoader {
  const work = new SiteWork({
    ...options,
    root: rootOf(options.path),
    encodes: options.encodes ?? true,
  });
  return {
    async load({ hurries, oneByOne = false }) {
      Object.assign(work, { hurries, oneByOne });
      const site = await loadSite(options, work);
      return { site, files: [...work.files()], owes: work.owes };
    },
    want: (deck) => void work.wanted.add(deck),
    makePicture: (picture, report) =>
      finishPictures([picture], { cacheDirectory: options.cacheDirectory, processors: 1, report }),
    placeOf: (deck, slide) => work.placeOf(deck, slide),
  };
}

/** The folder that holds the decks. */
export function rootOf(path: string): string {
  try {
    return discover(path).root;
  } catch {
    return resolve(path);
  }
}
