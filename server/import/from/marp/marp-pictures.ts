/** Marp's pictures: words in their alternative text say size, filter, and whether they are behind the slide. */
import type { Remarks } from '../../model.ts';
import { outsideCode } from '../../text/lines.ts';
import { mapPictures, pictureText, sizeWords } from '../../text/picture-text.ts';

/** What pictures behind a slide ask of it. */
export interface Behind {
  readonly attributes: Record<string, string>;
  readonly classes: string[];
  /** Pictures beside the words. */
  readonly beside: string[];
}

/** A filter of CSS, with its strength. */
const FILTER =
  /^(?:blur|brightness|contrast|drop-shadow|grayscale|hue-rotate|invert|saturate|sepia)(?::.*)?$/;

const COLOUR = /^(?:#[\da-f]{3,8}|(?:rgb|hsl)a?\(.*\)|[a-z]+)$/i;

/** Rewrites the pictures of a line, and adds to `behind` those that are behind the slide, which leave no text. */
export function convertPictures(line: string, at: number, behind: Behind, remarks: Remarks): string {
  return outsideCode(line, (part) =>
    mapPictures(part, (picture, whole) => {
      const words = picture.alt.split(/\s+/).filter((word) => word !== '');
      const size = sizesIn(words);
      const filters = words.filter((word) => FILTER.test(word));
      if (filters.length > 0)
        remarks.lost(at, filters.join(' '), 'filters are not carried over; `css` can set them.');
      if (words.includes('bg')) {
        putBehind({ address: picture.address, words, whole }, { at, behind, remarks });
        return '';
      }
      const known = (word: string) => FILTER.test(word) || /^(?:w|h|width|height|opacity):/.test(word);
      const rest = words.filter((word) => !known(word));
      if (rest.length === words.length) return whole;
      return pictureText({ ...picture, alt: rest.join(' ') }, sizeWords(size.width, size.height));
    }),
  );
}

function sizesIn(words: readonly string[]) {
  const find = (pattern: RegExp) =>
    words.map((word) => pattern.exec(word)?.[1]).find((size) => size !== undefined);
  return { width: find(/^(?:w|width):(.+)$/), height: find(/^(?:h|height):(.+)$/) };
}

/** A word that says on which side pictures are, with the share of the slide. */
const SIDE = /^(left|right)(?::(.+))?$/;

interface Wanted {
  readonly address: string;
  readonly words: readonly string[];
  readonly whole: string;
}

interface Context {
  readonly at: number;
  readonly behind: Behind;
  readonly remarks: Remarks;
}

function putBehind({ address, words, whole }: Wanted, { at, behind, remarks }: Context): void {
  const { attributes, classes, beside } = behind;
  const [, written, size] = words.map((word) => SIDE.exec(word)).find((match) => match !== null) ?? [];
  const before = classes.find((name) => SIDE.test(name));
  const side = written ?? before;
  const isColour = COLOUR.test(address) && !address.includes('.');
  // Where one picture has a side, Marp puts all pictures there.
  if (side !== undefined && !isColour) {
    if (before !== undefined) classes.splice(classes.indexOf(before), 1);
    classes.push(side);
    const ground = attributes['data-background-image'];
    if (ground !== undefined) beside.push(pictureText({ alt: '', address: ground, title: '' }));
    for (const name of ['image', 'size', 'opacity']) delete attributes[`data-background-${name}`];
    const fit = words.some((word) => /^(?:fit|contain)$/.test(word)) ? '{.contain}' : '';
    beside.push(pictureText({ alt: '', address, title: '' }) + fit);
    const share = size === undefined ? '' : `; it has half of the slide, not ${size}`;
    const now = beside.length > 1 ? 'a column of pictures, on the right' : `\`{.${side}}\` and the picture`;
    remarks.became(at, whole, now + share);
    return;
  }
  if (isColour) {
    attributes['data-background-color'] = address;
    remarks.became(at, whole, 'the colour of the background');
    return;
  }
  if (attributes['data-background-image'] !== undefined) {
    beside.push(pictureText({ alt: '', address, title: '' }));
    remarks.lost(at, whole, 'only one picture is behind the slide; this one stands on it.');
    return;
  }
  attributes['data-background-image'] = address;
  const fit = words.find((word) => /^(?:fit|contain|auto|\d+%)$/.test(word));
  if (fit !== undefined) attributes['data-background-size'] = fit === 'fit' ? 'contain' : fit;
  const opacity = words.map((word) => /^opacity(?::(.+))?$/.exec(word)).find((match) => match !== null);
  if (opacity) attributes['data-background-opacity'] = shareOf(opacity[1] ?? '0.5');
  remarks.became(at, whole, 'the picture of the background');
}

function shareOf(value: string): string {
  const percent = /^(\d+(?:\.\d+)?)%$/.exec(value)?.[1];
  return percent === undefined ? value : String(Number(percent) / 100);
}
