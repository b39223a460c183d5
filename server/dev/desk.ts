/** An author's desk: tells open pages of mistakes and of what else a save has changed, and opens sources in the editor. */

import type { SourcePlace } from '../compile/model/deck-cache.ts';
import { once } from '../files/once.ts';
import { WORKER } from '../site/client-files.ts';
import type { Resource, Site } from '../site/site.ts';
import type { DevStatus } from '../wire/dev-status.ts';

/** Who hears the news. */
export interface Listener {
  /** Asked each time: a presenter may sign out meanwhile. */
  readonly isAuthor: () => boolean;
  /** The deck whose page listens. */
  readonly deck?: string | undefined;
  readonly tell: (news: DevStatus) => void;
}

/** What a desk is made of. */
export interface DeskOptions {
  /** Address of the script for pages. */
  readonly script: string;
  /** Whoever reaches the server is its author: nobody else can. */
  readonly isPrivate: boolean;
  /** Somebody has a deck open. */
  readonly want: (deck: string) => void;
  /** Where a slide's source is. */
  readonly placeOf: (deck: string, slide: string) => Promise<SourcePlace | undefined>;
  /** Opens a file at a line; `failed` is told in a sentence why it could not. */
  readonly open: (place: SourcePlace, failed: (reason: string) => void) => void;
}

/** The desk. */
export class Desk {
  readonly options: DeskOptions;
  readonly #listeners = new Set<Listener>();
  readonly #dressed = new WeakMap<Resource, Resource>();
  #site: Site | undefined;
  #reason = '';

  constructor(options: DeskOptions) {
    this.options = options;
  }

  /** A site as authors see it: each page has the desk's script, and nothing is kept for later. */
  dress(site: Site): Site {
    const dress = (each: Resource) => this.#dress(each);
    const resources = new Map([...site.resources].map(([address, each]) => [address, dress(each)]));
    const late = new Map(
      [...(site.late ?? [])].map(([address, each]) => [address, () => each().then(dress)]),
    );
    // No browser keeps what its author is changing.
    resources.delete(WORKER);
    return { ...site, resources, late, notFound: dress(site.notFound) };
  }

  /** The site is another now. */
  take(site: Site): void {
    this.#site = site;
    this.#reason = '';
    this.#tell();
  }

  /** The site stays what it was, for this reason. */
  failed(reason: string): void {
    this.#reason = reason;
    this.#tell();
  }

  /** Listens from now on; the news of the moment come first. Answers how to stop. */
  listen(listener: Listener): () => void {
    this.#listeners.add(listener);
    if (this.#site) listener.tell(newsFor(listener, this.#site, this.#reason));
    return () => this.#listeners.delete(listener);
  }

  /** Somebody has a deck open; one that is not there is nobody's. */
  want(name: string): void {
    if (this.#site?.decks.some((deck) => deck.name === name)) this.options.want(name);
  }

  #tell(): void {
    if (!this.#site) return;
    for (const listener of this.#listeners) listener.tell(newsFor(listener, this.#site, this.#reason));
  }

  #dress(resource: Resource): Resource {
    if (!resource.type.startsWith('text/html') || !resource.headers['content-security-policy'])
      return resource;
    const known = this.#dressed.get(resource) ?? withScript(resource, this.options.script);
    this.#dressed.set(resource, known);
    return known;
  }
}

function newsFor(listener: Listener, { decks, resources, warnings }: Site, reason: string): DevStatus {
  const isAuthor = listener.isAuthor();
  const broken = decks.filter(({ errors }) => errors.length > 0);
  const doubtful = decks.filter((deck) => deck.warnings.length > 0);
  const known = decks.filter(({ unlisted, name }) => isAuthor || !unlisted || name === listener.deck);
  return {
    frames: isAuthor ? Object.fromEntries(broken.map(({ name, errors }) => [name, errors])) : {},
    warnings: isAuthor
      ? Object.fromEntries([['', warnings], ...doubtful.map((deck) => [deck.name, deck.warnings] as const)])
      : {},
    site: isAuthor ? reason : '',
    decks: known.filter(({ revision }) => revision !== '').map(({ name }) => name),
    index: nameOf(resources.get('/')),
  };
}

/** A page's own bytes are written when they are asked for, and so are these. */
function withScript(page: Resource, script: string): Resource {
  const { status, type, cache, reader, headers } = page;
  const bytes = once(() =>
    'bytes' in page.body ? Buffer.concat([page.body.bytes, element(script, nameOf(page))]) : new Uint8Array(),
  );
  return {
    status,
    type,
    cache,
    reader,
    headers,
    get etag() {
      return page.etag.replace(/"$/, '-dev"');
    },
    get body() {
      return { bytes: bytes() };
    },
  };
}

/** Names what a page shows; empty for none. */
function nameOf(page: Resource | undefined): string {
  return page?.etag.replaceAll('"', '') ?? '';
}

/** Behind the end of a page: the parser puts it at the end of its body. It has the page's name, for what the news say of it. */
function element(script: string, name: string): Buffer {
  return Buffer.from(`<script type="module" src="${script}" data-page="${name}"></script>\n`);
}
