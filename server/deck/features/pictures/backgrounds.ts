/** The background picture of a finished slide or column, and smaller files that a browser may choose instead. */

import { isPicture } from '../../html/addresses.ts';
import {
  ATTRIBUTES,
  type Attributes,
  plainText,
  readAttributes,
  sourceList,
  writeAttributes,
} from '../../html/serialized.ts';
import type { ImageOffer } from './sizes.ts';

const SECTION = new RegExp(`^<section${ATTRIBUTES}>`);

/**
 * Values of `data-background-size` with which a picture looks the same from a file of any size, because its own
 * pixel size does not matter.
 */
const FITTED: ReadonlySet<string | undefined> = new Set([
  undefined,
  'cover',
  'contain',
  '100%',
  '100% 100%',
  '100% auto',
  'auto 100%',
]);

/** Values of `data-background-size` with which the picture covers the whole background. */
const COVERING: ReadonlySet<string | undefined> = new Set([undefined, 'cover', '100% 100%']);

/** Attributes that set another part of the slide's background, which would not fit a preview. */
const SEEN_WITH = ['', '-color', '-gradient', '-opacity'].map((end) => `data-background${end}`);

/**
 * Returns the address of a slide's or column's background picture, by its HTML; undefined if there is none, if
 * there are several, or if another file would look different.
 */
export function backgroundOf(html: string): string | undefined {
  const attributes = attributesOf(html);
  return attributes && pictureIn(attributes);
}

/** Adds alternatives to that picture's file; client/features/pictures/choose-backgrounds.ts chooses one. */
export function offerBackground(html: string, offerOf: (address: string) => ImageOffer | undefined): string {
  const attributes = attributesOf(html);
  const address = attributes && pictureIn(attributes);
  const offer = address === undefined ? undefined : offerOf(address);
  if (!attributes || address === undefined || !offer || offer.candidates.length === 0) return html;
  if (!attributes.has('data-background-image')) {
    // reveal.js distinguishes pictures from colours by their extension, and does not know all of them.
    attributes.set('data-background-image', attributes.get('data-background') ?? '');
    attributes.delete('data-background');
  }
  attributes.set('data-background-srcset', sourceList(offer.candidates));
  const isCovered = COVERING.has(attributes.get('data-background-size')?.trim());
  if (offer.preview !== undefined && isCovered && !SEEN_WITH.some((name) => attributes.has(name)))
    attributes.set('data-background-preview', offer.preview);
  return html.replace(SECTION, () => `<section${writeAttributes(attributes)}>`);
}

function attributesOf(html: string): Attributes | undefined {
  // Most slides have no background of their own.
  const written = html.includes('data-background') ? SECTION.exec(html)?.[1] : undefined;
  return written?.includes('data-background') ? readAttributes(written) : undefined;
}

function pictureIn(attributes: Attributes): string | undefined {
  const [image, either] = ['data-background-image', 'data-background'].map((name) =>
    plainText(attributes.get(name) ?? '').trim(),
  );
  const pictures = [image, isPicture(either ?? '') ? either : ''].filter((each) => each);
  const [address] = pictures;
  const isFitted = FITTED.has(attributes.get('data-background-size')?.trim());
  // Tiles could show gaps where another file's size is rounded differently.
  const isTiled = (attributes.get('data-background-repeat') ?? 'no-repeat').trim() !== 'no-repeat';
  const isOne = pictures.length === 1 && !address?.includes(',');
  return isOne && isFitted && !isTiled && !attributes.has('data-background-srcset') ? address : undefined;
}
