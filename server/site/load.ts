/** Disk → Site: finds the decks, takes from memory what is unchanged, compiles the rest, and publishes every address. */
import { readFileSync } from 'node:fs';
import { basename, join, relative, resolve, sep } from 'node:path';
import type { Diagnostic } from '../deck/error.ts';
import type { SettingsLayer } from '../deck/settings.ts';
import type { CompiledDeck } from './compiled.ts';
import { type DeckFiles, discover, isInside, reasonOf } from './discover.ts';
import { contentHash, FileIndex, listFiles } from './files.ts';
import { Memory } from './memory.ts';
import { publish } from './publish.ts';
import type { Site } from './site.ts';
import { findSiteFile, NO_SETTINGS, type SiteSettings } from './site-settings.ts';

/** What is to be served. */
export interface LoadOptions {
  /** A folder of decks, a deck's folder, or one file. */
  readonly path: string;
  /** The file that `--site` names. */
  readonly siteFile?: string | undefined;
  /** Absolute folder with the built client. */
  readonly buildDirectory: string;
  /** Absolute folder for what is remembered between starts. */
  readonly cacheDirectory: string;
  /** Path prefix below which a proxy mounts the server, without a slash at its end. */
  readonly base?: string;
  /** Told what takes long. */
  readonly report?: (message: string) => void;
}

/** A deck as found, with what it was compiled to. */
export interface LoadedDeck {
  readonly files: DeckFiles;
  /** Paths of the files in its folder, relative to it. */
  readonly listing: readonly string[];
  readonly compiled: CompiledDeck;
}

/** Loads a site. @throws SiteError where there is nothing to serve or site.yml is wrong. */
export async function loadSite(options: LoadOptions): Promise<Site> {
  const { path, buildDirectory, cacheDirectory, siteFile, report } = options;
  const found = discover(path);
  const memory = new Memory(join(cacheDirectory, 'decks', basename(buildDirectory)));
  const index = new FileIndex(memory, found.root);
  const settings = await siteSettings(found.root, siteFile);
  const loader = { ...options, memory, root: found.root, report: report ?? (() => {}) };
  const decks = await Promise.all(
    found.decks.map((files) => loadDeck(files, [settings.defaults, settings.decks[files.name] ?? {}], loader)),
  );
  const site = await publish({
    found,
    decks,
    settings,
    index,
    memory,
    buildDirectory,
    base: options.base ?? '',
  });
  index.save();
  return site;
}

/** The parser of YAML is loaded only where a site has settings. */
async function siteSettings(root: string, siteFile: string | undefined): Promise<SiteSettings> {
  const file = findSiteFile(root, siteFile);
  if (file === undefined) return NO_SETTINGS;
  const { readSiteFile } = await import('./site-file.ts');
  return readSiteFile(file);
}

interface Loader extends LoadOptions {
  readonly memory: Memory;
  readonly root: string;
  readonly report: (message: string) => void;
}

/** Takes a deck from memory where nothing that it was made from has changed, or compiles it. */
async function loadDeck(
  files: DeckFiles,
  layers: readonly SettingsLayer[],
  loader: Loader,
): Promise<LoadedDeck> {
  const { memory, root } = loader;
  const listing = files.ownsDirectory ? listFiles(files.directory) : [];
  const shown = relative(root, files.file).split(sep).join('/');
  let text: string;
  try {
    text = readFileSync(files.file, 'utf8');
  } catch (error) {
    const { failedDeck } = await import('./failed.ts');
    const reason = `${shown} can't be read (${reasonOf(error)}). Give the server's user the right to read it.`;
    return { files, listing, compiled: { ...failedDeck(files.name), reads: [], error: reason } };
  }
  const key = `deck-${contentHash(files.file, files.name, text, JSON.stringify(layers), listing.join('\n'))}`;
  // What this function wrote; a cache of another version of the code has another folder.
  const kept = memory.read(key) as CompiledDeck | undefined;
  if (kept?.reads.every(([file, hash]) => hashOf(file) === hash)) return { files, listing, compiled: kept };
  const compiled = await compileAnew(files, text, layers, { ...loader, shown, listing });
  memory.write(key, compiled);
  return { files, listing, compiled };
}

interface Compiling extends Loader {
  readonly shown: string;
  readonly listing: readonly string[];
}

async function compileAnew(
  files: DeckFiles,
  text: string,
  layers: readonly SettingsLayer[],
  context: Compiling,
): Promise<CompiledDeck> {
  const { root, shown, buildDirectory, report } = context;
  report(`Compiling ${shown}`);
  const { compileDeck } = await import('./compile.ts');
  const { readClientBundle } = await import('../bundle/client.ts');
  const { readRevealMd } = await import('./site-file.ts');
  const reads = new Map<string, string>();
  const read = (file: string): string | undefined => {
    const content = readOrNothing(file);
    reads.set(file, content === undefined ? '' : contentHash(content));
    return content;
  };
  const readInDeck = (path: string): string | undefined => {
    const file = resolve(files.directory, path);
    return isInside(file, files.directory) ? read(file) : undefined;
  };
  const warnings: Diagnostic[] = [];
  const folders = [...new Set([root, files.directory])];
  const revealMd = folders.map((folder) => readRevealMd(folder, { root, read, warnings }));
  const listing = files.ownsDirectory ? context.listing : namedBeside(files, text);
  const compiled = await compileDeck({
    files,
    text,
    shown,
    root,
    layers: [layers[0] ?? {}, ...revealMd, ...layers.slice(1)],
    listing: new Set(listing),
    client: await readClientBundle(buildDirectory),
    memory: context.memory,
    read,
    readInDeck,
    warnings,
  });
  return { ...compiled, reads: [...reads] };
}

/** A single file's folder is not its own: only the files that its text may name are looked for. */
function namedBeside({ directory }: DeckFiles, text: string): string[] {
  return listFiles(directory).filter(
    (path) => text.includes(path) || text.includes(encodeURI(path)) || text.includes(basename(path)),
  );
}

function readOrNothing(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

function hashOf(file: string): string {
  const content = readOrNothing(file);
  return content === undefined ? '' : contentHash(content);
}
