/**
 * Watches a site's folders, and loads the site again when something has changed: a quick pass first, then a full one.
 */

import type { Pass } from '../../compile/model/pass.ts';
import { PicturesLater } from '../../compile/pictures/background-queue.ts';
import { type DeckFiles, discover } from '../../files/discover.ts';
import { statsOf } from '../../files/read-folder.ts';
import { isSystemError, SiteError } from '../../files/site-error.ts';
import type { LoaderOptions, SiteLoader } from '../loader.ts';
import type { Site } from '../site.ts';
import { WatchedFolders } from './watched-folders.ts';

/** Receives the results of loads. */
export interface SiteListener {
  /** Called with the new site. */
  changed(site: Site): void;
  /** Called with a sentence that says why the former site stays; `fault` is the error of an internal fault. */
  failed(reason: string, fault?: unknown): void;
}

/** A running watch. */
export interface SiteWatch {
  /** Records that an author has opened a deck, and compiles it now, so that its first save is as fast as later ones. */
  openInDev(deck: string): void;
  close(): void;
}

/** What is watched. */
export type WatchOptions = Pick<LoaderOptions, 'path' | 'siteFile' | 'encodes'>;

/** Milliseconds without an event after which files count as complete: they are written in several pieces. */
const QUIET = 1;

/** Milliseconds by which further events may delay a load at most: hundreds of files may be written at once. */
const LONGEST_UNREST = 40;

/** Milliseconds for which a deck's file may be missing or empty: editors rename or truncate it before they write it. */
const AWAY = 150;

/** Milliseconds from a save to a full pass. */
const LATER = 300;

/** Milliseconds until the first reload, so that the first requests after a start are answered before it. */
const SETTLED = 400;

/** Starts to watch what `loader` loads. The former site stays until a new one is complete. */
export function watchSite(options: WatchOptions, loader: SiteLoader, listener: SiteListener): SiteWatch {
  const mains = new Map(decksIn(options.path).map(({ name, file }) => [name, file]));
  const openInDev = new Set<string>();
  /** Absolute paths of the files that the site was made of when last loaded. */
  let files: readonly string[] = [];
  let timer: NodeJS.Timeout | undefined;
  let restlessSince: number | undefined;
  let loading = false;
  let again = false;
  let closed = false;
  let waitedFor: readonly string[] = [];

  const reload = async (pass: Pass) => {
    const away = [...mains.values()].filter(isAway);
    if (pass === 'quick' && away.some((file) => !waitedFor.includes(file))) {
      waitedFor = away;
      timer = setTimeout(() => reload('quick'), AWAY);
      return;
    }
    waitedFor = away;
    restlessSince = undefined;
    loading = true;
    again = false;
    // Nothing more can be done for a site that cannot be loaded until something changes.
    let complete = true;
    try {
      // Before the load, so that a change during it causes another load.
      folders.update(files);
      const loaded = await loader.load({ pass });
      const { site } = loaded;
      files = loaded.files;
      mains.clear();
      for (const { name, file } of site.decks) if (file !== undefined) mains.set(name, file);
      for (const deck of openInDev) if (!mains.has(deck)) openInDev.delete(deck);
      if (closed) return;
      listener.changed(site);
      // Files that a deck uses for the first time may have changed before they were watched.
      if (folders.update(files)) again = true;
      complete = loaded.complete;
      if (complete) later?.ask(site.pictures);
    } catch (error) {
      if (!closed) tellFailure(error, listener);
    } finally {
      loading = false;
    }
    if (closed) return;
    if (again) schedule();
    else if (!complete) timer = setTimeout(() => reload('full'), LATER);
  };
  const schedule = () => {
    if (closed) return;
    if (loading) {
      again = true;
      return;
    }
    const now = performance.now();
    restlessSince ??= now;
    clearTimeout(timer);
    timer = setTimeout(() => reload('quick'), now - restlessSince > LONGEST_UNREST ? 0 : QUIET);
  };
  const refresh = () => {
    if (loading) again = true;
    if (closed || loading) return;
    clearTimeout(timer);
    timer = setTimeout(() => reload('full'), 0);
  };
  // Smaller pictures are of no use to a single author on the same machine.
  const later =
    options.encodes === false
      ? undefined
      : new PicturesLater({
          make: (picture, report) => loader.makePicture(picture, report),
          report: (reason, fault) => listener.failed(reason, fault),
          done: refresh,
        });
  const folders = new WatchedFolders(options, { changed: schedule, limited: listener.failed });
  folders.update([]);
  // Changes between loading and watching caused no event.
  timer = setTimeout(() => reload('quick'), SETTLED);
  return {
    openInDev(deck) {
      if (openInDev.has(deck) || !mains.has(deck)) return;
      openInDev.add(deck);
      loader.openInDev(deck);
      schedule();
    },
    close() {
      closed = true;
      clearTimeout(timer);
      later?.close();
      folders.close();
    },
  };
}

/** Reports an error of the site or of the disk in a sentence; any other error as an internal fault. */
function tellFailure(error: unknown, listener: SiteListener): void {
  if (error instanceof SiteError) listener.failed(error.message);
  else if (isSystemError(error)) listener.failed(`The site can't be loaded: ${error.message}.`);
  else listener.failed("The site can't be loaded: something went wrong inside Lectern.", error);
}

/** Returns whether a file is missing or empty. */
function isAway(file: string): boolean {
  return !statsOf(file)?.size;
}

/** Returns the existing decks; none where the folder cannot be read. */
function decksIn(path: string): readonly DeckFiles[] {
  try {
    return discover(path).decks;
  } catch (error) {
    if (!(error instanceof SiteError)) throw error;
    return [];
  }
}
