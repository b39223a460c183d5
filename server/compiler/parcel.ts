/** The differences between two sites as plain values, to be sent from one process to another. */

import type { ContentDifference, DeckContent } from '../compile/model/content.ts';
import type { HeldPage } from '../compile/model/held-page.ts';
import type { LastGood, Resource, Site, SiteDeck } from '../site/site.ts';
import { OFFLINE_LIST } from '../wire/offline-list.ts';

/** What tells the versions of a resource apart, by address. */
export type Signatures = ReadonlyMap<string, string>;

/** Changes of resources: new or changed ones, and the addresses of removed ones. */
export interface ResourceChanges {
  readonly changed: readonly (readonly [address: string, resource: Resource])[];
  readonly gone: readonly string[];
}

/** A deck, and its content as far as the receiver does not have it. */
export interface DeckParcel extends Omit<SiteDeck, 'content'> {
  readonly content?: 'same' | { readonly whole: DeckContent } | { readonly difference: ContentDifference };
}

/** A site without what the receiver has already. Files of the built client are on both sides. */
export interface SiteParcel {
  readonly site: Omit<Site, 'decks' | 'resources' | 'late' | 'held' | 'lastGood' | 'notFound'>;
  readonly decks: readonly DeckParcel[];
  readonly resources: ResourceChanges;
  /** Addresses of pages that are not among the changes yet; `Packer.page` returns them. */
  readonly late: readonly string[];
  readonly lastGood: ReadonlyMap<string, LastGood>;
  readonly notFound: Resource;
  /** Addresses of decks that can be saved offline. */
  readonly offline: readonly string[];
  /** By deck; `same` if it has not changed. */
  readonly held: readonly (readonly [deck: string, page: HeldPage | 'same'])[];
}

/** Returns the resources that only the sender has: neither the built client's, nor lists derived from others. */
export function ownResources(
  resources: ReadonlyMap<string, Resource>,
  client: Pick<ReadonlySet<string>, 'has'>,
): ReadonlyMap<string, Resource> {
  const lists = new Set(offlineDecks(resources).map((address) => address + OFFLINE_LIST));
  return new Map([...resources].filter(([address]) => !client.has(address) && !lists.has(address)));
}

/** Returns the addresses of decks with an offline list. */
export function offlineDecks(resources: ReadonlyMap<string, Resource>): string[] {
  return [...resources.keys()]
    .filter((address) => address.endsWith(`/${OFFLINE_LIST}`))
    .map((address) => address.slice(0, -OFFLINE_LIST.length));
}

/** Returns a signature: an etag identifies the bytes, but not which compressed forms exist. */
export function signatureOf({ status, type, etag, cache, reader, body, headers }: Resource): string {
  const forms = 'file' in body ? body : { brotli: 'brotli' in body, gzip: 'gzip' in body };
  return JSON.stringify([status, type, etag, cache, reader, forms, headers]);
}
