/** Publishes the resources of a site: pages, decks' files, and everything below `/_/`. */

import { basename, join } from 'node:path';
import { isFileIn, sharedFile } from '../../compile/addresses/shared-pictures.ts';
import { unserved } from '../../compile/addresses/told.ts';
import type { GoodDeck } from '../../compile/model/compiled.ts';
import type { LoadedDeck } from '../../compile/model/loaded.ts';
import type { PictureStore, SourcePicture } from '../../compile/pictures/store.ts';
import type { Discovered } from '../../files/discover.ts';
import type { FileIndex } from '../../files/file-index.ts';
import { hasNotes, isPublic } from '../../files/file-types.ts';
import { listFiles, sentenceOf, type Unserved } from '../../files/read-folder.ts';
import { icon } from '../../pages/icon.ts';
import { OFFLINE_LIST } from '../../wire/offline-list.ts';
import { type ClientFile, clientFiles, clientResources } from '../client-files.ts';
import { heldDeck } from '../held.ts';
import { heldFiles, isBelowAny, namedFiles } from '../held-files.ts';
import type { SitePages } from '../make-site-pages.ts';
import { offlineList } from '../offline.ts';
import type { HeldDeck, Resource, Site } from '../site.ts';
import { type PagesInput, sitePages } from '../site-pages.ts';
import { describe } from './describe.ts';
import { FilePublisher } from './file-publisher.ts';
import { passedOver } from './passed-over.ts';
import { addHashed, type KeepsLast, page, publishDeck, type Reserve, shownOf } from './publish-deck.ts';

/** What a site is published from. */
export interface Publication extends PagesInput {
  readonly found: Discovered;
  /** Decks that no longer exist, with their last version that compiled, for talks that go on. */
  readonly gone: readonly LoadedDeck[];
  readonly index: FileIndex;
  readonly store: PictureStore;
  readonly buildDirectory: string;
  /** Name of the only deck, which is published at `/`. */
  readonly atRoot?: string;
  readonly keepsLast: KeepsLast;
}

/** Publishes a site. */
export async function publish(publication: Publication): Promise<Site> {
  const { found, decks, gone, settings, index, memory, store, atRoot, keepsLast } = publication;
  const resources = new Map<string, Resource>();
  const files = new FilePublisher(resources, index, memory);
  const built = await builtClient(publication);
  for (const [address, resource] of clientResources(built)) resources.set(address, resource);
  addHashed(icon, resources);
  const good = decks.map(({ compiled }) => compiled).filter((deck) => deck.error === undefined);
  const shared = publishShared(publication, files);
  const pages = await sitePages(publication);
  for (const font of pages.fonts) addHashed(font, resources);
  if (atRoot === undefined) resources.set('/', page(pages.index, 200));
  const held = new Map<string, HeldDeck>();
  const reserve: Reserve[] = [];
  const client = new Set(built.map(({ name }) => name));
  for (const loaded of decks) {
    const { name } = loaded.files;
    const address = name === atRoot ? '/' : `/${name}/`;
    const target = { address, pages, store, keepsLast, files, resources, isGone: false };
    const inReserve = await publishDeck(loaded, target);
    if (inReserve) reserve.push(inReserve);
    const shown = loaded.lastGood ?? loaded.compiled;
    if (shown.error === undefined && shown.held)
      held.set(name, heldDeck({ page: shown.held, files: resources }));
    else if (resources.get(address)?.status === 200)
      resources.set(address + OFFLINE_LIST, offlineList({ address, resources, client }));
  }
  for (const loaded of gone) reserve.push(...(await publishGone(loaded, publication, pages)));
  const problems = [
    ...found.problems,
    ...shared.problems,
    ...files.problems,
    // In a site of one deck, other Markdown files do not matter.
    ...(atRoot === undefined ? passedOver(found, decks) : []),
  ];
  const told = settings.defaults.check?.unserved === 'off' ? [] : problems;
  const surroundings = { found, resources, others: shared.others };
  return {
    title: settings.title,
    warnings: [...settings.warnings, ...told.map(sentenceOf)],
    diagnostics: [...settings.diagnostics, ...told.map((problem) => unserved(problem, found.root))],
    decks: decks.map((deck) => describe(deck, shownOf(deck, keepsLast), surroundings)),
    ...(atRoot !== undefined && { atRoot }),
    resources,
    held,
    lastGood: new Map(
      reserve.map(({ loaded, lastGood, ...more }) => [
        loaded.files.name,
        { deck: describe(loaded, lastGood, surroundings), ...more },
      ]),
    ),
    pictures: distinctPictures(good),
    notFound: page(pages.notFound, 404),
    frame: pages.frame,
  };
}

/** Publishes a deck that no longer exists into resources of its own, which are served only during its talk. */
async function publishGone(
  loaded: LoadedDeck,
  { index, memory, store, keepsLast }: Publication,
  pages: SitePages,
): Promise<readonly Reserve[]> {
  const own = new Map<string, Resource>();
  const inReserve = await publishDeck(loaded, {
    address: `/${loaded.files.name}/`,
    pages,
    store,
    keepsLast,
    resources: own,
    isGone: true,
    files: new FilePublisher(own, index, memory),
  });
  return inReserve ? [{ ...inReserve, resources: new Map([...own, ...inReserve.resources]) }] : [];
}

/** Reads the built client, once per process in a running server. */
async function builtClient({ history, buildDirectory }: Publication): Promise<readonly ClientFile[]> {
  const read = () => Promise.resolve(clientFiles(buildDirectory));
  return (await history?.once('client files', read)) ?? read();
}

/** What became of shared folders. */
interface Shared {
  /** Addresses of files that would be published if a deck referenced them. */
  readonly others: readonly string[];
  /** Files that could not be read. */
  readonly problems: readonly Unserved[];
}

/**
 * Publishes those files of shared folders that decks reference, and all of folders that the site's settings name. Such a
 * folder may be anything: of a served home, the photographs.
 */
function publishShared({ found, decks, gone, settings }: Publication, files: FilePublisher): Shared {
  const named = namedFiles([...decks, ...gone], found);
  const isHeld = heldFiles(decks, found);
  const publish = (address: string, file: string) =>
    files.add(address, file, isHeld(address, file) ? 'presenter' : 'anyone');
  // What belongs to a deck in one file stands in a folder of its name.
  const open = [...settings.public, ...[...decks, ...gone].map(({ files: { name } }) => name)].map(
    (name) => `/${name}/`,
  );
  // A deck publishes its own folder, in whatever folder that is.
  const owned = decks.flatMap(({ files: { name, ownsDirectory } }) => (ownsDirectory ? `/${name}/` : []));
  const others: string[] = [];
  const problems = found.shared.flatMap((folder) => {
    const directory = join(found.root, folder);
    const listed = listFiles(directory);
    for (const path of listed.paths.filter(isPublic)) {
      const [address, file] = [`/${folder}/${path}`, join(directory, path)];
      if (isBelowAny(address, owned)) continue;
      if (named.has(file) || (isBelowAny(address, open) && !hasNotes(path))) publish(address, file);
      else others.push(address);
    }
    return listed.problems;
  });
  if (found.sharesRoot) {
    for (const [address, file] of filesInRoot([...decks, ...gone], found)) publish(address, file);
  }
  return { others, problems };
}

/** Returns the files directly in the served folder that decks refer to from elsewhere, by address. */
function filesInRoot(decks: readonly LoadedDeck[], found: Discovered): ReadonlyMap<string, string> {
  const addresses = decks.flatMap(({ compiled, lastGood }) => {
    const shown = lastGood ?? compiled;
    return shown.error === undefined ? shown.outside.map(({ address }) => address) : [];
  });
  return new Map(
    addresses.flatMap((address) => {
      const file = /^\/[^/]+$/.test(address) ? sharedFile(address, found) : undefined;
      return file !== undefined && isFileIn(found.root, basename(file)) ? [[address, file] as const] : [];
    }),
  );
}

/** Returns the pictures of which smaller versions can still be made, each distinct content once. */
function distinctPictures(decks: readonly GoodDeck[]): readonly SourcePicture[] {
  const unmade = decks.flatMap((deck) => deck.unmade);
  return [...new Map(unmade.map((picture) => [picture.hash, picture])).values()];
}
