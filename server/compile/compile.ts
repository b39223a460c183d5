/** Compiles one deck from text to bytes, in stages. Loaded only when a deck has changed. */
import { DeckError } from '../deck/model/diagnostic.ts';
import { codeFrameOf } from './addresses/told.ts';
import { type CompileFunctions, compileFunctions } from './functions.ts';
import { factsOf, settingsOfBroken } from './model/facts.ts';
import { failedDeck } from './model/failed.ts';
import type { DeckInput } from './model/input.ts';
import type { PreviousCompilation } from './model/previous.ts';
import { makeLook } from './stages/look.ts';
import { makePage } from './stages/page.ts';
import { makePictures } from './stages/pictures.ts';
import { type Compilation, makeResult } from './stages/result.ts';
import { makeSlides } from './stages/slides.ts';
import { makeViews } from './stages/views.ts';

/** What a compilation reuses. */
export interface Base {
  /** The previous compilation, before the edit. */
  readonly previous?: PreviousCompilation | undefined;
  /** The functions of the stages, with or without caches. Default: without. */
  readonly functions?: CompileFunctions | undefined;
}

/** Compiles a deck. A `DeckError` is not thrown, but becomes the result's `error`. */
export async function compileDeck(input: DeckInput, base: Base = {}): Promise<Compilation> {
  try {
    return await compile(input, base);
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
    return { deck, previous: undefined, content: undefined, placeOf: () => undefined };
  }
}

async function compile(
  input: DeckInput,
  { previous, functions = compileFunctions }: Base,
): Promise<Compilation> {
  if (input.stopped) throw new DeckError(input.stopped);
  const slides = await makeSlides(input, functions, previous);
  const pictures = await makePictures(slides, input, functions);
  const look = await makeLook(pictures.sized, slides, input, previous);
  const page = await makePage(slides, pictures, look, input, functions);
  const views = await makeViews(pictures, look, page, input, functions);
  return makeResult({ slides, pictures, look, page, views }, input);
}
