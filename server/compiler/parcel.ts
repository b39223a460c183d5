/** A site on its way from one process to another: what of it has changed, as plain values. */
import { type ClientFile, clientResources } from '../site/client-files.ts';
import type { DeckContent } from '../site/content.ts';
import { type HeldDeck, type HeldPage, heldDeck } from '../site/held.ts';
import type { Pass } from '../site/loader.ts';
import { type ListedDeck, OFFLINE_LIST, offlineList } from '../site/offline.ts';
import { once } from '../site/once.ts';
import { type Body, type Resource, type Site, type SiteDeck, type Standby, standsAt } from '../site/site.ts';

/** What tells a resource from every other version of it, by address. */
export type Signatures = ReadonlyMap<string, string>;

/** What is different in some resources: those that are new or others, and the addresses of those that are gone. */
interface ResourceChanges {
  readonly changed: readonly (readonly [address: string, resource: Resource])[];
  readonly gone: readonly string[];
}

/** What a deck's page shows; only the slides that are new or others. */
interface ContentParcel extends Omit<DeckContent, 'slides'> {
  readonly slides: readonly (readonly [id: string, html: string])[];
}

/** A deck; its content is `same` where it is what it was. */
interface DeckParcel extends Omit<SiteDeck, 'content'> {
  readonly content?: ContentParcel | 'same';
}

/** A site, but for what its receiver has already. Files of the built client are on both sides. */
export interface SiteParcel {
  readonly site: Omit<Site, 'decks' | 'resources' | 'late' | 'held' | 'standby' | 'notFound'>;
  readonly decks: readonly DeckParcel[];
  readonly resources: ResourceChanges;
  /** Addresses of pages that are not among the changes yet: `Packer.page` has them. */
  readonly late: readonly string[];
  readonly standby: ReadonlyMap<string, Standby>;
  readonly notFound: Resource;
  /** Addresses of decks that can be kept offline. */
  readonly offline: readonly string[];
  /** By deck; `same` where it is what it was. */
  readonly held: readonly (readonly [deck: string, page: HeldPage | 'same'])[];
}

/** Packs the sites that one sender has for one receiver, one after the other. */
export class Packer {
  readonly #client: ReadonlySet<string>;
  #resources: Signatures;
  #late: ReadonlySet<string> = new Set();
  #packed: ReadonlyMap<string, Resource> = new Map();
  #contents: ReadonlyMap<string, DeckContent> = new Map();
  #held: ReadonlyMap<string, HeldPage> = new Map();

  /** @param known the resources that the receiver has already */
  constructor(client: readonly ClientFile[], known: Signatures) {
    this.#client = new Set(clientResources(client).keys());
    this.#resources = known;
  }

  /** Packs the next site. One that `hurries` comes without the whole pages of decks of which each slide is sent. */
  pack({ decks, resources, held, standby, notFound, ...site }: Site, { hurries }: Pass): SiteParcel {
    const own = ownResources(resources, this.#client);
    const pages = hurries ? this.#wholePages({ ...site, decks }) : [];
    const late = new Set(pages.filter((address) => own.has(address) && this.#resources.has(address)));
    const [ofSite, signatures] = changesIn(own, this.#resources, late);
    const contents = new Map<string, DeckContent>();
    for (const { name, content } of decks) if (content) contents.set(name, content);
    const heldPages = new Map([...held].map(([name, { page }]) => [name, page]));
    const parcel: SiteParcel = {
      site,
      decks: decks.map((deck) => this.#packDeck(deck)),
      resources: ofSite,
      late: [...late],
      standby: new Map([...standby].map(([name, each]) => [name, plainStandby(each)])),
      notFound: plain(notFound),
      offline: offlineDecks(resources),
      held: [...heldPages].map(([name, page]) => [name, this.#held.get(name) === page ? 'same' : page]),
    };
    this.#resources = signatures;
    this.#late = late;
    this.#packed = own;
    this.#contents = contents;
    this.#held = heldPages;
    return parcel;
  }

  /** A page of the site that was packed last, which may be written only now. */
  page(address: string): Resource | undefined {
    const page = this.#packed.get(address);
    return page && plain(page);
  }

  /** The pages and speaker views of decks that have changed, and whose slides are sent one by one. */
  #wholePages(site: Pick<Site, 'decks' | 'atRoot'>): string[] {
    return site.decks.flatMap(({ name, content }) => {
      const address = standsAt(site, name);
      const former = this.#contents.get(name);
      const hasChanged = content !== former || this.#late.has(address);
      return content && former && hasChanged ? [address, `${address}speaker`] : [];
    });
  }

  #packDeck({ content, ...deck }: SiteDeck): DeckParcel {
    const former = this.#contents.get(deck.name);
    if (!content || content === former) return { ...deck, ...(content && { content: 'same' }) };
    const slides = [...content.slides].filter(([id, html]) => former?.slides.get(id) !== html);
    return { ...deck, content: { ...content, slides } };
  }
}

/** Unpacks what a `Packer` packed. */
export class Unpacker {
  readonly #client: ReadonlyMap<string, Resource>;
  readonly #names: ReadonlySet<string>;
  #site: Site | undefined;

  /** @param site the one that was there before the first parcel */
  constructor(client: readonly ClientFile[], site: Site | undefined) {
    this.#client = clientResources(client);
    this.#names = new Set(client.map(({ name }) => name));
    this.#site = site;
  }

  /** What there is already, for a sender who knows of nothing. */
  signatures(): Signatures {
    const own = ownResources(this.#site?.resources ?? new Map(), this.#client);
    return new Map([...own].map(([address, resource]) => [address, signatureOf(resource)]));
  }

  /**
   * Unpacks the next site. What has not changed is the same object as before. `ask` asks for a page that it came without;
   * where it does not come, the one before it stays.
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
      standby: parcel.standby,
      notFound: parcel.notFound,
      held: unpackHeld(parcel, resources, former),
    };
    this.#site = site;
    return site;
  }
}

/** What a site came without, asked for when somebody wants it; and the lists that are made of it. */
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
  const before = former?.decks.find(({ name }) => name === deck.name)?.content;
  if (content === 'same') return { ...deck, ...(before && { content: before }) };
  const changed = new Map(content.slides);
  const ids = content.columns.flatMap(([, slides]) => slides);
  const slides = new Map(ids.map((id) => [id, changed.get(id) ?? before?.slides.get(id) ?? '']));
  return { ...deck, content: { ...content, slides } };
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

/** Those of a site's resources that only its sender has: neither the built client's, nor lists made of the others. */
function ownResources(
  resources: ReadonlyMap<string, Resource>,
  client: Pick<ReadonlySet<string>, 'has'>,
): ReadonlyMap<string, Resource> {
  const lists = new Set(offlineDecks(resources).map((address) => address + OFFLINE_LIST));
  return new Map([...resources].filter(([address]) => !client.has(address) && !lists.has(address)));
}

/** Addresses of the decks that have a list for offline use. */
function offlineDecks(resources: ReadonlyMap<string, Resource>): string[] {
  return [...resources.keys()]
    .filter((address) => address.endsWith(`/${OFFLINE_LIST}`))
    .map((address) => address.slice(0, -OFFLINE_LIST.length));
}

function changesIn(
  resources: ReadonlyMap<string, Resource>,
  known: Signatures,
  late: ReadonlySet<string>,
): [ResourceChanges, Signatures] {
  // To have a late one's signature it would have to be written.
  const signatures = new Map(
    [...resources].map(([address, each]) => [
      address,
      (late.has(address) && known.get(address)) || signatureOf(each),
    ]),
  );
  const changed = [...resources].filter(([address]) => known.get(address) !== signatures.get(address));
  return [
    {
      changed: changed.map(([address, resource]) => [address, plain(resource)]),
      gone: [...known.keys()].filter((address) => !resources.has(address)),
    },
    signatures,
  ];
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

/** A body's tag names its bytes, but not the forms in which they are there. */
function signatureOf({ status, type, etag, cache, reader, body, headers }: Resource): string {
  const forms = 'file' in body ? body : { brotli: 'brotli' in body, gzip: 'gzip' in body };
  return JSON.stringify([status, type, etag, cache, reader, forms, headers]);
}

/** A resource whose getters have been asked. */
function plain({ status, type, etag, cache, reader, body, headers }: Resource): Resource {
  return { status, type, etag, cache, reader, body: plainBody(body), headers };
}

/** A deck that does not compile is rare, and so is all that is sent again of it with every save. */
function plainStandby({ deck: { content: _content, ...deck }, resources, ...rest }: Standby): Standby {
  const pages = new Map([...resources].map(([address, each]) => [address, plain(each)] as const));
  return { deck, resources: pages, ...rest };
}

function plainBody(body: Body): Body {
  if ('file' in body) return body;
  const { bytes, brotli, gzip } = body;
  return { bytes, ...(brotli && { brotli }), ...(gzip && { gzip }) };
}
