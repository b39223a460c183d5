/** Describes a deck for the terminal, the index and the author. */

import { unserved, withNearest } from '../../compile/addresses/told.ts';
import type { CompiledDeck, GoodDeck } from '../../compile/model/compiled.ts';
import type { LoadedDeck } from '../../compile/model/loaded.ts';
import type { Discovered } from '../../files/discover.ts';
import { once } from '../../files/once.ts';
import { sentenceOf } from '../../files/read-folder.ts';
import type { Resource, SiteDeck } from '../site.ts';

/** The site around a deck. */
interface Surroundings {
  readonly found: Discovered;
  readonly resources: ReadonlyMap<string, Resource>;
  /** Addresses at which there would be a file if a deck referenced it. */
  readonly others: readonly string[];
}

/**
 * Describes a deck of which `shown` is the served version, with a warning for each address of the site that it
 * references and that does not exist.
 */
export function describe(
  { files, listing, compiled, source, content, lastGood }: LoadedDeck,
  shown: CompiledDeck,
  { found, resources, others }: Surroundings,
): SiteDeck {
  const meant = once(() => [...offered(resources), ...others]);
  const told = compiled.error === undefined ? compiled : NOTHING;
  const { slides, revision, notes, packages } = shown.error === undefined ? shown : NOTHING;
  const missing = told.outside
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
    slides,
    revision,
    notes,
    packages,
    unlisted: shown.facts.unlisted,
    source,
    audience: (lastGood ?? compiled).audience,
    ...(content ? { content } : {}),
    errors: compiled.error === undefined ? [] : [compiled.error],
    warnings: [...new Set([...told.warnings, ...warnings, ...problems.map(sentenceOf)])],
    diagnostics: [...compiled.diagnostics, ...diagnostics],
  };
}

/** What a deck that does not compile has of these. */
const NOTHING: Pick<GoodDeck, 'outside' | 'warnings' | 'slides' | 'revision' | 'notes' | 'packages'> = {
  outside: [],
  warnings: [],
  slides: 0,
  revision: '',
  notes: '',
  packages: [],
};

/** Returns the addresses to suggest in place of a wrong one. */
function offered(resources: ReadonlyMap<string, Resource>): string[] {
  return [...resources.keys()].filter((address) => !/^\/_\/|\/_\/|\/speaker$|^\/$/.test(address));
}
