/** Packs a site for another process: only what has changed. */

import { type DeckContent, differenceBetween } from '../compile/model/content.ts';
import type { HeldPage } from '../compile/model/held-page.ts';
import type { LoadRequest } from '../site/loader.ts';
import { type Body, type LastGood, type Resource, type Site, type SiteDeck, standsAt } from '../site/site.ts';
import {
  type DeckParcel,
  offlineDecks,
  ownResources,
  type ResourceChanges,
  type Signatures,
  type SiteParcel,
  signatureOf,
} from './parcel.ts';

/** Packs successive sites of one sender for one receiver. */
export class Packer {
  readonly #client: ReadonlySet<string>;
  #resources: Signatures;
  #late: ReadonlySet<string> = new Set();
  #packed: ReadonlyMap<string, Resource> = new Map();
  /** Pages that were still late when their deck was removed, by address: a talk may go on without its files. */
  #gone: ReadonlyMap<string, Resource> = new Map();
  #contents: ReadonlyMap<string, DeckContent> = new Map();
  #held: ReadonlyMap<string, HeldPage> = new Map();

  /** @param client the addresses of the built client, which the receiver has @param known the other resources that it has */
  constructor(client: ReadonlySet<string>, known: Signatures) {
    this.#client = client;
    this.#resources = known;
  }

  /** Packs the next site. One of a quick pass comes without the whole pages of decks of which each slide is sent. */
  pack(
    { decks, resources, held, lastGood, notFound, ...site }: Site,
    { pass }: Pick<LoadRequest, 'pass'>,
  ): SiteParcel {
    const own = ownResources(resources, this.#client);
    const pages = pass === 'quick' ? this.#wholePages({ ...site, decks }) : [];
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
      lastGood: new Map([...lastGood].map(([name, each]) => [name, plainLastGood(each)])),
      notFound: plain(notFound),
      offline: offlineDecks(resources),
      held: [...heldPages].map(([name, page]) => [name, this.#held.get(name) === page ? 'same' : page]),
    };
    this.#resources = signatures;
    const gone = [...this.#packed].filter(([address]) => this.#late.has(address));
    this.#gone = new Map([...this.#gone, ...gone].filter(([address]) => !own.has(address)));
    this.#late = late;
    this.#packed = own;
    this.#contents = contents;
    this.#held = heldPages;
    return parcel;
  }

  /** Returns a page of the last packed site, or of a deck that was just removed; it may be rendered only now. */
  page(address: string): Resource | undefined {
    const page = this.#packed.get(address) ?? this.#gone.get(address);
    return page && plain(page);
  }

  /** Returns the addresses of pages and speaker views of changed decks whose slides are sent one by one. */
  #wholePages(site: Pick<Site, 'decks' | 'atRoot'>): string[] {
    return site.decks.flatMap(({ name, content, revision }) => {
      const address = standsAt(site, name);
      const former = this.#contents.get(name);
      const hasChanged = content !== former || this.#late.has(address);
      // A deck that does not compile keeps its content, and its page is the error.
      return content && former && hasChanged && revision !== '' ? [address, `${address}speaker`] : [];
    });
  }

  #packDeck({ content, ...deck }: SiteDeck): DeckParcel {
    const former = this.#contents.get(deck.name);
    if (!content || content === former) return { ...deck, ...(content && { content: 'same' }) };
    return {
      ...deck,
      content: former ? { difference: differenceBetween(former, content) } : { whole: content },
    };
  }
}

function changesIn(
  resources: ReadonlyMap<string, Resource>,
  known: Signatures,
  late: ReadonlySet<string>,
): [ResourceChanges, Signatures] {
  // Computing a late page's signature would render it, so the known one is used.
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

/** Returns a plain copy of a resource, with its getters evaluated. */
function plain({ status, type, etag, cache, reader, body, headers }: Resource): Resource {
  return { status, type, etag, cache, reader, body: plainBody(body), headers };
}

/** A deck that does not compile is rare, and so is all that is sent again of it with every save. */
function plainLastGood({ deck: { content: _content, ...deck }, resources, ...rest }: LastGood): LastGood {
  const pages = new Map([...resources].map(([address, each]) => [address, plain(each)] as const));
  return { deck, resources: pages, ...rest };
}

function plainBody(body: Body): Body {
  if ('file' in body) return body;
  const { bytes, brotli, gzip } = body;
  return { bytes, ...(brotli && { brotli }), ...(gzip && { gzip }) };
}
