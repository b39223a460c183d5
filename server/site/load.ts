/**
 * Loads a site from disk: finds the decks, takes unchanged ones from the cache, compiles the others, and publishes
 * every address.
 */

import { dirname } from 'node:path';
import type { LoadContext } from '../compile/load-context.ts';
import { loadDeck } from '../compile/load-deck.ts';
import type { LoadedDeck } from '../compile/model/loaded.ts';
import type { Pass } from '../compile/model/pass.ts';
import type { Supervision } from '../compile/model/supervision.ts';
import { type DeckForm, SERVED } from '../compile/model/target.ts';
import { PictureStore } from '../compile/pictures/store.ts';
import { nearest } from '../deck/model/nearest.ts';
import type { SettingsLayer } from '../deck/model/settings.ts';
import type { DeckFiles } from '../files/deck-files.ts';
import { type Discovered, discover } from '../files/discover.ts';
import { DiskCache, NotCached } from '../files/disk-cache.ts';
import { FileIndex } from '../files/file-index.ts';
import { once } from '../files/once.ts';
import { SiteError } from '../files/site-error.ts';
import { findName } from '../files/unicode-names.ts';
import { noteDecks, recallGone } from './gone-decks.ts';
import { publish } from './publish/publish.ts';
import type { KeepsLast } from './publish/publish-deck.ts';
import type { Site } from './site.ts';
import { builtClient, cacheFolder, type SiteHistory } from './site-history.ts';
import { findSiteFile, NO_SETTINGS, type SiteSettings } from './site-settings.ts';

/** What to load, and how. */
export interface LoadOptions {
  /** Path of a folder of decks, of a deck's folder, or of one file. */
  readonly path: string;
  /** Path of the settings file given by `--site`. */
  readonly siteFile?: string | undefined;
  /** Absolute path of the folder with the built client. */
  readonly buildDirectory: string;
  /** Resolves once the client is built; default: it is. */
  readonly clientBuilt?: Promise<void>;
  /** Absolute path of the cache folder. */
  readonly cacheDirectory: string;
  /** Path prefix below which a proxy mounts the server, without a trailing slash. */
  readonly base?: string;
  /** Name of the only deck to load, which is then published at `/`. */
  readonly only?: string | undefined;
  /** The form of the decks; default: to be served. `only` decides on their addresses. */
  readonly form?: Omit<DeckForm, 'toSite'>;
  /** Called with a message before an operation that takes long. */
  readonly report?: (message: string) => void;
  /** Who gets a deck's last version that compiled while it does not compile; default: presenters only. */
  readonly keepsLast?: KeepsLast;
  /** Called after each deck that is loaded, with how many are, of how many. */
  readonly progress?: (loaded: number, all: number) => void;
  /** Supervises the compilation of decks. */
  readonly supervision?: Supervision;
  /** False to throw `NotCached` instead of compiling anything. Default: true. */
  readonly compiles?: boolean;
}

/** A site before its decks are compiled. */
export interface OpenSite {
  readonly found: Discovered;
  readonly settings: SiteSettings;
  readonly loader: LoadContext;
}

/** One of several loads by a running server. */
export interface Load {
  /** Default: `full`. */
  readonly pass?: Pass;
  /** Whether decks are loaded one after the other. */
  readonly oneByOne?: boolean;
  readonly history?: SiteHistory;
}

/**
 * Loads a site.
 * @throws SiteError where there is nothing to serve or site.yml is malformed.
 * @throws NotCached where `compiles` is false and something would have to be compiled.
 */
export async function loadSite(options: LoadOptions, load: Load = {}): Promise<Site> {
  const { base, only, buildDirectory } = options;
  const { history, oneByOne = false } = load;
  const { found, settings, loader } = await openSite(options, load);
  const { memory, index, store, client, form } = loader;
  const all = chosen(found, only);
  let loaded = 0;
  const decks = await loadAll(all, {
    async load(files) {
      const deck = await loadDeck(files, layersOf(files, settings), loader);
      options.progress?.(++loaded, all.length);
      return deck;
    },
    oneByOne,
  });
  await options.clientBuilt;
  const isServed = only === undefined && options.form === undefined;
  // After the first load, the server itself knows what it has served.
  const isFirst = isServed && !history?.hasLoaded;
  const gone = isFirst ? recallGone(found.decks, loader, Date.now()) : [];
  if (isServed) noteDecks(found.decks, loader, Date.now());
  const site = await publish({
    found,
    decks,
    settings,
    index,
    memory,
    store,
    buildDirectory,
    client,
    form,
    base: base ?? '',
    history,
    pass: loader.pass,
    ...(options.compiles === false && { compiles: false }),
    gone,
    ...(only !== undefined && { atRoot: only }),
    keepsLast: options.keepsLast ?? 'for-presenters',
  });
  memory.nextGeneration();
  if (history) history.hasLoaded = true;
  if (loader.pass === 'quick') return site;
  index.save();
  if (memory.hasWritten) void memory.prune(Date.now());
  return site;
}

/**
 * Loads a site from the cache, within milliseconds; undefined where anything has changed.
 * @throws SiteError as `loadSite` does
 */
export async function loadRemembered(options: LoadOptions): Promise<Site | undefined> {
  try {
    return await loadSite({ ...options, compiles: false });
  } catch (error) {
    if (error instanceof NotCached) return undefined;
    throw error;
  }
}

interface Loading {
  readonly load: (files: DeckFiles) => Promise<LoadedDeck>;
  readonly oneByOne: boolean;
}

/** Decks loaded at the same time: one is read while others are compressed, and the first are done soon. */
const AT_ONCE = 4;

/** Loads decks, several at the same time; or one by one, so that a fault can be attributed to the last one. */
async function loadAll(all: readonly DeckFiles[], { load, oneByOne }: Loading): Promise<LoadedDeck[]> {
  const decks: LoadedDeck[] = [];
  const rest = all.entries();
  const loadRest = async () => {
    for (const [i, files] of rest) decks[i] = await load(files);
  };
  await Promise.all(Array.from({ length: oneByOne ? 1 : AT_ONCE }, loadRest));
  return decks;
}

/** Returns the site's default settings and its settings for this deck. */
export function layersOf(
  { name }: DeckFiles,
  { defaults, decks, scripts }: SiteSettings,
): readonly [defaults: SettingsLayer, own: SettingsLayer] {
  const mayRun = scripts === 'all' || scripts.includes(name);
  return [defaults, { ...decks[name], ...(mayRun ? {} : { scripts: 'refused' as const }) }];
}

/**
 * Finds the decks of a site and reads its settings.
 * @throws SiteError as `loadSite` does.
 */
export async function openSite(
  options: LoadOptions,
  { history, pass = 'full' }: Load = {},
): Promise<OpenSite> {
  const { path, siteFile, report, only } = options;
  const form: DeckForm = { ...SERVED, ...options.form, ...(only !== undefined && { toSite: './' }) };
  const found = discover(path);
  history?.begin(found.decks);
  const memory = history?.memory ?? new DiskCache(cacheFolder(options));
  const settingsFile = findSiteFile(found.root, siteFile);
  const names = found.decks.map(({ name }) => name);
  const settings = await siteSettings(settingsFile, found.root, names);
  const folders = settingsFile === undefined ? [found.root] : [found.root, dirname(settingsFile)];
  if (history) history.folders = folders;
  const loader = {
    root: found.root,
    shared: found.shared,
    sharesRoot: found.sharesRoot,
    settingsFile,
    folders,
    mains: new Map(found.decks.map(({ file, name }) => [file, name])),
    memory,
    index: history?.index ?? new FileIndex(memory, found.root),
    store: new PictureStore(options.cacheDirectory),
    client: history ? () => history.client() : once(() => builtClient(options)),
    form,
    // Later loads are not announced: the author sees their result.
    report: (!history && report) || (() => {}),
    history,
    pass,
    supervision: options.supervision,
    ...(options.compiles === false && { compiles: false }),
  };
  return { found, settings, loader };
}

/**
 * Returns all decks, or the requested one.
 * @throws SiteError where the requested deck does not exist.
 */
function chosen({ decks }: Discovered, only: string | undefined): readonly DeckFiles[] {
  if (only === undefined) return decks;
  const names = decks.map(({ name }) => name);
  const deck = decks.find(({ name }) => name === findName(only, names));
  if (deck) return [deck];
  const close = nearest(only, names);
  throw new SiteError(
    `There is no deck ${only}. ${close === undefined ? `There are: ${names.join(', ')}.` : `Did you mean ${close}?`}`,
  );
}

/** Reads the site's settings. The YAML parser is loaded only where there are any. */
async function siteSettings(
  file: string | undefined,
  root: string,
  names: readonly string[],
): Promise<SiteSettings> {
  if (file === undefined) return NO_SETTINGS;
  const { readSiteFile } = await import('./site-file.ts');
  return readSiteFile(file, root, names);
}
