/** Processes the pictures on one slide: reserves space, and offers smaller versions. */
import { hasChoice } from '../../bundle/client-parts.ts';
import { backgroundOf, offerBackground } from '../../deck/features/pictures/backgrounds.ts';
import { type ImageOffer, offerImages, plateImages, sizeImages } from '../../deck/features/pictures/sizes.ts';
import type { PictureSize } from './size.ts';
import type { SourcePicture } from './store.ts';

/** A picture with its size. */
export interface SizedPicture extends SourcePicture {
  readonly size: PictureSize;
}

/** What is known of a deck's pictures, by address. */
export interface KnownPictures {
  readonly sized: ReadonlyMap<string, SizedPicture>;
  /** Smaller versions. */
  readonly offers: ReadonlyMap<string, ImageOffer>;
  /** Drawings that would be invisible on a dark background. */
  readonly dark: ReadonlySet<string>;
  /** Hash of all of this. */
  readonly key: string;
}

/** The HTML of a slide, or of the tag around a column, in the two forms of `DeckPictures`. */
export interface SeenSlide {
  readonly sized: string;
  readonly offered: string;
  /** Addresses of the pictures on the slide and in its background. */
  readonly shown: readonly string[];
  /** Whether browsers may choose among several files for its background. */
  readonly leavesChoice: boolean;
}

/**
 * Reserves space for the pictures on a slide, and offers smaller versions. `html` may be the tag around a column,
 * too.
 */
export function lookAtSlide(html: string, { sized: known, offers, dark }: KnownPictures): SeenSlide {
  const plated = plateImages(html, (address) => dark.has(address));
  const behind = backgroundOf(plated);
  const shown = behind === undefined ? [] : [behind];
  const sized = sizeImages(plated, (address) => {
    shown.push(address);
    return known.get(address)?.size;
  });
  const offerOf = (address: string) => offers.get(address);
  const offered = offerImages(offerBackground(sized, offerOf), offerOf);
  return { sized, offered, shown, leavesChoice: hasChoice(offered) };
}
