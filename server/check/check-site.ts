/** Checks the decks of a site for what compiling them does not tell. Results are remembered as compiled decks are. */
import type { Diagnostic } from '../deck/error.ts';
import type { DeckFiles } from '../site/discover.ts';
import { contentHash } from '../site/hash.ts';
import type { OpenSite } from '../site/load.ts';
import type { Site } from '../site/site.ts';
import type { Inspection } from './inspect.ts';
import { brokenLink } from './links.ts';

/** Checks a site that was loaded; `open` is what it was loaded from. */
export async function checkSite(site: Site, open: OpenSite): Promise<readonly Diagnostic[]> {
  const inspections = new Map<string, Inspection>();
  for (const files of open.found.decks) {
    const key = keyOf(files, site);
    const inspection = key === undefined ? undefined : await rememberInspection(key, files, open);
    if (inspection) inspections.set(files.name, inspection);
  }
  return [...inspections.values()].flatMap(({ diagnostics, links }) => [
    ...diagnostics,
    ...links.flatMap((link) => {
      const outline = inspections.get(link.deck)?.outline;
      return (outline && brokenLink(link, outline)) ?? [];
    }),
  ]);
}

/** Names all that an inspection depends on: the deck's sources, and the files at its addresses. */
function keyOf({ name }: DeckFiles, { decks, resources }: Site): string | undefined {
  const source = decks.find((deck) => deck.name === name)?.source;
  if (!source) return undefined;
  const files = [...resources].filter(([address]) => address.startsWith(`/${name}/`));
  return `check-${contentHash(source, JSON.stringify(files.map(([address, { etag }]) => [address, etag])))}`;
}

async function rememberInspection(
  key: string,
  files: DeckFiles,
  site: OpenSite,
): Promise<Inspection | undefined> {
  const { memory } = site.loader;
  // What this function wrote; a cache of another version of the code has another folder.
  const kept = memory.read(key) as Inspection | undefined;
  if (kept) return kept;
  const { inspectDeck } = await import('./inspect.ts');
  const inspection = await inspectDeck(files, site);
  if (inspection) memory.write(key, inspection);
  return inspection;
}

/** A diagnostic as the terminal of a server tells it: the place, what is wrong, and the remedy. */
export function shortly({ file, line, column, reason, hint }: Diagnostic): string {
  return `${file}:${line}:${column}: ${reason}\n\n  ${hint}`;
}
