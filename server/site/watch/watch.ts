/** Watches a site's folders, and loads the site anew when something changed: what people look at first, the rest after. */

import type { Pass } from '../../compile/model/pass.ts';
import { PicturesLater } from '../../compile/pictures/background-queue.ts';
import { type DeckFiles, discover } from '../../files/discover.ts';
import { statsOf } from '../../files/read-folder.ts';
import { isSystemError, SiteError } from '../../files/site-error.ts';
import type { LoaderOptions, SiteLoader } from '../loader.ts';
import type { Site } from '../site.ts';
import { WatchedFolders } from './watched-folders.ts';

/** What happens when the site was loaded anew, or could not be. */
export interface SiteListener {
  /** The new site. */
  changed(site: Site): void;
  /** One sentence on why the former site stays; and what was thrown, where that is a fault of ours. */
  failed(reason: string, fault?: unknown): void;
}

/** Watching, until it is closed. */
export interface SiteWatch {
  /** An author has opened a deck: it is compiled now, so that its first save is as quick as those after it. */
  openInDev(deck: string): void;
  close(): void;
}

/** What is watched. */
export type WatchOptions = Pick<LoaderOptions, 'path' | 'siteFile' | 'encodes'>;

/** Milliseconds without an event after which files are taken for whole: they are written in pieces, one right after the other. */
const QUIET = 1;

/** The longest that events may put a load off, in milliseconds: hundreds of files are written in one go. */
const LONGEST_UNREST = 40;

/** How long a deck's file may be away or empty, in milliseconds: editors rename it, or empty it, before they write the new one. */
const AWAY = 150;

/** Milliseconds after a save until a full pass. */
const LATER = 300;

/** Milliseconds until the first look, when whoever waited for the start has been answered. */
const SETTLED = 400;

/** Starts to watch what `loader` loads. The former site stays until a new one is whole. */
export function watchSite(options: WatchOptions, loader: SiteLoader, listener: SiteListener): SiteWatch {
  const mains = new Map(decksIn(options.path).map(({ name, file }) => [name, file]));
  const openInDev = new Set<string>();
  /** What the site was made of as it was loaded last. */
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
    // Of a site that can't be loaded nothing is left to do until something changes.
    let complete = true;
    try {
      // First, so that what changes while the site is loaded is seen: a change during the load leads to another one.
      folders.update(files);
      const loaded = await loader.load({ pass });
      const { site } = loaded;
      files = loaded.files;
      mains.clear();
      for (const { name, file } of site.decks) if (file !== undefined) mains.set(name, file);
      for (const deck of openInDev) if (!mains.has(deck)) openInDev.delete(deck);
      if (closed) return;
      listener.changed(site);
      // What a deck was made of for the first time may have changed before it was watched.
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
  // One author on the same machine has no use for smaller pictures.
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
  // What changed between loading and watching sent no event.
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

/** A mistake in the site, and a disk that fails, are told in a sentence; whatever else was thrown is a fault of ours. */
function tellFailure(error: unknown, listener: SiteListener): void {
  if (error instanceof SiteError) listener.failed(error.message);
  else if (isSystemError(error)) listener.failed(`The site can't be loaded: ${error.message}.`);
  else listener.failed("The site can't be loaded: something went wrong inside Lectern.", error);
}

/** Whether a file is not there, or nothing in it. */
function isAway(file: string): boolean {
  return !statsOf(file)?.size;
}

/** The decks that are there. */
function decksIn(path: string): readonly DeckFiles[] {
  try {
    return discover(path).decks;
  } catch (error) {
    if (!(error instanceof SiteError)) throw error;
    return [];
  }
}
