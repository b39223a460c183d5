/** How open pages become what a save has made of their deck: the differences between its versions, kept for a while. */
import { changesBetween, type DeckContent } from '../compile/model/content.ts';
import { encodeText } from '../compile/model/encode.ts';
import { contentHash } from '../files/hash.ts';
import { once } from '../files/once.ts';
import type { Resource, Site } from '../site/site.ts';
import type { Changes } from '../wire/changes.ts';

/** Versions kept of each deck: whoever is further behind fetches the page. */
const VERSIONS = 30;

/** The longest changes that rooms tell, in characters of JSON: one or two slides'. Longer ones are fetched, compressed. */
const SHORT = 16_384;

/** Brotli's quality for those: a hall waits for them, and they are asked for within seconds. */
const QUALITY = 5;

/** The decks of a site, and which of them hold back what has not been shown. */
interface ShownSite extends Pick<Site, 'decks'> {
  readonly held: Pick<Site['held'], 'has'>;
}

/** What has changed from one version to another. */
interface Made {
  readonly changes: Changes;
  readonly json: string;
  /** The answer for whoever fetches it, compressed once for all of them. */
  readonly answer: () => Promise<Resource>;
}

/** The versions of all decks that this process has compiled. */
export class DeckVersions {
  readonly #decks = new Map<string, DeckContent[]>();
  /** What was made for one reader is the same for all of them. */
  readonly #made = new WeakMap<DeckContent, WeakMap<DeckContent, Made>>();

  /** What may not be seen yet is not told either. */
  #held: ShownSite['held'] = new Set();

  /** Takes up what a site shows now. */
  take({ decks, held }: ShownSite): void {
    this.#held = held;
    const names = new Set(decks.map(({ name }) => name));
    for (const name of this.#decks.keys()) if (!names.has(name)) this.#decks.delete(name);
    for (const { name, content } of decks) {
      const versions = this.#decks.get(name) ?? [];
      if (!content || versions.at(-1)?.revision === content.revision) continue;
      // A version that is undone and done again is the newest once more.
      const others = versions.filter(({ revision }) => revision !== content.revision);
      this.#decks.set(name, [...others, content].slice(-VERSIONS));
    }
  }

  /** The answer, in JSON, that makes a page of a former version the newest one; undefined where either is not known. */
  since(deck: string, revision: string): Promise<Resource> | undefined {
    return this.#between(deck, revision)?.answer();
  }

  /** The same, where it is short enough for everybody to be told at once. */
  shortSince(deck: string, revision: string): Changes | undefined {
    const made = this.#between(deck, revision);
    return made && made.json.length <= SHORT ? made.changes : undefined;
  }

  #between(deck: string, revision: string): Made | undefined {
    const versions = this.#held.has(deck) ? [] : (this.#decks.get(deck) ?? []);
    const after = versions.at(-1);
    const before = versions.find((version) => version.revision === revision);
    if (!after || !before) return undefined;
    const made = this.#made.get(before) ?? new WeakMap<DeckContent, Made>();
    this.#made.set(before, made);
    const result = made.get(after) ?? makeChanges(before, after);
    made.set(after, result);
    return result;
  }
}

function makeChanges(before: DeckContent, after: DeckContent): Made {
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
