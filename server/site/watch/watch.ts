/**
 * Watches a site's folders, and loads the site again when something has changed: a quick pass first, then a full one.
 */

import type { Pass } from '../../compile/model/pass.ts';
import { PicturesLater } from '../../compile/pictures/background-queue.ts';
import type { DeckFiles } from '../../files/deck-files.ts';
import { discover } from '../../files/discover.ts';
import { statsOf } from '../../files/read-folder.ts';
import { isSystemError, SiteError } from '../../files/site-error.ts';
import type { LoadedSite, LoaderOptions, SiteLoader } from '../loader.ts';
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
const QUIET_MS = 1;

/** Milliseconds by which further events may delay a load at most: hundreds of files may be written at once. */
const LONGEST_UNREST_MS = 40;

/** Milliseconds for which a deck's file may be missing or empty: editors rename or truncate it before they write it. */
const AWAY_MS = 150;

/** Milliseconds from a save to a full pass. */
const LATER_MS = 300;

/** Milliseconds until the first reload, so that the first requests after a start are answered before it. */
const SETTLED_MS = 400;

/** Starts to watch what `loader` loads. The former site stays until a new one is complete. */
export function watchSite(options: WatchOptions, loader: SiteLoader, listener: SiteListener): SiteWatch {
  return new SiteWatcher(options, loader, listener);
}

/** Reloads a site whenever its files change: a quick pass at once, a full one when it is quiet. */
class SiteWatcher implements SiteWatch {
  readonly #loader: SiteLoader;
  readonly #listener: SiteListener;
  readonly #folders: WatchedFolders;
  readonly #later: PicturesLater | undefined;
  /** Main files by the names of their decks. */
  readonly #fileByName: Map<string, string>;
  readonly #openInDev = new Set<string>();
  /** Absolute paths of the files that the site was made of when last loaded. */
  #files: readonly string[] = [];
  #timer: NodeJS.Timeout | undefined;
  /** When the first of the events came that have not caused a load yet. */
  #restlessSince: number | undefined;
  #isLoading = false;
  /** Something changed during a load. */
  #again = false;
  #isClosed = false;
  /** Main files that were missing or empty when last looked at. */
  #away: readonly string[] = [];
  /** Why the last load failed. */
  #failure: string | undefined;

  constructor(options: WatchOptions, loader: SiteLoader, listener: SiteListener) {
    this.#loader = loader;
    this.#listener = listener;
    this.#fileByName = new Map(decksIn(options.path).map(({ name, file }) => [name, file]));
    // Smaller pictures are of no use to a single author on the same machine.
    this.#later =
      options.encodes === false
        ? undefined
        : new PicturesLater({
            make: (picture, report) => loader.makePicture(picture, report),
            report: (reason, fault) => listener.failed(reason, fault),
            done: () => this.#refresh(),
          });
    this.#folders = new WatchedFolders(options, {
      changed: () => this.#schedule(),
      limited: listener.failed,
    });
    this.#folders.update([]);
    // Changes between loading and watching caused no event.
    this.#reloadAfter(SETTLED_MS, 'quick');
  }

  openInDev(deck: string): void {
    if (this.#openInDev.has(deck) || !this.#fileByName.has(deck)) return;
    this.#openInDev.add(deck);
    this.#loader.openInDev(deck);
    this.#schedule();
  }

  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    this.#later?.close();
    this.#folders.close();
  }

  #reloadAfter(milliseconds: number, pass: Pass): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#reload(pass), milliseconds);
  }

  /** Reloads once events pause, or have gone on for too long. */
  #schedule(): void {
    if (this.#isClosed) return;
    if (this.#isLoading) {
      this.#again = true;
      return;
    }
    const now = performance.now();
    this.#restlessSince ??= now;
    this.#reloadAfter(now - this.#restlessSince > LONGEST_UNREST_MS ? 0 : QUIET_MS, 'quick');
  }

  /** Reloads because smaller pictures were made. */
  #refresh(): void {
    if (this.#isLoading) this.#again = true;
    else if (!this.#isClosed) this.#reloadAfter(0, 'full');
  }

  async #reload(pass: Pass): Promise<void> {
    const away = [...this.#fileByName.values()].filter(isAway);
    const isNewlyAway = away.some((file) => !this.#away.includes(file));
    this.#away = away;
    if (pass === 'quick' && isNewlyAway) return this.#reloadAfter(AWAY_MS, 'quick');
    this.#restlessSince = undefined;
    this.#isLoading = true;
    this.#again = false;
    // Nothing more can be done for a site that cannot be loaded until something changes.
    let complete = true;
    try {
      // Before the load, so that a change during it causes another load.
      this.#folders.update(this.#files);
      const loaded = await this.#loader.load({ pass });
      if (this.#isClosed) return;
      complete = loaded.complete;
      this.#publish(loaded);
    } catch (error) {
      if (!this.#isClosed) this.#fail(error);
    } finally {
      this.#isLoading = false;
    }
    if (this.#isClosed) return;
    if (this.#again) this.#schedule();
    else if (!complete) this.#reloadAfter(LATER_MS, 'full');
  }

  /** Tells why the site cannot be loaded; once, since what is told may go to a file in a watched folder. */
  #fail(error: unknown): void {
    const failure = String(error);
    if (failure === this.#failure) return;
    this.#failure = failure;
    tellFailure(error, this.#listener);
  }

  #publish({ site, files, complete }: LoadedSite): void {
    this.#failure = undefined;
    this.#files = files;
    this.#fileByName.clear();
    for (const { name, file } of site.decks) if (file !== undefined) this.#fileByName.set(name, file);
    for (const deck of this.#openInDev) if (!this.#fileByName.has(deck)) this.#openInDev.delete(deck);
    this.#listener.changed(site);
    // Files that a deck uses for the first time may have changed before they were watched.
    if (this.#folders.update(files)) this.#again = true;
    if (complete) this.#later?.ask(site.pictures);
  }
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
