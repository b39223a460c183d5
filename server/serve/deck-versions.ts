/**
 * Brings open pages up to date after a save: keeps the last versions of each deck, and sends the changes
 * between them.
 */
import { changesBetween, type DeckContent } from '../compile/model/content.ts';
import { encodeText } from '../compile/model/encode.ts';
import { contentHash } from '../files/hash.ts';
import { once } from '../files/once.ts';
import type { Resource, Site } from '../site/site.ts';
import type { Changes } from '../wire/changes.ts';

/** Versions kept per deck. A page that is further behind reloads. */
const VERSIONS = 30;

/**
 * Characters of JSON up to which rooms send the changes themselves: one or two slides. Longer ones are fetched,
 * compressed.
 */
const SHORT = 16_384;

/** Brotli's quality for fetched changes: a whole audience waits for them, so compressing must be quick. */
const QUALITY = 5;

/** What of a site the versions are made from. */
interface ShownSite extends Pick<Site, 'decks'> {
  readonly held: Pick<Site['held'], 'has'>;
}

/** The changes between two versions. */
interface VersionChanges {
  readonly changes: Changes;
  readonly json: string;
  /** Returns the response for those who fetch it, compressed once for all of them. */
  readonly answer: () => Promise<Resource>;
}

/** The versions of all decks that this process has compiled. */
export class DeckVersions {
  readonly #decks = new Map<string, DeckContent[]>();
  /** Changes by the two versions; they are the same for every reader. */
  readonly #changes = new WeakMap<DeckContent, WeakMap<DeckContent, VersionChanges>>();

  /** Withholding decks: their pages are not told of changes. */
  #held: ShownSite['held'] = new Set();

  /** Adds the versions of a newly loaded site. */
  update({ decks, held }: ShownSite): void {
    this.#held = held;
    const names = new Set(decks.map(({ name }) => name));
    for (const name of this.#decks.keys()) if (!names.has(name)) this.#decks.delete(name);
    for (const { name, content } of decks) {
      const versions = this.#decks.get(name) ?? [];
      if (!content || versions.at(-1)?.revision === content.revision) continue;
      // A version that comes back, as after an undo, becomes the newest again.
      const others = versions.filter(({ revision }) => revision !== content.revision);
      this.#decks.set(name, [...others, content].slice(-VERSIONS));
    }
  }

  /** Returns the changes since a revision as JSON; undefined where either version is unknown. */
  since(deck: string, revision: string): Promise<Resource> | undefined {
    return this.#between(deck, revision)?.answer();
  }

  /** Returns the same changes where they are short enough to be sent to everybody at once. */
  shortSince(deck: string, revision: string): Changes | undefined {
    const made = this.#between(deck, revision);
    return made && made.json.length <= SHORT ? made.changes : undefined;
  }

  #between(deck: string, revision: string): VersionChanges | undefined {
    const versions = this.#held.has(deck) ? [] : (this.#decks.get(deck) ?? []);
    const after = versions.at(-1);
    const before = versions.find((version) => version.revision === revision);
    if (!after || !before) return undefined;
    const made = this.#changes.get(before) ?? new WeakMap<DeckContent, VersionChanges>();
    this.#changes.set(before, made);
    const result = made.get(after) ?? makeChanges(before, after);
    made.set(after, result);
    return result;
  }
}

function makeChanges(before: DeckContent, after: DeckContent): VersionChanges {
  const changes = changesBetween(before, after);
  const json = JSON.stringify(changes);
  return { changes, json, answer: once(() => answerOf(json)) };
}

async function answerOf(json: string): Promise<Resource> {
  const body = json.length <= SHORT ? { bytes: Buffer.from(json) } : await encodeText(json, QUALITY);
  return {
    status: 200,
    type: 'application/json',
    cache: 'never',
    reader: 'anyone',
    headers: {},
    etag: `"${contentHash(body.bytes)}"`,
    body,
  };
}
