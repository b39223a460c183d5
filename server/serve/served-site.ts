/**
 * The site that is served: the one loaded last, but while a deck's talk is live and its newest version cannot
 * be shown, its last good one.
 */
import { keepLive, unshowable } from '../site/keep-live.ts';
import type { Resource, Site } from '../site/site.ts';

/** Milliseconds between two checks whether talks of such decks have begun or ended. */
const ASK_MS = 1000;

/** Milliseconds that a former site's fonts are still sent: pages that were opened just before ask for them. */
const FORMER_MS = 60_000;

/** The parts of a served site. */
export interface ServedSiteParts {
  /** Returns whether a deck's talk is live; may have to read its log. */
  readonly isLive: (deck: string) => Promise<boolean>;
  /** Called when another site is served. */
  readonly changed: (site: Site) => void;
}

/** Decides which site is served. */
export class ServedSite {
  readonly #parts: ServedSiteParts;
  #loaded: Site;
  #now: Site;
  #live = new Set<string>();
  #timer: NodeJS.Timeout | undefined;
  readonly #formerFonts = new Map<string, Resource>();

  /** @param loaded the first site */
  constructor(loaded: Site, parts: ServedSiteParts) {
    this.#loaded = loaded;
    this.#now = loaded;
    this.#parts = parts;
  }

  /** The site that is served. */
  get now(): Site {
    return this.#now;
  }

  /** Returns a font that a site served in the last minute had. */
  formerFont(address: string): Resource | undefined {
    return this.#formerFonts.get(address);
  }

  /** Takes a newly loaded site. Unless the rooms have to be asked first, it is served when this returns. */
  update(loaded: Site): Promise<void> {
    this.#loaded = loaded;
    return this.#decide(true);
  }

  /** Decides what to serve now. `isNew` after a site was loaded. */
  async #decide(isNew: boolean): Promise<void> {
    clearTimeout(this.#timer);
    const loaded = this.#loaded;
    const names = unshowable(loaded, this.#now);
    const live = names.length > 0 ? await this.#liveAmong(names) : new Set<string>();
    // Another site was loaded meanwhile, and has its own decision.
    if (loaded !== this.#loaded) return;
    if (isNew || !isSame(live, this.#live)) {
      this.#live = live;
      const former = this.#now;
      this.#now = keepLive(loaded, former, live);
      this.#keepFonts(former);
      this.#parts.changed(this.#now);
    }
    // A deck that is gone, and in no live talk, comes back only with another load.
    const { decks } = loaded;
    if (!names.some((name) => live.has(name) || decks.some((deck) => deck.name === name))) return;
    this.#timer = setTimeout(() => this.#decide(false), ASK_MS);
    this.#timer.unref();
  }

  #keepFonts({ resources }: Site): void {
    const lost = [...resources].filter(
      ([path, { type, cache }]) =>
        type === 'font/woff2' && cache === 'immutable' && !this.#now.resources.has(path),
    );
    if (lost.length === 0) return;
    for (const [path, font] of lost) this.#formerFonts.set(path, font);
    setTimeout(() => {
      for (const [path] of lost) this.#formerFonts.delete(path);
    }, FORMER_MS).unref();
  }

  async #liveAmong(names: readonly string[]): Promise<Set<string>> {
    // A log that cannot be read has been reported; its room counts as not live.
    const answers = await Promise.all(names.map((name) => this.#parts.isLive(name).catch(() => false)));
    return new Set(names.filter((_, i) => answers[i]));
  }
}

function isSame(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  return a.size === b.size && [...a].every((name) => b.has(name));
}
