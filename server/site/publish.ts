/** Gives every address of a site its resource: pages, decks' files, and what stands below `/_/`. */

import { join } from 'node:path';
import { unserved, withNearest } from '../compile/addresses/told.ts';
import type { CompiledDeck, CompiledPage, HashedFile } from '../compile/model/compiled.ts';
import type { LoadedDeck } from '../compile/model/loaded.ts';
import type { PictureFile, PictureStore, SourcePicture } from '../compile/pictures/store.ts';
import type { Discovered } from '../files/discover.ts';
import type { FileIndex } from '../files/file-index.ts';
import { contentType, isPublic } from '../files/file-types.ts';
import { once } from '../files/once.ts';
import { listFiles, sentenceOf } from '../files/read-folder.ts';
import { icon } from '../pages/icon.ts';
import { OFFLINE_LIST } from '../wire/offline-list.ts';
import { bodyOf, clientFiles, clientResources, hashedResource } from './client-files.ts';
import { FilePublisher } from './file-publisher.ts';
import { heldDeck } from './held.ts';
import { heldFiles, isShut } from './held-files.ts';
import type { SitePages } from './make-site-pages.ts';
import { offlineList } from './offline.ts';
import { passedOver } from './passed-over.ts';
import type { HeldDeck, Resource, Site, SiteDeck, Standby } from './site.ts';
import { type PagesInput, sitePages } from './site-pages.ts';

/** What a site is published from. */
export interface Publication extends PagesInput {
  readonly found: Discovered;
  /** Decks that are there no more, as they compiled last: in reserve. */
  readonly gone: readonly LoadedDeck[];
  readonly index: FileIndex;
  readonly store: PictureStore;
  readonly buildDirectory: string;
  /** The only deck, which is published at the site's own address. */
  readonly atRoot?: string;
  readonly keepsLast: KeepsLast;
}

/** Who gets a deck as it compiled last while it does not compile. */
export type KeepsLast = 'for-everyone' | 'for-presenters';

/** Publishes a site. */
export async function publish(publication: Publication): Promise<Site> {
  const { found, decks, gone, settings, index, memory, store, buildDirectory, atRoot, work, keepsLast } =
    publication;
  const resources = new Map<string, Resource>();
  const problems = [...found.problems];
  const held = new Map<string, HeldDeck>();
  const files = new FilePublisher(resources, index, memory);
  const addHashed = (file: HashedFile, to = resources) =>
    to.set(
      `/_/${file.name}`,
      hashedResource(file.name, () => file),
    );
  const client = () => Promise.resolve(clientFiles(buildDirectory));
  const built = await (work?.once('client files', client) ?? client());
  const names = new Set(built.map(({ name }) => name));
  for (const [address, resource] of clientResources(built)) resources.set(address, resource);
  addHashed(icon);
  // The only deck's site holds of the others' what that deck names.
  const outside = new Set(decks.flatMap(({ compiled }) => compiled.outside.map(({ address }) => address)));
  const isWanted = (address: string) => atRoot === undefined || outside.has(address);
  const isHeld = heldFiles(decks, found);
  for (const folder of found.shared) {
    const directory = join(found.root, folder);
    const { paths, problems: unreadable } = listFiles(directory);
    problems.push(...unreadable);
    for (const path of paths) {
      const address = `/${folder}/${path}`;
      const file = join(directory, path);
      if (isPublic(path) && isWanted(address))
        files.add(address, file, isHeld(folder, file) ? 'presenter' : 'anyone');
    }
  }
  const pages = await sitePages(publication);
  for (const font of pages.fonts) addHashed(font);
  if (atRoot === undefined) resources.set('/', page(pages.index, 200));
  const reserve: (Omit<Standby, 'deck'> & { loaded: LoadedDeck; standby: CompiledDeck })[] = [];
  for (const loaded of [...decks, ...gone]) {
    const { files: deck, listing, compiled, standby } = loaded;
    const address = deck.name === atRoot ? '/' : `/${deck.name}/`;
    // Its pictures and fonts stay: pages that show it are open.
    const shown = standby ?? compiled;
    const isGone = gone.includes(loaded);
    // Of one that is gone nothing is there, but in a talk.
    const own = isGone ? new Map<string, Resource>() : resources;
    const ownFiles = isGone ? new FilePublisher(own, index, memory) : files;
    const reader = isShut(shown) ? 'presenter' : 'anyone';
    const pagesOf = async ({
      page: own,
      speaker,
    }: CompiledDeck): Promise<readonly (readonly [string, Resource])[]> => [
      [address, own ? page(own, 200, reader) : page(pages.failed, 500)],
      [
        `${address}speaker`,
        page(speaker ?? (await failing(pages.frame, compiled)), speaker ? 200 : 500, 'presenter'),
      ],
    ];
    const present = isGone ? [] : await pagesOf(shownOf(loaded, keepsLast));
    for (const [path, resource] of present) resources.set(path, resource);
    for (const asset of shown.assets) addHashed(asset, own);
    for (const [name, file] of shown.borrowed) ownFiles.add(`/_/${name}`, file);
    for (const made of shown.made)
      own.set(`${isShut(shown) ? address : '/'}_/${made.name}`, madePicture(made, store, reader));
    for (const path of listing.own)
      if (isPublic(path)) ownFiles.add(address + path, join(deck.directory, path), reader);
    for (const path of shown.named) ownFiles.add(address + path, join(deck.directory, path), reader);
    for (const [path, file] of shown.included) ownFiles.add(address + path, file, reader);
    if (standby) {
      const before = await pagesOf(await besideMistake(standby, compiled));
      reserve.push({
        loaded,
        standby,
        resources: new Map([...(isGone ? own : []), ...before]),
        ...(standby.held && { held: standby.held }),
      });
    }
    if (isGone) continue;
    if (shown.held) held.set(deck.name, heldDeck({ page: shown.held, files: resources }));
    else if (resources.get(address)?.status === 200)
      resources.set(address + OFFLINE_LIST, offlineList({ address, resources, client: names }));
  }
  problems.push(...files.problems);
  // The only deck's site is asked for nothing else.
  if (atRoot === undefined) problems.push(...passedOver(found, decks));
  const told = settings.defaults.check?.unserved === 'off' ? [] : problems;
  return {
    title: settings.title,
    warnings: [...settings.warnings, ...told.map(sentenceOf)],
    diagnostics: [...settings.diagnostics, ...told.map((problem) => unserved(problem, found.root))],
    decks: decks.map((deck) => describe(deck, shownOf(deck, keepsLast), { found, resources })),
    ...(atRoot !== undefined && { atRoot }),
    resources,
    held,
    standby: new Map(
      reserve.map(({ loaded, standby, ...more }) => [
        loaded.files.name,
        { deck: describe(loaded, standby, { found, resources }), ...more },
      ]),
    ),
    pictures: distinctPictures(decks),
    notFound: page(pages.notFound, 404),
    frame: pages.frame,
  };
}

/** A file made of a picture: sent from where it is kept. */
function madePicture({ name, size }: PictureFile, store: PictureStore, reader: Resource['reader']): Resource {
  return {
    status: 200,
    type: contentType(name),
    etag: `"${name}"`,
    cache: 'immutable',
    reader,
    body: { file: store.path(name), size },
    headers: {},
  };
}

/** What can still be made smaller: each content once. */
function distinctPictures(decks: readonly LoadedDeck[]): readonly SourcePicture[] {
  const unmade = decks.flatMap(({ compiled }) => compiled.unmade);
  return [...new Map(unmade.map((picture) => [picture.hash, picture])).values()];
}

/** The form of a deck that whoever asks gets. */
function shownOf({ compiled, standby }: LoadedDeck, keepsLast: KeepsLast): CompiledDeck {
  return keepsLast === 'for-everyone' ? (standby ?? compiled) : compiled;
}

/**
 * What is said of a deck that is shown in one of its forms, with a warning for each address of the site that it names and
 * that isn't there.
 */
function describe(
  { files, listing, compiled, source, content, standby }: LoadedDeck,
  shown: CompiledDeck,
  { found, resources }: { readonly found: Discovered; readonly resources: ReadonlyMap<string, Resource> },
): SiteDeck {
  const meant = once(() => offered(resources));
  const missing = compiled.outside
    .filter(({ address }) => !resources.has(address) && !resources.has(`${address}/`))
    .map((outside) => withNearest(outside, outside.address, meant()));
  const warnings = missing.map(({ warning }) => warning);
  const problems = compiled.check.unserved === 'off' ? [] : listing.problems;
  const diagnostics = [
    ...missing.map(({ diagnostic }) => diagnostic),
    ...problems.map((problem) => unserved(problem, found.root)),
  ];
  return {
    name: files.name,
    file: files.file,
    title: shown.facts.title,
    ...(shown.facts.date !== '' && { date: shown.facts.date }),
    slides: shown.slides,
    unlisted: shown.facts.unlisted,
    source,
    revision: shown.revision,
    notes: shown.notes,
    audience: (standby ?? compiled).audience,
    packages: shown.packages,
    ...(content ? { content } : {}),
    errors: compiled.error === undefined ? [] : [compiled.error],
    warnings: [...new Set([...compiled.warnings, ...warnings, ...problems.map(sentenceOf)])],
    diagnostics: [...compiled.diagnostics, ...diagnostics],
  };
}

/** The addresses that a deck may have meant. */
function offered(resources: ReadonlyMap<string, Resource>): string[] {
  return [...resources.keys()].filter((address) => !/^\/_\/|\/_\/|\/speaker$|^\/$/.test(address));
}

/** A page's bytes may be written only when they are asked for. */
function page(
  compiled: CompiledPage,
  status: Resource['status'],
  reader: Resource['reader'] = 'anyone',
): Resource {
  return {
    status,
    type: 'text/html; charset=utf-8',
    cache: 'revalidate',
    reader,
    headers: { 'content-security-policy': compiled.policy },
    get etag() {
      return `"${compiled.hash}"`;
    },
    get body() {
      return bodyOf(compiled);
    },
  };
}

/** A deck as it compiled last, whose speaker view tells what is wrong now. */
async function besideMistake(standby: CompiledDeck, { error }: CompiledDeck): Promise<CompiledDeck> {
  const { speakerBefore } = await import('../compile/model/failed-speaker.ts');
  const { speaker } = standby;
  return { ...standby, speaker: speaker && (await speakerBefore(speaker, error ?? '')) };
}

/** What a failed deck's presenters see; the pages' writer is loaded only for them. */
async function failing(frame: SitePages['frame'], { error }: CompiledDeck): Promise<CompiledPage> {
  const { failedSpeaker } = await import('../compile/model/failed-speaker.ts');
  return failedSpeaker(frame, error ?? '');
}
