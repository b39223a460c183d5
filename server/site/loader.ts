/** Loads a site again and again for a running server, and keeps from one load to the next what a save does not change. */

import { resolve } from 'node:path';
import type { SourcePlace } from '../compile/model/compiled.ts';
import type { Pass } from '../compile/model/pass.ts';
import { finishPictures } from '../compile/pictures/make-picture.ts';
import type { SourcePicture } from '../compile/pictures/store.ts';
import { discover } from '../files/discover.ts';
import { type LoadOptions, loadSite } from './load.ts';
import type { Site } from './site.ts';
import { SiteHistory } from './site-history.ts';

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
  /** Whether nothing was left for a full pass. */
  readonly complete: boolean;
}

/** How a site is loaded. */
export interface LoadRequest {
  readonly pass: Pass;
  /** Decks are loaded one after the other, so that what goes wrong is certainly the last one's. */
  readonly oneByOne?: boolean;
}

/** Loads one site, here or in a process of its own. One load at a time. */
export interface SiteLoader {
  /** Loads the site. @throws SiteError as `loadSite` does */
  load(request: LoadRequest): Promise<LoadedSite>;
  /** An author has opened a deck, by its name: the next load compiles it instead of taking it from memory. */
  openInDev(deck: string): void;
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

/** The folder that holds the decks. */
export function rootOf(path: string): string {
  try {
    return discover(path).root;
  } catch {
    return resolve(path);
  }
}
