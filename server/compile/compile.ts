/** One deck from text to bytes, in stages. Loaded only when a deck changed. */
import { DeckError } from '../deck/model/diagnostic.ts';
import { codeFrameOf } from './addresses/told.ts';
import { factsOf, settingsOfBroken } from './model/facts.ts';
import { failedDeck } from './model/failed.ts';
import type { DeckInput } from './model/input.ts';
import { makeLook } from './stages/look.ts';
import { makePage } from './stages/page.ts';
import { makePictures } from './stages/pictures.ts';
import { type Compilation, makeResult } from './stages/result.ts';
import { makeSlides } from './stages/slides.ts';
import { makeViews } from './stages/views.ts';

/** Compiles a deck. A mistake of its author becomes the result's `error`; nothing is thrown for it. */
export async function compileDeck(input: DeckInput): Promise<Compilation> {
  try {
    return await compile(input);
  } catch (error) {
    if (!(error instanceof DeckError)) throw error;
    const { diagnostic } = error;
    const settings = settingsOfBroken(input);
    const deck = failedDeck({
      facts: factsOf(input.files.name, settings),
      audience: settings.audience,
      check: settings.check,
      error: codeFrameOf(diagnostic, input),
      diagnostic,
    });
    return { deck, former: undefined, content: undefined, placeOf: () => undefined };
  }
}

async function compile(input: DeckInput): Promise<Compilation> {
  if (input.stopped) throw new DeckError(input.stopped);
  const slides = await makeSlides(input);
  const pictures = await makePictures(slides, input);
  const look = await makeLook(pictures.sized, slides, input);
  const page = makePage(slides, pictures, look, input);
  const views = await makeViews(pictures, look, page, input);
  // The deck was compiled to its end: what it did not use is forgotten.
  input.work?.recent.turn();
  return makeResult({ slides, pictures, look, page, views }, input);
}
