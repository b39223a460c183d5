/** Watches a site's folders, and loads the site anew when something changed: what people look at first, the rest after. */
import { resolve } from 'node:path';
import { type Discovered, discover } from './discover.ts';
import { isSystemError, SiteError } from './error.ts';
import { statsOf } from './folder.ts';
import { type LoadOptions, loadSite } from './load.ts';
import { PicturesLater } from './pictures-later.ts';
import type { Site } from './site.ts';
import { WatchedFolders } from './watched-folders.ts';
import { SiteWork } from './work.ts';

/** What happens when the site was loaded anew, or could not be. */
export interface SiteListener {
  /** The new site. */
  changed(site: Site): void;
  /** One sentence on why the former site stays; and what was thrown, where that is a fault of ours. */
  failed(reason: string, fault?: unknown): void;
}

/** Watching, until it is closed. */
export interface SiteWatch {
  /** Somebody is at work on a deck: it is compiled now, so that its first save is as quick as those after it. */
  want(deck: string): void;
  close(): void;
}

/** How a site is watched. */
export interface WatchOptions extends LoadOptions {
  /** Whether pages are encoded once there is time; true by default. For one author on the same machine it is not worth it. */
  readonly encodes?: boolean;
}

/** Milliseconds without an event after which files are taken for whole: they are written in pieces, one right after the other. */
const QUIET = 1;

/** The longest that events may put a load off, in milliseconds: hundreds of files are written in one go. */
const LONGEST_UNREST = 40;

/** How long a deck's file may be away or empty, in milliseconds: editors rename it, or empty it, before they write the new one. */
const AWAY = 150;

/** Milliseconds after a save until what was put off is done. */
const LATER = 300;

/** Milliseconds until the first look, when whoever waited for the start has been answered. */
const SETTLED = 400;

/** Starts to watch. The former site stays until a new one is whole. */
export function watchSite(options: WatchOptions, listener: SiteListener): SiteWatch {
  const { root, decks } = found(options.path);
  const work = new SiteWork({ ...options, root, encodes: options.encodes ?? true });
  const mains = new Map(decks.map(({ name, file }) => [name, file]));
  let timer: NodeJS.Timeout | undefined;
  let restlessSince: number | undefined;
  let loading = false;
  let again = false;
  let closed = false;
  let waitedFor: readonly string[] = [];

  const reload = async (hurries: boolean) => {
    const away = [...mains.values()].filter(isAway);
    if (hurries && away.some((file) => !waitedFor.includes(file))) {
      waitedFor = away;
      timer = setTimeout(() => reload(true), AWAY);
      return;
    }
    waitedFor = away;
    restlessSince = undefined;
    loading = true;
    again = false;
    // Of a site that can't be loaded nothing is due until something changes.
    let owes = false;
    work.hurries = hurries;
    try {
      // First, so that what changes while the site is loaded is seen: a change during the load leads to another one.
      folders.update(work.files());
      const site = await loadSite(options, work);
      mains.clear();
      for (const { name, file } of site.decks) if (file !== undefined) mains.set(name, file);
      if (closed) return;
      listener.changed(site);
      // What a deck was made of for the first time may have changed before it was watched.
      if (folders.update(work.files())) again = true;
      owes = work.owes;
      if (!owes) later?.ask(site.pictures);
    } catch (error) {
      if (!closed) tellFailure(error, listener);
    } finally {
      loading = false;
    }
    if (closed) return;
    if (again) schedule();
    else if (owes) timer = setTimeout(() => reload(false), LATER);
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
    timer = setTimeout(() => reload(true), now - restlessSince > LONGEST_UNREST ? 0 : QUIET);
  };
  const refresh = () => {
    if (loading) again = true;
    if (closed || loading) return;
    clearTimeout(timer);
    timer = setTimeout(() => reload(false), 0);
  };
  // One author on the same machine has no use for smaller pictures.
  const later = work.encodes
    ? new PicturesLater({
        ...options,
        report: (reason, fault) => listener.failed(reason, fault),
        done: refresh,
      })
    : undefined;
  const folders = new WatchedFolders(options, { changed: schedule, limited: listener.failed });
  folders.update([]);
  // What changed between loading and watching sent no event.
  timer = setTimeout(() => reload(true), SETTLED);
  return {
    want(deck) {
      if (work.wanted.has(deck) || !mains.has(deck)) return;
      work.wanted.add(deck);
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

/** The folder that holds the decks, and those that are there. */
function found(path: string): Pick<Discovered, 'root' | 'decks'> {
  try {
    return discover(path);
  } catch (error) {
    if (!(error instanceof SiteError)) throw error;
    return { root: resolve(path), decks: [] };
  }
}
