/** Reserves space for a deck's pictures and offers smaller versions of them, while the deck is compiled. */
import { readFile } from 'node:fs/promises';
import { isDarkDrawing } from '../../deck/features/pictures/dark-drawing.ts';
import type { ImageOffer } from '../../deck/features/pictures/sizes.ts';
import type { RenderedDeck, RenderedSlide, RenderedStack } from '../../deck/model/deck.ts';
import type { FileIndex } from '../../files/file-index.ts';
import { contentHash } from '../../files/hash.ts';
import type { KnownPictures, SeenSlide, SizedPicture } from './look-at-slide.ts';
import { PICTURE_HEAD, readPictureSize } from './size.ts';
import type { MadePicture, PictureFile, PictureStore, SourcePicture } from './store.ts';

/** Dependencies of the search for pictures. */
export interface PictureContext {
  readonly index: FileIndex;
  readonly store: PictureStore;
  /** Path from the deck's page to the folder in which smaller versions are published. */
  readonly way: string;
  readonly lookAtSlide: (html: string, pictures: KnownPictures) => SeenSlide;
  readonly once: <T>(key: string, make: () => Promise<T>) => Promise<T>;
}

/** A deck with its pictures processed. */
export interface DeckPictures {
  /** The deck with space reserved for its pictures. */
  readonly sized: RenderedDeck;
  /** The same with smaller versions on offer: for pages loaded from now on, but no reason to update open pages. */
  readonly offered: RenderedDeck;
  readonly leavesChoice: boolean;
  /** The fields of the same names of `CompiledDeck`. */
  readonly facts: {
    readonly pictures: readonly SourcePicture[];
    readonly unmade: readonly SourcePicture[];
    readonly made: readonly PictureFile[];
  };
}

/** Size in bytes from which smaller versions pay off: below, another address costs as much as they save. */
const LARGE = 40_000;

/** Formats of which smaller versions are made; the others are modern already, or animated. */
const CONVERTED: ReadonlySet<string> = new Set(['png', 'jpg']);

const DRAWING = /\.svg$/i;

/** Processes the pictures of a deck. `pictures` holds absolute paths by the address in the slides. */
export async function lookAtPictures(
  deck: RenderedDeck,
  pictures: ReadonlyMap<string, string>,
  context: PictureContext,
): Promise<DeckPictures> {
  const sized = await sizesOf(pictures, context);
  const made = new Map(
    [...sized.values()].filter(isLarge).map(({ hash }) => [hash, context.store.read(hash)]),
  );
  const known = await knownPictures(sized, { pictures, made, context });
  const columns = deck.stacks.map((stack) => lookAtColumn(stack, (html) => context.lookAtSlide(html, known)));
  const shown = new Set<SizedPicture>();
  for (const column of columns) {
    for (const address of column.flatMap((seen) => seen.shown)) {
      const picture = sized.get(address);
      if (picture) shown.add(picture);
    }
  }
  const large = [...shown].filter(isLarge);
  const whole = withHtml(deck, columns, 'sized');
  return {
    sized: whole,
    offered: known.offers.size > 0 ? withHtml(deck, columns, 'offered') : whole,
    leavesChoice: columns.some((column) => column.some(({ leavesChoice }) => leavesChoice)),
    facts: {
      pictures: [...sized.values()].map(sourceOf),
      unmade: large.filter(({ hash }) => made.get(hash) === undefined).map(sourceOf),
      made: large
        .flatMap(({ hash }) => made.get(hash)?.candidates.map(({ file }) => file) ?? [])
        .filter((file) => file !== undefined),
    },
  };
}

/** Gathers what is known of the pictures that slides may show. */
async function knownPictures(
  sized: KnownPictures['sized'],
  {
    pictures,
    made,
    context,
  }: {
    readonly pictures: ReadonlyMap<string, string>;
    /** Smaller versions by the hash of a picture. */
    readonly made: ReadonlyMap<string, MadePicture | undefined>;
    readonly context: PictureContext;
  },
): Promise<KnownPictures> {
  const offers = new Map<string, ImageOffer>();
  for (const [address, { hash }] of sized) {
    const found = made.get(hash);
    if (found) offers.set(address, toOffer(address, found, context.way));
  }
  const dark = await darkAmong(pictures, context);
  const sizes = [...sized].map(([address, { size }]) => [address, size]);
  return { sized, offers, dark, key: contentHash(JSON.stringify([sizes, [...offers], [...dark]])) };
}

function isLarge({ size }: SizedPicture): boolean {
  return size.bytes >= LARGE && CONVERTED.has(size.format);
}

/** The tag around a column, then its slides, with their pictures processed. */
type SeenColumn = readonly [around: SeenSlide, ...slides: SeenSlide[]];

function lookAtColumn({ open, slides }: RenderedStack, look: (html: string) => SeenSlide): SeenColumn {
  return [look(open), ...slides.map(({ html }) => look(html))];
}

/** Returns the pictures that can be read, with their sizes, by address. */
async function sizesOf(
  pictures: ReadonlyMap<string, string>,
  { index, once }: PictureContext,
): Promise<ReadonlyMap<string, SizedPicture>> {
  const sized = new Map<string, SizedPicture>();
  for (const [address, path] of pictures) {
    const found = index.look(path);
    if (!found) continue;
    const { file, hash } = found;
    const size = await once(`picture ${hash}`, () => Promise.resolve(readPictureSize(file)));
    // Nothing is known of an unreadable picture; `lectern check` reports it to the author.
    if (size && !('problem' in size)) sized.set(address, { file, hash, size });
  }
  return sized;
}

/** Returns the addresses of drawings that would be invisible on a dark background. */
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

/** Returns the first bytes of a drawing as text, which contain its colours; empty where it cannot be read. */
async function readDrawing(file: string): Promise<string> {
  try {
    return (await readFile(file)).subarray(0, PICTURE_HEAD).toString('utf8');
  } catch {
    return '';
  }
}

function sourceOf({ file, hash }: SizedPicture): SourcePicture {
  return { file, hash };
}

function toOffer(address: string, { candidates, preview }: MadePicture, way: string): ImageOffer {
  return {
    preview,
    candidates: candidates.map(({ width, file }) => ({ width, address: file ? way + file.name : address })),
  };
}

/** Returns the deck with the HTML of its slides and columns replaced by one of the two forms. */
function withHtml(
  deck: RenderedDeck,
  columns: readonly SeenColumn[],
  form: 'sized' | 'offered',
): RenderedDeck {
  const stacks = deck.stacks.map((stack, h) => {
    const [around, ...seen] = columns[h] ?? [];
    const open = around?.[form] ?? stack.open;
    const html = (slide: RenderedSlide, v: number) => seen[v]?.[form] ?? slide.html;
    if (open === stack.open && stack.slides.every((slide, v) => slide.html === html(slide, v))) return stack;
    return { open, slides: stack.slides.map((slide, v) => ({ ...slide, html: html(slide, v) })) };
  });
  return { ...deck, stacks };
}
