/** Names the version of all decks together: servers with the same decks, built the same, have the same. */
import { createHash } from 'node:crypto';
import type { SiteDeck } from './site.ts';

/** What of a site makes its revision. */
export interface Revised {
  readonly decks: readonly Pick<SiteDeck, 'name' | 'revision'>[];
}

/** Characters of it: two versions of one site do not share them by chance. */
const LENGTH = 16;

/** Revisions of sites that were asked for. */
const known = new WeakMap<Revised['decks'], string>();

/** Returns the revision of a site: it changes when the page of any deck does. */
export function siteRevision({ decks }: Revised): string {
  const before = known.get(decks);
  if (before !== undefined) return before;
  const versions = decks.map(({ name, revision }) => `${name} ${revision}\n`).toSorted();
  const revision = createHash('sha256').update(versions.join('')).digest('hex').slice(0, LENGTH);
  known.set(decks, revision);
  return revision;
}
