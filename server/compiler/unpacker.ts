/** Unpacks the sites that a `Packer` packed in another process. */

import { contentAfter } from '../compile/model/content.ts';
import { once } from '../files/once.ts';
import { type ClientFile, clientResources } from '../site/client-files.ts';
import { heldDeck } from '../site/held.ts';
import { type ListedDeck, offlineList } from '../site/offline.ts';
import type { HeldDeck, Resource, Site, SiteDeck } from '../site/site.ts';
import { OFFLINE_LIST } from '../wire/offline-list.ts';
import {
  type DeckParcel,
  ownResources,
  type ResourceChanges,
  type Signatures,
  type SiteParcel,
  signatureOf,
} from './parcel.ts';

/** Unpacks successive parcels. */
export class Unpacker {
  readonly #client: ReadonlyMap<string, Resource>;
  readonly #names: ReadonlySet<string>;
  #site: Site | undefined;

  /** @param site the site before the first parcel */
  constructor(client: readonly ClientFile[], site: Site | undefined) {
    this.#client = clientResources(client);
    this.#names = new Set(client.map(({ name }) => name));
    this.#site = site;
  }

  /** Returns the signatures of the known resources, for a new sender. */
  signatures(): Signatures {
    const own = ownResources(this.#site?.resources ?? new Map(), this.#client);
    return new Map([...own].map(([address, resource]) => [address, signatureOf(resource)]));
  }

  /**
   * Unpacks the next site. What has not changed is the same object as before. `ask` requests a page that was
   * left out; if it does not come, the previous one stays.
   */
  unpack(parcel: SiteParcel, ask: (address: string) => Promise<Resource | undefined>): Site {
    const former = this.#site;
    const own = ownResources(former?.resources ?? new Map(), this.#client);
    const resources = new Map([...this.#client, ...applied(own, parcel.resources)]);
    const client = this.#names;
    for (const address of parcel.offline)
      resources.set(address + OFFLINE_LIST, offlineList({ address, resources, client }));
    const site: Site = {
      ...parcel.site,
      decks: parcel.decks.map((deck) => unpackDeck(deck, former)),
      resources,
      ...(parcel.late.length > 0 && { late: latePages(parcel, { resources, client, ask }) }),
      lastGood: parcel.lastGood,
      notFound: parcel.notFound,
      held: unpackHeld(parcel, resources, former),
    };
    this.#site = site;
    return site;
  }
}

/**
 * Returns the pages that were left out, requested when they are first read, and the offline lists made from
 * them.
 */
function latePages(
  { late, offline }: SiteParcel,
  { ask, ...site }: Omit<ListedDeck, 'address'> & { readonly ask: Parameters<Unpacker['unpack']>[1] },
): NonNullable<Site['late']> {
  const pages = new Map<string, () => Promise<Resource>>();
  for (const address of late) {
    const former = site.resources.get(address);
    if (!former) continue;
    const page = once(() => ask(address).then((found) => found ?? former));
    pages.set(address, page);
    if (!offline.includes(address)) continue;
    const list = (now: Resource) =>
      offlineList({ ...site, address, resources: new Map([...site.resources, [address, now]]) });
    pages.set(
      address + OFFLINE_LIST,
      once(() => page().then(list)),
    );
  }
  return pages;
}

function unpackDeck({ content, ...deck }: DeckParcel, former: Site | undefined): SiteDeck {
  if (!content) return deck;
  if (content !== 'same' && 'whole' in content) return { ...deck, content: content.whole };
  const before = former?.decks.find(({ name }) => name === deck.name)?.content;
  if (!before) return deck;
  return { ...deck, content: content === 'same' ? before : contentAfter(before, content.difference) };
}

function unpackHeld(
  { held }: SiteParcel,
  resources: ReadonlyMap<string, Resource>,
  former: Site | undefined,
): ReadonlyMap<string, HeldDeck> {
  const decks = new Map<string, HeldDeck>();
  for (const [name, sent] of held) {
    const page = sent === 'same' ? former?.held.get(name)?.page : sent;
    if (page) decks.set(name, heldDeck({ page, files: resources }));
  }
  return decks;
}

function applied(
  former: ReadonlyMap<string, Resource>,
  { changed, gone }: ResourceChanges,
): ReadonlyMap<string, Resource> {
  const resources = new Map(former);
  for (const address of gone) resources.delete(address);
  for (const [address, resource] of changed) resources.set(address, resource);
  return resources;
}
