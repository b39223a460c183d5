/** Checks the decks of a site for mistakes that compiling does not find. Results are cached like compiled decks. */
import type { Diagnostic } from '../deck/model/diagnostic.ts';
import type { DeckFiles } from '../files/deck-files.ts';
import { contentHash } from '../files/hash.ts';
import type { OpenSite } from '../site/load.ts';
import type { Site } from '../site/site.ts';
import { caseCollisions, collisionFinding } from './deck/case-collisions.ts';
import { brokenLink } from './deck/link-targets.ts';
import type { Inspection } from './inspect.ts';

/** Checks a loaded site; `open` is what it was loaded from. */
export async function checkSite(site: Site, open: OpenSite): Promise<readonly Diagnostic[]> {
  const inspections = new Map<string, Inspection>();
  const shared = tagsBelow(site, open.found.shared);
  for (const files of open.found.decks) {
    const key = keyOf(files, site, shared);
    const inspection = key === undefined ? undefined : await rememberInspection(key, files, open);
    if (inspection) inspections.set(files.name, inspection);
  }
  const ofDecks = [...inspections.values()].flatMap(({ diagnostics, links }) => [
    ...diagnostics,
    ...links.flatMap((link) => {
      const outline = inspections.get(link.deck)?.outline;
      return (outline && brokenLink(link, outline)) ?? [];
    }),
  ]);
  const isTold = open.settings.defaults.check?.['letter-case'] !== 'off';
  return [...(isTold ? siteCollisions(shared) : []), ...ofDecks];
}

/** Returns files of the whole site whose paths differ only in case. */
function siteCollisions(shared: readonly Tagged[]): Diagnostic[] {
  const paths = shared.map(([address]) => address.slice(1));
  return caseCollisions(paths).map(([other, path]) => ({
    file: path,
    line: 1,
    column: 1,
    ...collisionFinding(other, path),
  }));
}

/** An address with its etag. */
type Tagged = readonly [address: string, etag: string];

/** Returns the etags below some folders of the site. */
function tagsBelow({ resources }: Site, folders: readonly string[]): readonly Tagged[] {
  const names = new Set(folders);
  return [...resources]
    .filter(([address]) => names.has(address.split('/', 2)[1] ?? ''))
    .map(([address, { etag }]) => [address, etag] as const);
}

/**
 * Returns a key for everything that an inspection depends on: the deck's sources, and the files at its
 * addresses and the site's.
 */
function keyOf({ name }: DeckFiles, site: Site, shared: readonly Tagged[]): string | undefined {
  const source = site.decks.find((deck) => deck.name === name)?.source;
  if (!source) return undefined;
  return `check-${contentHash(source, JSON.stringify([tagsBelow(site, [name]), shared]))}`;
}

async function rememberInspection(
  key: string,
  files: DeckFiles,
  site: OpenSite,
): Promise<Inspection | undefined> {
  const { memory } = site.loader;
  // Written by this function: every version of the code has its own cache folder.
  const kept = memory.read(key) as Inspection | undefined;
  if (kept) return kept;
  const { inspectDeck } = await import('./inspect.ts');
  const inspection = await inspectDeck(files, site);
  if (inspection) memory.write(key, inspection);
  return inspection;
}

/** Formats a diagnostic for the terminal: the place, the reason, and the remedy. */
export function formatDiagnostic({ file, line, column, reason, hint }: Diagnostic): string {
  return `${file}:${line}:${column}: ${reason}\n\n  ${hint}`;
}
