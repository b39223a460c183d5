/** The site that is served: the one loaded last, but of decks in a talk the last form that compiled, until the talk ends. */
import { keepLive, unshowable } from '../site/keep-live.ts';
import type { Site } from '../site/site.ts';

/** How often, in milliseconds, it is asked whether talks go on whose decks cannot be shown as they are now, or have begun. */
const ASK_MS = 1000;

/** What a served site is made of. */
export interface ServedSiteParts {
  /** Whether a deck's talk is live; its log may have to be read for that. */
  readonly isLive: (deck: string) => Promise<boolean>;
  /** Told when another site is served. */
  readonly changed: (site: Site) => void;
}

/** The served site. */
export class ServedSite {
  readonly #parts: ServedSiteParts;
  #loaded: Site;
  #now: Site;
  #live = new Set<string>();
  #timer: NodeJS.Timeout | undefined;

  /** @param loaded the first site */
  constructor(loaded: Site, parts: ServedSiteParts) {
    this.#loaded = loaded;
    this.#now = loaded;
    this.#parts = parts;
  }

  /** What is served. */
  get now(): Site {
    return this.#now;
  }

  /** Another site was loaded. Where nothing is to be asked first, it is served when this returns. */
  take(loaded: Site): Promise<void> {
    this.#loaded = loaded;
    return this.#decide(true);
  }

  /** Serves what is to be served now; `isNew` of a site that was just loaded. */
  async #decide(isNew: boolean): Promise<void> {
    clearTimeout(this.#timer);
    const loaded = this.#loaded;
    const names = unshowable(loaded, this.#now);
    const live = names.length > 0 ? await this.#liveAmong(names) : new Set<string>();
    // Another one was loaded while that was asked, and is decided on by itself.
    if (loaded !== this.#loaded) return;
    if (isNew || !isSame(live, this.#live)) {
      this.#live = live;
      this.#now = keepLive(loaded, this.#now, live);
      this.#parts.changed(this.#now);
    }
    // What is gone, and in no talk, comes back by a save only.
    const { decks } = loaded;
    if (!names.some((name) => live.has(name) || decks.some((deck) => deck.name === name))) return;
    this.#timer = setTimeout(() => this.#decide(false), ASK_MS);
    this.#timer.unref();
  }

  async #liveAmong(names: readonly string[]): Promise<Set<string>> {
    // A log that can't be read has been told of; its room is no talk.
    const answers = await Promise.all(names.map((name) => this.#parts.isLive(name).catch(() => false)));
    return new Set(names.filter((_, i) => answers[i]));
  }
}

function isSame(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  return a.size === b.size && [...a].every((name) => b.has(name));
}
