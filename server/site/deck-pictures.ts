/** A deck's pictures while it is compiled: the room that they take, and what there is to choose from. */
import { backgroundOf, offerBackground } from '../deck/backgrounds.ts';
import { type ImageOffer, offerImages, sizeImages } from '../deck/images.ts';
import type { RenderedDeck } from '../deck/model.ts';
import type { Recent } from '../deck/recent.ts';
import type { CompiledDeck } from './compiled.ts';
import type { FileIndex } from './files.ts';
import { type PictureSize, readPictureSize } from './picture-size.ts';
import type { MadePicture, PictureStore, SourcePicture } from './picture-store.ts';

/** What pictures are looked at with. */
export interface PictureContext {
  readonly index: FileIndex;
  readonly store: PictureStore;
  /** The way from the deck's page to the folder in which made pictures are published. */
  readonly way: string;
  /** Slides as they were sized before. */
  readonly known: Recent<SizedSlide>;
  readonly once: <T>(key: string, make: () => Promise<T>) => Promise<T>;
}

/** A slide in which room is reserved for its pictures, and their addresses. */
export interface SizedSlide {
  readonly html: string;
  readonly shown: readonly string[];
}

/** A deck with its pictures looked at. */
export interface DeckPictures {
  /** The deck, with the room for its pictures reserved. */
  readonly sized: RenderedDeck;
  /** The same, with what there is to choose from behind slides and columns. */
  readonly backed: RenderedDeck;
  /** The same, with all there is to choose from: for pages loaded from now on, and no reason to change those that are open. */
  readonly offered: RenderedDeck;
  readonly facts: Pick<CompiledDeck, 'pictures' | 'unmade' | 'made'>;
}

/** Bytes from which on something smaller is worth making: below, another address costs what it saves. */
const LARGE = 40_000;

/** Formats of which something smaller is made; the others are modern already, or move. */
const CONVERTED: ReadonlySet<string> = new Set(['png', 'jpg']);

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
  const shown = new Set<Looked>();
  const sizes = JSON.stringify([...looked].map(([address, { size }]) => [address, size]));
  const show = (address: string) => {
    const picture = looked.get(address);
    if (picture) shown.add(picture);
  };
  const sized = changeSlides(deck, (html) => {
    if (!html.includes('<img')) return html;
    const slide = context.known.remember(html, () => sizeSlide(html, looked), sizes);
    slide.shown.forEach(show);
    return slide.html;
  });
  for (const address of backgroundsOf(sized)) show(address);
  const large = [...shown].filter(({ size }) => size.bytes >= LARGE && CONVERTED.has(size.format));
  const made = new Map(large.map((picture) => [picture, context.store.read(picture.hash)]));
  const offer = (address: string) => {
    const picture = looked.get(address);
    const found = picture && made.get(picture);
    return found && offerOf(address, found, context.way);
  };
  const isAnyMade = [...made.values()].some((found) => found !== undefined);
  const backed = isAnyMade ? changeGrounds(sized, (html) => offerBackground(html, offer)) : sized;
  return {
    sized,
    backed,
    offered: isAnyMade ? changeSlides(backed, (html) => offerImages(html, offer)) : sized,
    facts: {
      pictures: [...looked.values()].map(sourceOf),
      unmade: large.filter((picture) => made.get(picture) === undefined).map(sourceOf),
      made: [...made.values()]
        .flatMap((found) => found?.candidates.map(({ file }) => file) ?? [])
        .filter((file) => file !== undefined),
    },
  };
}

function sizeSlide(html: string, looked: ReadonlyMap<string, Looked>): SizedSlide {
  const shown: string[] = [];
  const sized = sizeImages(html, (address) => {
    shown.push(address);
    return looked.get(address)?.size;
  });
  return { html: sized, shown };
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

function sourceOf({ file, hash }: Looked): SourcePicture {
  return { file, hash };
}

function offerOf(address: string, { candidates, preview }: MadePicture, way: string): ImageOffer {
  return {
    preview,
    candidates: candidates.map(({ width, file }) => ({ width, address: file ? way + file.name : address })),
  };
}

function backgroundsOf({ stacks }: RenderedDeck): string[] {
  return stacks
    .flatMap(({ open, slides }) => [open, ...slides.map(({ html }) => html)])
    .map(backgroundOf)
    .filter((address) => address !== undefined);
}

/** Changes slides, and what stands around them in columns. */
function changeGrounds(deck: RenderedDeck, change: (html: string) => string): RenderedDeck {
  const { stacks, ...rest } = changeSlides(deck, change);
  return { ...rest, stacks: stacks.map((stack) => ({ ...stack, open: change(stack.open) })) };
}

function changeSlides(deck: RenderedDeck, change: (html: string) => string): RenderedDeck {
  const stacks = deck.stacks.map((stack) => ({
    ...stack,
    slides: stack.slides.map((slide) => {
      const html = change(slide.html);
      return html === slide.html ? slide : { ...slide, html };
    }),
  }));
  return { ...deck, stacks };
}
