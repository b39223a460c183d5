/** Converts texts of other tools for tests, as `lectern import` does, without a disk. */
import { type Converter, Remarks } from '../../server/import/model.ts';
import { readForeign } from '../../server/import/read-foreign.ts';
import { ourClasses } from '../../server/import/text/attributes/classes.ts';
import { deckText } from '../../server/import/write/deck-text.ts';

/** A converted text. */
export interface Converted {
  readonly markdown: string;
  readonly css: string;
  /** What could not be carried over, with its line. */
  readonly losses: readonly string[];
}

/** Files beside the deck, by path. */
export type Beside = Readonly<Record<string, string>>;

/** Converts a text with one of the converters. */
export function converted(
  convert: Converter,
  text: string,
  file = 'talk.md',
  beside: Beside = {},
): Converted {
  const remarks = new Remarks();
  const disk = {
    read: (path: string) => beside[path],
    find: (path: string) => beside[path],
    above: (...names: readonly string[]) =>
      names.flatMap((name) => (beside[name] === undefined ? [] : [{ path: name, text: beside[name] }]))[0],
  };
  const deck = convert(readForeign(text, file, disk), remarks);
  const slides = deck.slides.map((slide) => ({ ...slide, classes: ourClasses(slide.classes, deck.css) }));
  return {
    markdown: deckText({ ...deck, slides }).trim(),
    css: deck.css,
    losses: remarks.all.filter(({ isLoss }) => isLoss).map(({ line, text: said }) => `${line}: ${said}`),
  };
}
