/** The picture behind a finished slide or column, and what a browser may choose from instead of its file. */

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

/** Sizes at which a picture looks the same from a file of any size: those that its own pixels have no part in. */
const FITTED: ReadonlySet<string | undefined> = new Set([
  undefined,
  'cover',
  'contain',
  '100%',
  '100% 100%',
  '100% auto',
  'auto 100%',
]);

/** Sizes at which it covers all that is behind it. */
const COVERING: ReadonlySet<string | undefined> = new Set([undefined, 'cover', '100% 100%']);

/** What else is seen of a slide's ground. */
const SEEN_WITH = ['', '-color', '-gradient', '-opacity'].map((end) => `data-background${end}`);

/**
 * The address of the picture behind a slide or a column, by its HTML; undefined where there is none, where there are
 * several, and where another file would look different.
 */
export function backgroundOf(html: string): string | undefined {
  const attributes = attributesOf(html);
  return attributes && pictureIn(attributes);
}

/** Offers what there is beside that picture's own file: client/features/pictures/choose-backgrounds.ts chooses. */
export function offerBackground(html: string, offerOf: (address: string) => ImageOffer | undefined): string {
  const attributes = attributesOf(html);
  const address = attributes && pictureIn(attributes);
  const offer = address === undefined ? undefined : offerOf(address);
  if (!attributes || address === undefined || !offer || offer.candidates.length === 0) return html;
  if (!attributes.has('data-background-image')) {
    // reveal.js tells a picture from a colour by its ending, and knows not every one.
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
  // Most slides have nothing behind them.
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
  // Tiles would part where pixels are rounded otherwise.
  const isTiled = (attributes.get('data-background-repeat') ?? 'no-repeat').trim() !== 'no-repeat';
  const isOne = pictures.length === 1 && !address?.includes(',');
  return isOne && isFitted && !isTiled && !attributes.has('data-background-srcset') ? address : undefined;
}
