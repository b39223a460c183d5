/** A site on its way from one process to another: what of it has changed, as plain values. */

import type { DeckContent } from '../compile/model/content.ts';
import type { HeldPage } from '../compile/model/held-page.ts';
import type { LastGood, Resource, Site, SiteDeck } from '../site/site.ts';
import { OFFLINE_LIST } from '../wire/offline-list.ts';

/** What tells a resource from every other version of it, by address. */
export type Signatures = ReadonlyMap<string, string>;

/** What is different in some resources: those that are new or others, and the addresses of those that are gone. */
export interface ResourceChanges {
  readonly changed: readonly (readonly [address: string, resource: Resource])[];
  readonly gone: readonly string[];
}

/** What a deck's page shows; only the slides that are new or others. */
export interface ContentParcel extends Omit<DeckContent, 'slides'> {
  readonly slides: readonly (readonly [id: string, html: string])[];
}

/** A deck; its content is `same` where it is what it was. */
export interface DeckParcel extends Omit<SiteDeck, 'content'> {
  readonly content?: ContentParcel | 'same';
}

/** A site, but for what its receiver has already. Files of the built client are on both sides. */
export interface SiteParcel {
  readonly site: Omit<Site, 'decks' | 'resources' | 'late' | 'held' | 'lastGood' | 'notFound'>;
  readonly decks: readonly DeckParcel[];
  readonly resources: ResourceChanges;
  /** Addresses of pages that are not among the changes yet: `Packer.page` has them. */
  readonly late: readonly string[];
  readonly lastGood: ReadonlyMap<string, LastGood>;
  readonly notFound: Resource;
  /** Addresses of decks that can be kept offline. */
  readonly offline: readonly string[];
  /** By deck; `same` where it is what it was. */
  readonly held: readonly (readonly [deck: string, page: HeldPage | 'same'])[];
}

/** Those of a site's resources that only its sender has: neither the built client's, nor lists made of the others. */
export function ownResources(
  resources: ReadonlyMap<string, Resource>,
  client: Pick<ReadonlySet<string>, 'has'>,
): ReadonlyMap<string, Resource> {
  const lists = new Set(offlineDecks(resources).map((address) => address + OFFLINE_LIST));
  return new Map([...resources].filter(([address]) => !client.has(address) && !lists.has(address)));
}

/** Addresses of the decks that have a list for offline use. */
export function offlineDecks(resources: ReadonlyMap<string, Resource>): string[] {
  return [...resources.keys()]
    .filter((address) => address.endsWith(`/${OFFLINE_LIST}`))
    .map((address) => address.slice(0, -OFFLINE_LIST.length));
}

/** A body's tag names its bytes, but not the forms in which they are there. */
export function signatureOf({ status, type, etag, cache, reader, body, headers }: Resource): string {
  const forms = 'file' in body ? body : { brotli: 'brotli' in body, gzip: 'gzip' in body };
  return JSON.stringify([status, type, etag, cache, reader, forms, headers]);
}
