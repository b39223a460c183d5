/** Gives the `<img>` elements of a finished slide their sizes, and what a browser may choose from instead of their files. */

/** Width and height in pixels. */
export interface ImageSize {
  readonly width: number;
  readonly height: number;
}

/** What is there beside a picture's own file. */
export interface ImageOffer {
  /** Files to choose from by width in pixels, as addresses; the narrowest first. */
  readonly candidates: readonly { readonly address: string; readonly width: number }[];
  /** A CSS image in the picture's colours, shown until it is there. */
  readonly preview: string | undefined;
}

/** An element's attributes, their values as they stand in HTML. */
type Attributes = Map<string, string>;

/** As the serialiser of slides writes it: every value is quoted and holds no quote. What is in a `<picture>` is its author's. */
const IMAGE = /<picture[\s>].*?<\/picture>|<img((?:\s[^\s=>"]+="[^"]*")*)>/gs;

/** Styles by which an author has sized a picture. */
const SIZED = /(?:^|[;\s])(?:width|height|inline-size|block-size|contain|aspect-ratio)\s*:/i;

/** The style by which client/styles/pictures.css knows pictures whose size is known. */
const NATURAL = 'contain-intrinsic-size:';

/**
 * Reserves the room that pictures will take, by address as it stands in the slide. One without a size of its own gets its
 * file's, in a way that leaves every rule of a style sheet its effect; one that its author has sized keeps its shape.
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

/** Offers what there is beside pictures' own files; none that would change how large a picture is. */
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
      attributes.set('srcset', candidates.map(({ address, width }) => `${inList(address)} ${width}w`).join());
      attributes.set('sizes', isHalf && fill !== undefined ? '(max-width:600px) 100vw,50vw' : '100vw');
    }
    // What is contained in its place would have the preview around it.
    if (preview !== undefined && fill !== 'contain') addStyle(attributes, `--preview:${preview}`);
  });
}

function changeImages(html: string, change: (attributes: Attributes) => void): string {
  if (!html.includes('<img')) return html;
  return html.replace(IMAGE, (whole, written: string | undefined) => {
    if (written === undefined) return whole;
    const attributes: Attributes = new Map(
      [...written.matchAll(/\s([^\s=>"]+)="([^"]*)"/g)].map(([, name = '', value = '']) => [name, value]),
    );
    change(attributes);
    return `<img${[...attributes].map(([name, value]) => ` ${name}="${value}"`).join('')}>`;
  });
}

function addressOf(attributes: Attributes): string {
  const written = attributes.get('src') ?? attributes.get('data-src') ?? '';
  return written
    .replaceAll('&quot;', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}

/** An address among others: a space or a comma in it would end it. */
function inList(address: string): string {
  return address.replace(/[\s,"]/g, encodeURIComponent).replaceAll('&', '&amp;');
}

function addStyle(attributes: Attributes, declaration: string): void {
  const style = attributes.get('style')?.trim() ?? '';
  attributes.set('style', style === '' ? declaration : `${style.replace(/;$/, '')};${declaration}`);
}
