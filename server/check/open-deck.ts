/** Reads a deck for checking: parsed as it is compiled, its slides as trees, its files listed. */
import { closeSync, openSync, readFileSync, readSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Diagnostic } from '../deck/error.ts';
import { assignIds } from '../deck/ids.ts';
import { linksFor, linksOf } from '../deck/link-definitions.ts';
import type { Deck } from '../deck/model.ts';
import { parseDeck } from '../deck/parse.ts';
import { createFinder } from '../deck/place.ts';
import { type DraftSlide, draftSlide } from '../deck/render-draft.ts';
import type { DeckSwitches, SlideSwitches } from '../deck/switches.ts';
import { attribute, elements } from '../deck/tree.ts';
import type { DeckFiles } from '../site/discover.ts';
import { type DeckListing, listingOf } from '../site/listing.ts';
import { layersOf, type OpenSite } from '../site/load.ts';
import { readWithin } from '../site/load-deck.ts';
import { shownFrom } from '../site/paths.ts';
import { prepareDeck } from '../site/prepare-deck.ts';
import type { CheckedDeck, CheckedSlide, DeckFolder } from './model.ts';

/** A deck, and what it has switched off. */
export interface OpenDeck {
  readonly deck: CheckedDeck;
  readonly switches: DeckSwitches;
}

/** Opens a deck. @throws DeckError where it can't be parsed, which compiling it has told. */
export async function openDeck(files: DeckFiles, { loader, settings }: OpenSite): Promise<OpenDeck> {
  const { root, folders, mains } = loader;
  const { name, format, file, directory } = files;
  const text = readFileSync(file, 'utf8');
  const shown = shownFrom(root, file);
  const listing = listingOf(files, mains);
  const read = (path: string) => readWithin(path, folders);
  const input = await prepareDeck({
    ...{ files, text, shown, listing, read, loader },
    layers: layersOf(files, settings),
  });
  const { readInDeck, includes } = input;
  const source = { name, file: shown, text, format, layers: input.layers(), read: readInDeck, includes };
  const parsed = parseDeck(source);
  const { slides, switches } = draftSlides(parsed);
  return {
    deck: {
      ...{ name, file: shown, format, text, settings: parsed.settings, slides },
      folder: folderOf(directory, listing),
    },
    switches: { deck: parsed.settings.check, slides: switches },
  };
}

interface PlacedDraft {
  readonly draft: DraftSlide;
  readonly h: number;
  readonly v: number;
}

/** The slides that are not hidden, numbered as reveal.js does, with the ids that a first compilation gives them. */
function draftSlides(deck: Deck): { slides: CheckedSlide[]; switches: SlideSwitches[] } {
  const warnings: Diagnostic[] = [];
  const switches: SlideSwitches[] = [];
  const links = linksOf(deck);
  const drafts = deck.stacks
    .filter((stack) => stack.attributes['data-visibility'] !== 'hidden')
    .map((stack) =>
      stack.slides
        .map((slide) => draftSlide(slide, { deck, links: linksFor(slide, links), warnings, switches }))
        .filter(({ hidden }) => !hidden),
    )
    .filter((column) => column.length > 0)
    .flatMap((column, h) => column.map((draft, v): PlacedDraft => ({ draft, h, v })));
  const others = [
    ...deck.stacks.flatMap(({ attributes }) => attributes.id ?? []),
    ...drafts.flatMap(({ draft }) => elements(draft.section).flatMap((one) => attribute(one, 'id') ?? [])),
  ];
  const sources = drafts.map(({ draft: { ownId, heading, content } }) => ({ own: ownId, heading, content }));
  const ids = assignIds(sources, others);
  const slides = drafts.map(({ draft, h, v }, i) => ({
    ...{ slide: draft.slide, section: draft.section, id: ids[i] ?? '', h, v, notes: draft.notes },
    find: createFinder(draft.slide),
  }));
  return { slides, switches };
}

function folderOf(directory: string, listing: DeckListing): DeckFolder {
  return {
    paths: [...listing],
    size: (path) =>
      listing.has(path) ? statSync(join(directory, path), { throwIfNoEntry: false })?.size : undefined,
    bytes: (path, offset, length) =>
      listing.has(path) ? readBytes(join(directory, path), offset, length) : undefined,
  };
}

function readBytes(file: string, offset: number, length: number): Uint8Array | undefined {
  try {
    const descriptor = openSync(file, 'r');
    try {
      const buffer = Buffer.alloc(length);
      return buffer.subarray(0, readSync(descriptor, buffer, 0, length, offset));
    } finally {
      closeSync(descriptor);
    }
  } catch {
    return undefined;
  }
}
