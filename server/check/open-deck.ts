/** Reads a deck for checking: parsed as it is compiled, its slides as trees, its files listed. */
import { closeSync, openSync, readFileSync, readSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Deck } from '../deck/model.ts';
import { parseDeck } from '../deck/parse.ts';
import { createFinder } from '../deck/place.ts';
import { SlideRenderer } from '../deck/render-slides.ts';
import { chooseIds, startStacks } from '../deck/render-start.ts';
import type { DeckSwitches, SlideSwitches } from '../deck/switches.ts';
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
    version: () => '',
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

/** The slides that are not hidden, numbered as reveal.js does, with the ids that a first compilation gives them. */
function draftSlides(deck: Deck): { slides: CheckedSlide[]; switches: SlideSwitches[] } {
  const switches: SlideSwitches[] = [];
  // What compiling warns of was told when the deck was compiled.
  const stacks = startStacks(deck, new SlideRenderer(deck, {}), { warnings: [], switches });
  const ids = chooseIds(stacks, undefined, []);
  const slides = stacks.flatMap((stack, h) =>
    stack.slides.flatMap((work, v): CheckedSlide[] => {
      const { slide, draft } = work;
      // A renderer that knows no slide yet drafts each.
      if (!draft) return [];
      const { section, notes } = draft;
      return [{ slide, section, id: ids.get(work) ?? '', h, v, notes, find: createFinder(slide) }];
    }),
  );
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
