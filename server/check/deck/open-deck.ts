/** Opens a deck for checking: parses it as compiling does, with its slides as trees, and lists its files. */

import { closeSync, openSync, readFileSync, readSync } from 'node:fs';
import { join, relative } from 'node:path';
import { readWithin } from '../../compile/deck-reader.ts';
import { prepareDeck } from '../../compile/prepare.ts';
import { ownSheets } from '../../deck/model/brand-sheets.ts';
import type { Deck } from '../../deck/model/deck.ts';
import type { DeckSwitches, SlideSwitches } from '../../deck/model/settings.ts';
import { parseDeck } from '../../deck/parse.ts';
import { SlideRenderer } from '../../deck/slide/renderer.ts';
import { chooseIds, startStacks } from '../../deck/slide/select.ts';
import { createFinder } from '../../deck/text/finder.ts';
import type { DeckFiles } from '../../files/deck-files.ts';
import { decodeText } from '../../files/decode-text.ts';
import { isPublic } from '../../files/file-types.ts';
import { type DeckListing, listingOf } from '../../files/listing.ts';
import { displayPath, isInside, toPosix } from '../../files/paths.ts';
import { statsOf } from '../../files/read-folder.ts';
import { asStored } from '../../files/unicode-names.ts';
import { layersOf, type OpenSite } from '../../site/load.ts';
import type { CheckedDeck, CheckedSlide, DeckFolder } from './checked-deck.ts';
import { readStyles } from './own-styles.ts';

/** A deck, and the rules that it switches off. */
export interface OpenDeck {
  readonly deck: CheckedDeck;
  readonly switches: DeckSwitches;
}

/** Opens a deck. @throws DeckError where it cannot be parsed, which compiling has reported */
export async function openDeck(files: DeckFiles, site: OpenSite): Promise<OpenDeck> {
  const { loader, settings } = site;
  const { root, mains } = loader;
  const folders = [...loader.folders];
  const { name, format, file, directory } = files;
  const text = decodeText(readFileSync(file)).text;
  const shown = displayPath(root, file);
  const listing = listingOf(files, mains);
  const read = (path: string) => readWithin(path, folders);
  const input = await prepareDeck({
    files,
    text,
    shown,
    listing,
    read,
    loader,
    folders,
    version: () => '',
    // Compiling has reported them.
    misreadLines: new Map(),
    layers: layersOf(files, settings),
  });
  const { readInDeck, includes } = input;
  const source = {
    name,
    file: shown,
    text,
    format,
    layers: input.readLayers().layers,
    read: readInDeck,
    includes,
    // Where a package would be is of no matter here.
    themeFolder: input.themeFolder(new Set()),
  };
  const parsed = parseDeck(source);
  const { slides, switches } = draftSlides(parsed);
  const styles = await readStyles(ownSheets(parsed.settings, parsed.settings.brand ?? {}), {
    directory,
    root,
    read,
  });
  return {
    deck: {
      name,
      file: shown,
      format,
      text,
      settings: parsed.settings,
      styles,
      slides,
      folder: folderOf(directory, listing, site),
    },
    switches: { deck: parsed.settings.check, slides: switches },
  };
}

/** Returns the slides that are not hidden, numbered as reveal.js does, with the ids of a first compilation. */
function draftSlides(deck: Deck): { slides: CheckedSlide[]; switches: SlideSwitches[] } {
  const switches: SlideSwitches[] = [];
  // What compiling warns of was told when the deck was compiled.
  const stacks = startStacks(deck, new SlideRenderer(deck), { warnings: [], switches });
  const ids = chooseIds(stacks, undefined, []);
  const placed = stacks.flatMap((stack, h) => stack.slides.map((started, v) => ({ ...started, h, v })));
  const slides = placed.map(({ slide, draft: { section, notes }, h, v }, i): CheckedSlide => {
    return { slide, section, id: ids[i] ?? '', h, v, notes, find: createFinder(slide) };
  });
  return { slides, switches };
}

function folderOf(directory: string, listing: DeckListing, { loader }: OpenSite): DeckFolder {
  const { root, shared, folders } = loader;
  const fileAt = (path: string): string | undefined => {
    if (!path.startsWith('/')) {
      const found = listing.find(path);
      return found === undefined ? undefined : join(directory, found);
    }
    const file = asStored(join(root, path));
    return isPublic(path.slice(1)) && folders.some((folder) => isInside(file, folder)) ? file : undefined;
  };
  return {
    way: toPosix(relative(root, directory)),
    shared,
    paths: [...listing],
    size(path) {
      const file = fileAt(path);
      return file === undefined ? undefined : statsOf(file)?.size;
    },
    bytes(path, offset, length) {
      const file = fileAt(path);
      return file === undefined ? undefined : readBytes(file, offset, length);
    },
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
