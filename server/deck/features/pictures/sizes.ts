/** Sets sizes on the `<img>` elements of a finished slide, and adds smaller files that a browser may choose instead. */

import {
  ATTRIBUTES,
  type Attributes,
  type Candidates,
  plainText,
  readAttributes,
  sourceList,
  writeAttributes,
} from '../../html/serialized.ts';

/** Width and height in pixels. */
export interface ImageSize {
  readonly width: number;
  readonly height: number;
}

/** Alternatives to a picture's own file. */
export interface ImageOffer {
  /** Files of the same picture, the narrowest first. */
  readonly candidates: Candidates;
  /** A CSS image in the picture's colours, shown while the picture loads. */
  readonly preview: string | undefined;
}

/** An `<img>`, its attributes in a group; or a `<picture>`, which is left as its author wrote it. */
const IMAGE = new RegExp(String.raw`<picture[\s>].*?<\/picture>|<img${ATTRIBUTES}>`, 'gs');

/** Styles by which an author has sized a picture. */
const SIZED = /(?:^|[;\s])(?:width|height|inline-size|block-size|contain|aspect-ratio)\s*:/i;

/** The style by which client/styles/pictures.css recognizes pictures of known size. */
const NATURAL = 'contain-intrinsic-size:';

/**
 * Reserves the space of pictures; `sizeOf` gets addresses as they are in the slide. A picture without a size of
 * its own gets its file's, in a way that does not override any rule of a style sheet; one that its author has
 * sized keeps its aspect ratio.
 */
export function sizeImages(html: string, sizeOf: (address: string) => ImageSize | undefined): string {
  return changeImages(html, (attributes) => {
    const size = sizeOf(addressOf(attributes));
    if (!size) return;
    const { width, height } = size;
    const style = attributes.get('style') ?? '';
    const isSized = ['width', 'height'].some((name) => attributes.has(name)) || SIZED.test(style);
    if (!isSized) {
      attributes.set('width', `${width}`).set('height', `${height}`);
      addStyle(attributes, `${NATURAL}${width}px ${height}px`);
    } else if (!/aspect-ratio|contain/i.test(style)) {
      addStyle(attributes, `aspect-ratio:auto ${width}/${height}`);
    }
  });
}

/**
 * Adds the class `plate` to pictures that a dark background would hide; client/styles/pictures.css puts a light
 * plate behind them.
 */
export function plateImages(html: string, isDark: (address: string) => boolean): string {
  return changeImages(html, (attributes) => {
    if (!isDark(addressOf(attributes))) return;
    const names = attributes.get('class')?.trim() ?? '';
    attributes.set('class', names === '' ? 'plate' : `${names} plate`);
  });
}

/** Adds alternatives to pictures' own files, except where that would change a picture's displayed size. */
export function offerImages(html: string, offerOf: (address: string) => ImageOffer | undefined): string {
  const isHalf = /^<section[^>]*\sdata-kind="(?:left|right)"/.test(html);
  return changeImages(html, (attributes) => {
    const offer = offerOf(addressOf(attributes));
    const style = attributes.get('style') ?? '';
    const isKnown = style.includes(NATURAL) || attributes.has('width') || attributes.has('height');
    if (!offer || !isKnown) return;
    const { candidates, preview } = offer;
    const fill = attributes.get('data-fill');
    if (candidates.length > 0 && attributes.has('src') && !attributes.has('srcset')) {
      attributes.set('srcset', sourceList(candidates));
      attributes.set('sizes', isHalf && fill !== undefined ? '(max-width:600px) 100vw,50vw' : '100vw');
    }
    // A contained picture leaves space around it, in which the preview would be visible.
    if (preview !== undefined && fill !== 'contain') addStyle(attributes, `--preview:${preview}`);
  });
}

function changeImages(html: string, change: (attributes: Attributes) => void): string {
  if (!html.includes('<img')) return html;
  return html.replace(IMAGE, (whole, written: string | undefined) => {
    if (written === undefined) return whole;
    const attributes = readAttributes(written);
    change(attributes);
    return `<img${writeAttributes(attributes)}>`;
  });
}

function addressOf(attributes: Attributes): string {
  return plainText(attributes.get('src') ?? attributes.get('data-src') ?? '');
}

function addStyle(attributes: Attributes, declaration: string): void {
  const style = attributes.get('style')?.trim() ?? '';
  attributes.set('style', style === '' ? declaration : `${style.replace(/;$/, '')};${declaration}`);
}
