/** First stage: turns the deck's text into slides, and resolves their addresses. */
import { join } from 'node:path';
import type { RenderedDeck } from '../../deck/model/deck.ts';
import type { Diagnostic } from '../../deck/model/diagnostic.ts';
import { parseDeck } from '../../deck/parse.ts';
import { renderDeck } from '../../deck/render.ts';
import type { PreviousDeck } from '../../deck/slide/match-ids.ts';
import { contentHash } from '../../files/hash.ts';
import { addressAsStored } from '../../files/unicode-names.ts';
import { addressOfFile } from '../addresses/author-paths.ts';
import { DeckAddresses } from '../addresses/deck-addresses.ts';
import { withDeckLinks } from '../addresses/deck-links.ts';
import { relocateIn } from '../addresses/included-files.ts';
import { sharedFile } from '../addresses/shared-pictures.ts';
import type { CompileFunctions } from '../functions.ts';
import type { DeckInput } from '../model/input.ts';

/** The slides, and what was recorded while making them. */
export interface Slides {
  readonly deck: RenderedDeck;
  readonly addresses: DeckAddresses;
  /** Diagnostics; later stages add theirs. */
  readonly warnings: Diagnostic[];
  /** Files outside the deck's folder that included files reference: absolute path by path below the deck's address. */
  readonly included: ReadonlyMap<string, string>;
  /** Absolute paths of referenced files that do not exist; later stages add theirs. */
  readonly awaited: Set<string>;
}

/**
 * Makes the slides of a deck.
 * @throws DeckError for a mistake of the author.
 */
export async function makeSlides(
  input: DeckInput,
  functions: CompileFunctions,
  previous: PreviousDeck | undefined,
): Promise<Slides> {
  const { files, shown, text } = input;
  const { name, format, directory } = files;
  const { layers, warnings: misread } = input.readLayers();
  const warnings: Diagnostic[] = [...misread];
  const included = new Map<string, string>();
  const awaited = new Set<string>();
  const version = (address: string) => {
    const own = address.startsWith(`/${name}/`) ? address.slice(name.length + 2) : undefined;
    const path = own === undefined ? sharedFile(address, input) : join(directory, own);
    return path === undefined ? '' : input.version(path);
  };
  const relocate = relocateIn({ ...input, directory, included, awaited });
  const stored = (address: string) => addressAsStored(address, input);
  const homes = input.homes();
  const elsewhere = (url: string) => addressOfFile(url, { ...input, homes, awaited });
  const form = { name, ...input.form, relocate, version, stored, elsewhere };
  const addresses = new DeckAddresses(form, input.listing, warnings);
  const written = parseDeck({
    name,
    file: shown,
    text,
    format,
    layers,
    read: input.readInDeck,
    includes: input.includes,
    themeFolder: input.themeFolder(awaited),
    functions,
    reading: input.reading,
  });
  const { theme } = form;
  const parsed = theme === undefined ? written : { ...written, settings: { ...written.settings, theme } };
  const deck = await renderDeck(parsed, {
    resolve: withDeckLinks(addresses.resolve, { ...input, homes, name, directory, awaited }),
    read: input.readInDeck,
    remember: (key, make) => input.memory.remember(`drawing-${contentHash(key)}`, make),
    createRenderer: functions.createRenderer,
    reading: input.reading,
    ...(previous ? { previous } : {}),
  });
  return { deck, addresses, warnings, included, awaited };
}
