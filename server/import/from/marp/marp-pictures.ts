/** Marp's pictures: words in their alternative text say size, filter, and whether they are behind the slide. */
import type { Remarks } from '../../model.ts';
import { outsideCode } from '../../text/lines.ts';
import { mapPictures, pictureText, sizeWords } from '../../text/picture-text.ts';
import type { Ground } from './marp-grounds.ts';

/** A filter of CSS, with its strength. */
const FILTER =
  /^(?:blur|brightness|contrast|drop-shadow|grayscale|hue-rotate|invert|saturate|sepia)(?::.*)?$/;

/** Rewrites the pictures of a line, and adds to `grounds` those that are behind the slide, which leave no text. */
export function convertPictures(line: string, at: number, grounds: Ground[], remarks: Remarks): string {
  return outsideCode(line, (part) =>
    mapPictures(part, (picture, whole) => {
      const words = picture.alt.split(/\s+/).filter((word) => word !== '');
      const size = sizesIn(words);
      const filters = words.filter((word) => FILTER.test(word));
      if (filters.length > 0)
        remarks.lost(at, filters.join(' '), 'filters are not carried over; `css` can set them.');
      if (words.includes('bg')) {
        grounds.push({ address: picture.address, words, whole, at });
        return '';
      }
      const rest = words.filter((word) => !isLook(word));
      if (rest.length === words.length) return whole;
      return pictureText({ ...picture, alt: rest.join(' ') }, sizeWords(size.width, size.height));
    }),
  );
}

/** Returns whether a word before a picture says how it looks. */
export function isLook(word: string): boolean {
  return FILTER.test(word) || /^(?:w|h|width|height|opacity):/.test(word);
}

function sizesIn(words: readonly string[]) {
  const find = (pattern: RegExp) =>
    words.map((word) => pattern.exec(word)?.[1]).find((size) => size !== undefined);
  return { width: find(/^(?:w|width):(.+)$/), height: find(/^(?:h|height):(.+)$/) };
}
