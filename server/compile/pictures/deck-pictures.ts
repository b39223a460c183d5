/** A deck's pictures while it is compiled: the room that they take, and what there is to choose from. */
import { readFile } from 'node:fs/promises';
import { hasChoice } from '../../bundle/client-parts.ts';
import { backgroundOf, offerBackground } from '../../deck/features/pictures/backgrounds.ts';
import { isDarkDrawing } from '../../deck/features/pictures/dark-drawing.ts';
import { type ImageOffer, offerImages, plateImages, sizeImages } from '../../deck/features/pictures/sizes.ts';
import type { RenderedDeck, RenderedSlide, RenderedStack } from '../../deck/model/deck.ts';
import type { FileIndex } from '../../files/file-index.ts';
import type { RecentColumns } from './column-cache.ts';
import { PICTURE_HEAD, type PictureSize, readPictureSize } from './size.ts';
import type { MadePicture, PictureFile, PictureStore, SourcePicture } from './store.ts';

/** What pictures are looked at with. */
export interface PictureContext {
  readonly index: FileIndex;
  readonly store: PictureStore;
  /** The way from the deck's page to the folder in which made pictures are published. */
  readonly way: string;
  /** Columns as they were looked at before. */
  readonly known: RecentColumns<LookedColumn>;
  readonly once: <T>(key: string, make: () => Promise<T>) => Promise<T>;
}

/** The HTML of a slide, or the tag around a column, in the two forms of `DeckPictures`. */
interface LookedSlide {
  readonly sized: string;
  readonly offered: string;
  /** Addresses of the pictures on it and behind it. */
  readonly shown: readonly string[];
  /** Whether it leaves browsers a choice of files behind it. */
  readonly leavesChoice: boolean;
}

/** A column with the tag around it and its slides looked at. */
export interface LookedColumn {
  readonly around: LookedSlide;
  readonly slides: readonly LookedSlide[];
  /** The same of all of them. */
  readonly shown: readonly string[];
  readonly leavesChoice: boolean;
}

/** A deck with its pictures looked at. */
export interface DeckPictures {
  /** The deck, with the room for its pictures reserved. */
  readonly sized: RenderedDeck;
  /** The same, with all there is to choose from: for pages loaded from now on, and no reason to change those that are open. */
  readonly offered: RenderedDeck;
  readonly leavesChoice: boolean;
  /** Of `CompiledDeck`. */
  readonly facts: {
    readonly pictures: readonly SourcePicture[];
    readonly unmade: readonly SourcePicture[];
    readonly made: readonly PictureFile[];
  };
}

/** Bytes from which on something smaller is worth making: below, another address costs what it saves. */
const LARGE = 40_000;

/** Formats of which something smaller is made; the others are modern already, or move. */
const CONVERTED: ReadonlySet<string> = new Set(['png', 'jpg']);

const DRAWING = /\.svg$/i;

/** One of the pictures that the deck shows. */
interface Looked extends SourcePicture {
  readonly size: PictureSize;
}

/** Looks at the pictures of a deck: `pictures` are absolute paths by the address that stands in its slides. */
export async function lookAtPictures(
  deck: RenderedDeck,
  pictures: ReadonlyMap<string, string>,
  context: PictureContext,
): Promise<DeckPictures> {
  const looked = await lookAtAll(pictures, context);
  const made = new Map(
    [...looked.values()].filter(isLarge).map(({ hash }) => [hash, context.store.read(hash)]),
  );
  const offers = new Map(
    [...looked].flatMap(([address, { hash }]) => {
      const found = made.get(hash);
      return found ? [[address, toOffer(address, found, context.way)] as const] : [];
    }),
  );
  const sizes = [...looked].map(([address, { size }]) => [address, size]);
  const dark = await darkAmong(pictures, context);
  const look = (html: string) =>
    lookAtSlide(
      plateImages(html, (address) => dark.has(address)),
      looked,
      offers,
    );
  const columns = context.known.map(
    deck.stacks,
    (stack) => lookAtColumn(stack, look),
    JSON.stringify([sizes, [...offers], [...dark]]),
  );
  const sized = withHtml(deck, columns, 'sized');
  const shown = new Set<Looked>();
  for (const column of columns) {
    for (const address of column.shown) {
      const picture = looked.get(address);
      if (picture) shown.add(picture);
    }
  }
  const large = [...shown].filter(isLarge);
  return {
    sized,
    offered: offers.size > 0 ? withHtml(deck, columns, 'offered') : sized,
    leavesChoice: columns.some(({ leavesChoice }) => leavesChoice),
    facts: {
      pictures: [...looked.values()].map(sourceOf),
      unmade: large.filter(({ hash }) => made.get(hash) === undefined).map(sourceOf),
      made: large
        .flatMap(({ hash }) => made.get(hash)?.candidates.map(({ file }) => file) ?? [])
        .filter((file) => file !== undefined),
    },
  };
}

function isLarge({ size }: Looked): boolean {
  return size.bytes >= LARGE && CONVERTED.has(size.format);
}

function lookAtColumn({ open, slides }: RenderedStack, look: (html: string) => LookedSlide): LookedColumn {
  const [around, looked] = [look(open), slides.map(({ html }) => look(html))];
  const all = [around, ...looked];
  return {
    around,
    slides: looked,
    shown: all.flatMap((each) => each.shown),
    leavesChoice: all.some((each) => each.leavesChoice),
  };
}

function lookAtSlide(
  html: string,
  looked: ReadonlyMap<string, Looked>,
  offers: ReadonlyMap<string, ImageOffer>,
): LookedSlide {
  const behind = backgroundOf(html);
  const shown = behind === undefined ? [] : [behind];
  const sized = sizeImages(html, (address) => {
    shown.push(address);
    return looked.get(address)?.size;
  });
  const offerOf = (address: string) => offers.get(address);
  const offered = offerImages(offerBackground(sized, offerOf), offerOf);
  return { sized, offered, shown, leavesChoice: hasChoice(offered) };
}

async function lookAtAll(
  pictures: ReadonlyMap<string, string>,
  { index, once }: PictureContext,
): Promise<ReadonlyMap<string, Looked>> {
  const looked = new Map<string, Looked>();
  for (const [address, path] of pictures) {
    const found = index.look(path);
    if (!found) continue;
    const { file, hash } = found;
    const size = await once(`picture ${hash}`, () => Promise.resolve(readPictureSize(file)));
    // Of one that can't be read there is nothing to know; `check` tells its author.
    if (size && !('problem' in size)) looked.set(address, { file, hash, size });
  }
  return looked;
}

/** Addresses of drawings that a dark ground would hide. */
async function darkAmong(
  pictures: ReadonlyMap<string, string>,
  { index, once }: PictureContext,
): Promise<ReadonlySet<string>> {
  const dark = new Set<string>();
  for (const [address, path] of pictures) {
    const found = DRAWING.test(path) ? index.look(path) : undefined;
    if (!found) continue;
    const isDark = await once(`ink ${found.hash}`, async () => isDarkDrawing(await readDrawing(found.file)));
    if (isDark) dark.add(address);
  }
  return dark;
}

/** The beginning of a drawing, which tells what it is drawn in; nothing of one that can't be read. */
async function readDrawing(file: string): Promise<string> {
  try {
    return (await readFile(file)).subarray(0, PICTURE_HEAD).toString('utf8');
  } catch {
    return '';
  }
}

function sourceOf({ file, hash }: Looked): SourcePicture {
  return { file, hash };
}

function toOffer(address: string, { candidates, preview }: MadePicture, way: string): ImageOffer {
  return {
    preview,
    candidates: candidates.map(({ width, file }) => ({ width, address: file ? way + file.name : address })),
  };
}

/** The deck with its slides, and the tags around its columns, in a form. */
function withHtml(
  deck: RenderedDeck,
  columns: readonly LookedColumn[],
  form: 'sized' | 'offered',
): RenderedDeck {
  const stacks = deck.stacks.map((stack, h) => {
    const { around, slides: looked = [] } = columns[h] ?? {};
    const open = around?.[form] ?? stack.open;
    const html = (slide: RenderedSlide, v: number) => looked[v]?.[form] ?? slide.html;
    if (open === stack.open && stack.slides.every((slide, v) => slide.html === html(slide, v))) return stack;
    return { open, slides: stack.slides.map((slide, v) => ({ ...slide, html: html(slide, v) })) };
  });
  return { ...deck, stacks };
}
