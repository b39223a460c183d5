/** Second stage: reserves space for each picture on the page, and offers smaller versions. */
import { join } from 'node:path';
import { sharedPictures } from '../addresses/shared-pictures.ts';
import type { CompileFunctions } from '../functions.ts';
import type { DeckInput } from '../model/input.ts';
import { type DeckPictures, lookAtPictures } from '../pictures/deck-pictures.ts';
import type { Slides } from './slides.ts';

/** Processes the pictures that the slides show, from the deck's folder and from the site's shared folders. */
export function makePictures(
  { deck, addresses, awaited }: Slides,
  input: DeckInput,
  { lookAtSlide }: CompileFunctions,
): Promise<DeckPictures> {
  const own = [...addresses.pictures].map(
    ([address, path]) => [address, join(input.files.directory, path)] as const,
  );
  const shared = sharedPictures(addresses.outside, input, awaited);
  // The smaller versions of a held deck's pictures are published below the deck, so that they are withheld as well.
  const way = deck.settings.audience === 'shown-only' ? '_/' : `${input.form.toSite}_/`;
  return lookAtPictures(deck, new Map([...own, ...shared]), { ...input, way, lookAtSlide });
}
