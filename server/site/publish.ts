/** Gives every address of a site its resource: pages, decks' files, and what stands below `/_/`. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { icon } from '../pages/icon.ts';
import type { CompiledDeck, CompiledPage, HashedFile } from './compiled.ts';
import type { Discovered } from './discover.ts';
import { FilePublisher } from './file-publisher.ts';
import { contentType, isPublic } from './file-types.ts';
import type { FileIndex } from './files.ts';
import { listFiles } from './folder.ts';
import type { DeckForm } from './form.ts';
import { filesBelow, type HeldDeck, heldDeck } from './held.ts';
import type { LoadedDeck } from './load-deck.ts';
import type { Memory } from './memory.ts';
import type { Resource, Site, SiteDeck } from './site.ts';
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
  readonly form: DeckForm;
  /** The only deck, which is published at the site's own address. */
  readonly atRoot?: string;
}

/** Publishes a site. */
export async function publish(publication: Publication): Promise<Site> {
  const { found, decks, settings, index, memory, buildDirectory, atRoot } = publication;
  const resources = new Map<string, Resource>();
  const problems = [...found.problems];
  const held = new Map<string, HeldDeck>();
  const files = new FilePublisher(resources, index, memory);
  const addHashed = (file: HashedFile) => resources.set(`/_/${file.name}`, hashed(file));
  for (const file of clientFiles(buildDirectory)) addHashed(file);
  addHashed(icon);
  // The only deck's site holds of the others' what that deck names.
  const outside = new Set(decks.flatMap(({ compiled }) => compiled.outside.map(({ address }) => address)));
  const isWanted = (address: string) => atRoot === undefined || outside.has(address);
  for (const folder of found.shared) {
    const directory = join(found.root, folder);
    const { paths, problems: unreadable } = listFiles(directory);
    problems.push(...unreadable);
    for (const path of paths) {
      const address = `/${folder}/${path}`;
      if (isPublic(path) && isWanted(address)) files.add(address, join(directory, path));
    }
  }
  const pages = await sitePages(publication);
  for (const font of pages.fonts) addHashed(font);
  if (atRoot === undefined) resources.set('/', page(pages.index, 200));
  for (const { files: deck, listing, compiled } of decks) {
    const address = deck.name === atRoot ? '/' : `/${deck.name}/`;
    const reader = compiled.held ? 'presenter' : 'anyone';
    resources.set(address, compiled.page ? { ...page(compiled.page, 200), reader } : page(pages.failed, 500));
    for (const asset of compiled.assets) addHashed(asset);
    for (const [name, file] of compiled.borrowed) files.add(`/_/${name}`, file);
    for (const path of listing.own)
      if (isPublic(path)) files.add(address + path, join(deck.directory, path), reader);
    for (const path of compiled.named) files.add(address + path, join(deck.directory, path), reader);
    const speaker = compiled.speaker ?? (await failing(pages.frame, compiled));
    resources.set(`${address}speaker`, {
      ...page(speaker, compiled.speaker ? 200 : 500),
      reader: 'presenter',
    });
    if (compiled.held)
      held.set(deck.name, heldDeck({ page: compiled.held, files: filesBelow(resources, address) }));
  }
  return {
    title: settings.title,
    warnings: [...settings.warnings, ...problems],
    diagnostics: settings.diagnostics,
    decks: decks.map((deck) => describe(deck, resources)),
    ...(atRoot !== undefined && { atRoot }),
    resources,
    held,
    notFound: page(pages.notFound, 404),
    frame: pages.frame,
  };
}

/** What the terminal says of a deck, with a warning for each address of the site that it names and that isn't there. */
function describe(
  { files, listing, compiled, source }: LoadedDeck,
  resources: ReadonlyMap<string, Resource>,
): SiteDeck {
  const missing = compiled.outside.filter(
    ({ address }) => !resources.has(address) && !resources.has(`${address}/`),
  );
  const warnings = missing.map(({ warning }) => warning);
  const diagnostics = missing.map(({ diagnostic }) => diagnostic);
  return {
    name: files.name,
    title: compiled.facts.title,
    slides: compiled.slides,
    unlisted: compiled.facts.unlisted,
    source,
    revision: compiled.revision,
    audience: compiled.audience,
    errors: compiled.error === undefined ? [] : [compiled.error],
    warnings: [...new Set([...compiled.warnings, ...warnings, ...listing.problems])],
    diagnostics: [...compiled.diagnostics, ...diagnostics],
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

function hashed({ name, bytes, brotli, gzip }: HashedFile): Resource {
  return {
    status: 200,
    type: contentType(name),
    etag: `"${name}"`,
    cache: 'immutable',
    reader: 'anyone',
    body: { bytes, ...(brotli ? { brotli } : {}), ...(gzip ? { gzip } : {}) },
    headers: {},
  };
}

/** The built client: few files, each with the encodings that the build made. */
function clientFiles(buildDirectory: string): HashedFile[] {
  const directory = join(buildDirectory, 'client');
  const names = new Set(listFiles(directory).paths);
  const bytesOf = (name: string) => (names.has(name) ? readFileSync(join(directory, name)) : undefined);
  return [...names]
    .filter((name) => !/\.(?:br|gz)$/.test(name))
    .map((name) => {
      const [brotli, gzip] = [bytesOf(`${name}.br`), bytesOf(`${name}.gz`)];
      const bytes = readFileSync(join(directory, name));
      return { name, bytes, ...(brotli ? { brotli } : {}), ...(gzip ? { gzip } : {}) };
    });
}
