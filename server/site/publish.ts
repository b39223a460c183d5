/** Gives every address of a site its resource: pages, decks' files, and what stands below `/_/`. */
import { readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { icon } from '../pages/icon.ts';
import { SANDBOX_POLICY } from '../pages/policy.ts';
import type { CompiledDeck, CompiledPage, HashedFile } from './compiled.ts';
import type { Discovered } from './discover.ts';
import { isInside } from './discover.ts';
import { contentType, isCompressible, isPublic } from './file-types.ts';
import { contentHash, type FileIndex, listFiles, type SiteFile } from './files.ts';
import { type HeldDeck, heldDeck } from './held.ts';
import type { LoadedDeck } from './load.ts';
import type { Memory } from './memory.ts';
import type { Body, Reader, Resource, Site, SiteDeck } from './site.ts';
import { type SitePages, sitePages } from './site-pages.ts';
import type { SiteSettings } from './site-settings.ts';

/** What a site is published from. */
export interface Publication {
  readonly found: Discovered;
  readonly decks: readonly LoadedDeck[];
  readonly settings: SiteSettings;
  readonly index: FileIndex;
  readonly memory: Memory;
  readonly buildDirectory: string;
  readonly base: string;
}

/** Publishes a site. */
export async function publish(publication: Publication): Promise<Site> {
  const { found, decks, settings, index, memory, buildDirectory } = publication;
  const resources = new Map<string, Resource>();
  const held = new Map<string, HeldDeck>();
  const files = new FilePublisher(resources, index, memory);
  publishClient(resources, buildDirectory);
  resources.set(`/_/${icon.name}`, hashed(icon));
  for (const folder of found.shared) {
    const directory = join(found.root, folder);
    for (const path of listFiles(directory))
      if (isPublic(path)) files.add(`/${folder}/${path}`, join(directory, path));
  }
  const pages = await sitePages(publication);
  for (const font of pages.fonts) resources.set(`/_/${font.name}`, hashed(font));
  resources.set('/', page(pages.index, 200));
  for (const { files: deck, listing, compiled } of decks) {
    const address = `/${deck.name}/`;
    const reader = compiled.held ? 'presenter' : 'anyone';
    resources.set(address, compiled.page ? { ...page(compiled.page, 200), reader } : page(pages.failed, 500));
    for (const font of compiled.fonts) resources.set(`/_/${font.name}`, hashed(font));
    for (const [name, file] of compiled.borrowed) files.add(`/_/${name}`, file);
    const speaker = compiled.speaker ?? (await failing(pages.frame, compiled));
    resources.set(`${address}speaker`, {
      ...page(speaker, compiled.speaker ? 200 : 500),
      reader: 'presenter',
    });
    resources.set(`${address}speaker/notes.json`, notes(compiled));
    const named = new Set(compiled.named);
    for (const path of new Set([...listing.filter(isPublic), ...named])) {
      const file = join(deck.directory, path);
      if (isInside(file, deck.directory)) files.add(address + path, file, reader);
    }
    if (compiled.held)
      held.set(deck.name, heldDeck({ page: compiled.held, files: below(resources, address) }));
  }
  return {
    title: settings.title,
    decks: decks.map((deck) => describe(deck, resources)),
    resources,
    held,
    notFound: page(pages.notFound, 404),
    frame: pages.frame,
  };
}

/** The files below an address, by the rest of their path. What belongs to the speaker is not among them. */
function below(resources: ReadonlyMap<string, Resource>, address: string): Map<string, Resource> {
  const inside = [...resources].filter(
    ([path]) =>
      path.startsWith(address) && path !== address && !/^speaker(?:\/|$)/.test(path.slice(address.length)),
  );
  return new Map(inside.map(([path, resource]) => [path.slice(address.length), resource]));
}

/** What the terminal says of a deck, with a warning for each address of the site that it names and that isn't there. */
function describe({ files, compiled }: LoadedDeck, resources: ReadonlyMap<string, Resource>): SiteDeck {
  const missing = compiled.outside.filter(
    ({ address }) => !resources.has(address) && !resources.has(`${address}/`),
  );
  const warnings = missing.map(
    ({ url, line }) =>
      `${files.name}, line ${line}: there is nothing at \`${url}\` on this site\n\n  Put the file into the deck's folder, or into a folder of the site.`,
  );
  return {
    name: files.name,
    title: compiled.facts.title,
    slides: compiled.slides,
    unlisted: compiled.facts.unlisted,
    revision: compiled.revision,
    audience: compiled.audience,
    errors: compiled.error === undefined ? [] : [compiled.error],
    warnings: [...compiled.warnings, ...warnings],
  };
}

function page({ bytes, brotli, gzip, hash, policy }: CompiledPage, status: Resource['status']): Resource {
  return {
    status,
    type: 'text/html; charset=utf-8',
    etag: `"${hash}"`,
    cache: 'revalidate',
    reader: 'anyone',
    body: { bytes, brotli, gzip },
    headers: { 'content-security-policy': policy },
  };
}

/** What a failed deck's presenters see; the pages' writer is loaded only for them. */
async function failing(frame: SitePages['frame'], { error }: CompiledDeck): Promise<CompiledPage> {
  const { failedSpeaker } = await import('./failed-speaker.ts');
  return failedSpeaker(frame, error ?? '');
}

/** What presenters read beside the slides. A deck that failed has its code frame here, which may hold notes. */
function notes({ facts, revision, duration, notes: slides, error }: CompiledDeck): Resource {
  const { name, title } = facts;
  const bytes = Buffer.from(
    JSON.stringify({ deck: name, title, revision, duration: duration ?? null, slides, error: error ?? null }),
  );
  return {
    status: 200,
    type: 'application/json; charset=utf-8',
    etag: `"${contentHash(bytes)}"`,
    cache: 'revalidate',
    reader: 'presenter',
    body: { bytes },
    headers: {},
  };
}

function hashed({ name, bytes }: HashedFile): Resource {
  return {
    status: 200,
    type: contentType(name),
    etag: `"${name}"`,
    cache: 'immutable',
    reader: 'anyone',
    body: { bytes },
    headers: {},
  };
}

/** The built client: few files, each with the encodings that the build made. */
function publishClient(resources: Map<string, Resource>, buildDirectory: string): void {
  const directory = join(buildDirectory, 'client');
  for (const name of listFiles(directory)) {
    if (/\.(?:br|gz)$/.test(name)) continue;
    const file = join(directory, name);
    const twin = (ending: string) => readOrNothing(file + ending);
    const [brotli, gzip] = [twin('.br'), twin('.gz')];
    const body = { bytes: readFileSync(file), ...(brotli ? { brotli } : {}), ...(gzip ? { gzip } : {}) };
    resources.set(`/_/${name}`, { ...hashed({ name, bytes: body.bytes }), body });
  }
}

function readOrNothing(file: string): Uint8Array | undefined {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}

/** Publishes authors' files; those with the same content share one body. */
class FilePublisher {
  readonly #resources: Map<string, Resource>;
  readonly #index: FileIndex;
  readonly #memory: Memory;
  readonly #bodies = new Map<string, Body>();

  constructor(resources: Map<string, Resource>, index: FileIndex, memory: Memory) {
    this.#resources = resources;
    this.#index = index;
    this.#memory = memory;
  }

  add(address: string, file: string, reader: Reader = 'anyone'): void {
    const found = this.#index.look(file);
    if (!found || this.#resources.has(address)) return;
    const type = contentType(file);
    const active = /html|svg|xml/.test(type) || /\.x?html?$/i.test(extname(file));
    this.#resources.set(address, {
      status: 200,
      type,
      etag: `"${found.hash}"`,
      cache: 'revalidate',
      reader,
      body: this.#bodyOf(found, isCompressible(type)),
      headers: active ? { 'content-security-policy': SANDBOX_POLICY } : {},
    });
  }

  #bodyOf({ file, size, hash }: SiteFile, compressible: boolean): Body {
    const key = `${hash}${compressible ? '-text' : ''}`;
    const known = this.#bodies.get(key);
    if (known) return known;
    const body =
      compressible && size <= IN_MEMORY_UP_TO ? compressed(file, hash, this.#memory) : { file, size };
    this.#bodies.set(key, body);
    return body;
  }
}

/** Text files up to this size in bytes are compressed once and kept in memory; larger ones are sent as they are. */
const IN_MEMORY_UP_TO = 2_000_000;

function compressed(file: string, hash: string, memory: Memory): Body {
  const key = `text-${hash}`;
  // What this function wrote.
  const kept = memory.read(key) as Body | undefined;
  if (kept) return kept;
  const bytes = readFileSync(file);
  const params = { [constants.BROTLI_PARAM_QUALITY]: 9, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
  const body = { bytes, brotli: brotliCompressSync(bytes, { params }), gzip: gzipSync(bytes, { level: 9 }) };
  memory.write(key, body);
  return body;
}
