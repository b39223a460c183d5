/** Second stage: each picture gets its room on the page, and smaller files to choose from. */
import { join } from 'node:path';
import { sharedPictures } from '../addresses/shared-pictures.ts';
import type { CompileFunctions } from '../functions.ts';
import type { DeckInput } from '../model/input.ts';
import { type DeckPictures, lookAtPictures } from '../pictures/deck-pictures.ts';
import type { Slides } from './slides.ts';

/** Looks at the pictures that the slides show, in the deck's folder and in those of the site. */
export function makePictures(
  { deck, addresses, awaited }: Slides,
  input: DeckInput,
  { lookAtSlide }: CompileFunctions,
): Promise<DeckPictures> {
  const own = [...addresses.pictures].map(
    ([address, path]) => [address, join(input.files.directory, path)] as const,
  );
  const shared = sharedPictures(addresses.outside, input, awaited);
  // A deck that holds back has what is made of its pictures among its own files, which are held back as well.
  const way = deck.settings.audience === 'shown-only' ? '_/' : `${input.form.toSite}_/`;
  return lookAtPictures(deck, new Map([...own, ...shared]), { ...input, way, lookAtSlide });
}
