/** The pictures on one slide: the room that each takes, and what there is to choose from. */
import { hasChoice } from '../../bundle/client-parts.ts';
import { backgroundOf, offerBackground } from '../../deck/features/pictures/backgrounds.ts';
import { type ImageOffer, offerImages, plateImages, sizeImages } from '../../deck/features/pictures/sizes.ts';
import type { PictureSize } from './size.ts';
import type { SourcePicture } from './store.ts';

/** A picture with its size. */
export interface SizedPicture extends SourcePicture {
  readonly size: PictureSize;
}

/** What is known of the pictures of a deck, by address. */
export interface KnownPictures {
  readonly sized: ReadonlyMap<string, SizedPicture>;
  /** Smaller files. */
  readonly offers: ReadonlyMap<string, ImageOffer>;
  /** Drawings that a dark ground would hide. */
  readonly dark: ReadonlySet<string>;
  /** Names all of this. */
  readonly key: string;
}

/** The HTML of a slide, or the tag around a column, in the two forms of `DeckPictures`. */
export interface SeenSlide {
  readonly sized: string;
  readonly offered: string;
  /** Addresses of the pictures on it and behind it. */
  readonly shown: readonly string[];
  /** Whether it leaves browsers a choice of files behind it. */
  readonly leavesChoice: boolean;
}

/** Gives pictures on a slide their room, and the files to choose from. `html` may be the tag around a column, too. */
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
