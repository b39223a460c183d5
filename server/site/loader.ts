/** Loads a site repeatedly for a running server, and keeps from one load to the next what a save does not change. */

import { resolve } from 'node:path';
import type { SourcePlace } from '../compile/model/compiled.ts';
import type { Pass } from '../compile/model/pass.ts';
import { finishPictures } from '../compile/pictures/make-picture.ts';
import type { SourcePicture } from '../compile/pictures/store.ts';
import { discover } from '../files/discover.ts';
import { type LoadOptions, loadSite } from './load.ts';
import type { Site } from './site.ts';
import { SiteHistory } from './site-history.ts';

/** What to load, and how. */
export interface LoaderOptions extends LoadOptions {
  /** Whether full passes compress pages; default: true. It does not pay off for a single author on the same machine. */
  readonly encodes?: boolean;
}

/** The result of a load. */
export interface LoadedSite {
  readonly site: Site;
  /** Absolute paths of the files that the site was made of, and of missing files that its decks reference. */
  readonly files: readonly string[];
  /** Whether nothing is left for a full pass. */
  readonly complete: boolean;
}

/** The options of one load. */
export interface LoadRequest {
  readonly pass: Pass;
  /** Whether decks are loaded one after the other, so that a fault can be attributed to the last one. */
  readonly oneByOne?: boolean;
}

/** Loads one site, in this process or in one of its own. Only one load may run at a time. */
export interface SiteLoader {
  /**
   * Loads the site.
   * @throws SiteError as `loadSite` does
   */
  load(request: LoadRequest): Promise<LoadedSite>;
  /**
   * Records that an author has opened a deck, by its name: the next load compiles it instead of taking it from the
   * cache.
   */
  openInDev(deck: string): void;
  /** Makes smaller versions of a picture. Resolves to 1 if it did, else 0; calls `report` with the reason. */
  makePicture(picture: SourcePicture, report: (message: string) => void): Promise<number>;
}

/** A loader that works in this process, and knows where slides come from. */
export interface LocalLoader extends SiteLoader {
  /**
   * Returns the place of a slide's source; undefined for an unknown slide, or a deck that this process has not
   * compiled.
   */
  placeOf(deck: string, slide: string): SourcePlace | undefined;
}

/** Creates a loader that works in this process. */
export function createLoader(options: LoaderOptions): LocalLoader {
  const history = new SiteHistory({
    ...options,
    root: rootOf(options.path),
    encodes: options.encodes ?? true,
  });
  return {
    async load(request) {
      const site = await loadSite(options, { ...request, history });
      return { site, files: [...history.files()], complete: history.complete };
    },
    openInDev: (deck) => void history.openInDev.add(deck),
    makePicture: (picture, report) =>
      finishPictures([picture], { cacheDirectory: options.cacheDirectory, processors: 1, report }),
    placeOf: (deck, slide) => history.placeOf(deck, slide),
  };
}

/** Returns the absolute path of the folder that holds the decks. */
export function rootOf(path: string): string {
  try {
    return discover(path).root;
  } catch {
    return resolve(path);
  }
}
