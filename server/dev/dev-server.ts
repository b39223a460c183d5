/** The server side of `lectern dev`: tells open pages about mistakes and saves, and opens sources in the editor. */

import type { SourcePlace } from '../compile/model/compiled.ts';
import { once } from '../files/once.ts';
import type { PageShell } from '../pages/error-page.ts';
import { WORKER } from '../site/client-files.ts';
import type { Resource, Site } from '../site/site.ts';
import type { DevStatus } from '../wire/dev-status.ts';

/** An open page. */
export interface Listener {
  /** Returns whether the page is an author's; called each time, since a presenter may sign out. */
  readonly isAuthor: () => boolean;
  /** The deck that the page shows. */
  readonly deck?: string | undefined;
  readonly tell: (news: DevStatus) => void;
}

/** The options of a dev server. */
export interface DevServerOptions {
  /** Address of the script that is added to pages. */
  readonly script: string;
  /** Whether only the author can reach the server. */
  readonly isPrivate: boolean;
  /** Somebody has a deck open. */
  readonly pageOpened: (deck: string) => void;
  /** Where a slide's source is. */
  readonly placeOf: (deck: string, slide: string) => Promise<SourcePlace | undefined>;
  /** Opens a file at a line; `failed` is called with a sentence if it could not. */
  readonly open: (place: SourcePlace, failed: (reason: string) => void) => void;
  /** The themes in which a deck can be looked at. */
  readonly themes: readonly ShownTheme[];
  /** Compiles a deck in a theme, or in its own. */
  readonly inTheme: (deck: string, theme: string | undefined) => Promise<Site>;
}

/** A theme, by its names for light and for dark. */
export interface ShownTheme {
  readonly schemes: readonly string[];
}

/** Tells open pages the status of the site. */
export class DevServer {
  readonly options: DevServerOptions;
  readonly #listeners = new Set<Listener>();
  readonly #pagesWithScript = new WeakMap<Resource, Resource>();
  #site: Site | undefined;
  #reason = '';

  constructor(options: DevServerOptions) {
    this.options = options;
  }

  /** Returns the site for authors: each page has the dev script, and browsers store nothing. */
  withDevScript(site: Site): Site {
    const withDevScript = (each: Resource) => this.#withDevScript(each);
    const resources = new Map([...site.resources].map(([address, each]) => [address, withDevScript(each)]));
    const late = new Map(
      [...(site.late ?? [])].map(([address, each]) => [address, () => each().then(withDevScript)]),
    );
    // Without the service worker, no browser stores decks that are being edited.
    resources.delete(WORKER);
    return { ...site, resources, late, notFound: withDevScript(site.notFound) };
  }

  /** Takes a newly loaded site. */
  update(site: Site): void {
    this.#site = site;
    this.#reason = '';
    this.#tell();
  }

  /** Keeps the previous site, for this reason. */
  failed(reason: string): void {
    this.#reason = reason;
    this.#tell();
  }

  /** Calls the listener with the current status, and with every new one. Returns how to stop. */
  listen(listener: Listener): () => void {
    this.#listeners.add(listener);
    if (this.#site) listener.tell(statusFor(listener, this.#site, this.#reason));
    return () => this.#listeners.delete(listener);
  }

  /** Somebody has a deck open; one that is not there is nobody's. */
  pageOpened(name: string): void {
    if (this.#site?.decks.some((deck) => deck.name === name)) this.options.pageOpened(name);
  }

  /** Returns a deck of the current site; undefined where it does not compile. */
  deck(name: string): { readonly source: string; readonly title: string } | undefined {
    return this.#site?.decks.find((deck) => deck.name === name && deck.revision !== '');
  }

  /** Returns what the pages around decks share. */
  get frame(): PageShell | undefined {
    return this.#site?.frame;
  }

  #tell(): void {
    if (!this.#site) return;
    for (const listener of this.#listeners) listener.tell(statusFor(listener, this.#site, this.#reason));
  }

  #withDevScript(resource: Resource): Resource {
    if (!resource.type.startsWith('text/html') || !resource.headers['content-security-policy'])
      return resource;
    const known = this.#pagesWithScript.get(resource) ?? withScript(resource, this.options.script);
    this.#pagesWithScript.set(resource, known);
    return known;
  }
}

function statusFor(listener: Listener, { decks, resources, warnings }: Site, reason: string): DevStatus {
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
    source: decks.find(({ name }) => name === listener.deck)?.source ?? '',
    index: nameOf(resources.get('/')),
  };
}

/** Adds the dev script to a page. Its bytes are written lazily, like the page's own. */
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

/** Returns the version of a page; empty for none. */
function nameOf(page: Resource | undefined): string {
  return page?.etag.replaceAll('"', '') ?? '';
}

/**
 * Returns the script element after the end of a page, which parsers move into its body, with the page's
 * version, to compare with the status.
 */
function element(script: string, name: string): Buffer {
  return Buffer.from(`<script type="module" src="${script}" data-page="${name}"></script>\n`);
}
