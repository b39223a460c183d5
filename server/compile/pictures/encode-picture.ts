/** One picture → smaller ones, in modern formats and in the sizes that screens need, and its colours. Loads sharp. */
import sharp, { type Sharp } from 'sharp';
import { MOST_PIXELS } from './size.ts';

/** What can be made of a picture. */
export interface Encoded {
  /** Its own width in pixels, where its own file is the only one of the width that screens need. */
  readonly ownWidth: number | undefined;
  /** By width, the narrowest first; only those that are worth another address. */
  readonly files: readonly EncodedFile[];
  /** A CSS image in its colours; undefined where something would show through the picture. */
  readonly preview: string | undefined;
}

/** One smaller picture. */
export interface EncodedFile {
  readonly width: number;
  readonly format: 'avif' | 'webp';
  readonly bytes: Uint8Array;
}

/**
 * Widths in pixels: a cover or a phone, a phone's sharp screen, a projector, and twice the width of a slide, which is all
 * that a sharp screen can show of it.
 */
const WIDTHS = [640, 1280, 1920, 2560] as const;

/** A file of a width this near to a wider one is not worth making. */
const NEAR = 0.9;

/** A file is worth another address with at most this share of the bytes that would be sent without. */
const WORTHWHILE = 0.85;

/** AVIF at this quality, with all of its colour, is told from the original only by comparing pixels. */
const PHOTO = { quality: 65, effort: 4, chromaSubsampling: '4:4:4' } as const;

/** Screenshots and drawings lose nothing: what is damaged first is text. */
const DRAWING = { lossless: true, effort: 5 } as const;

/** @param processors how many may work on one picture at once; 0 for all */
export function limitProcessors(processors: number): void {
  sharp.concurrency(processors);
  // Each picture is opened once.
  sharp.cache(false);
}

/** Makes what is worth making of a JPEG or a PNG; undefined for other files. @throws where it is damaged */
export async function encodePicture(bytes: Uint8Array): Promise<Encoded | undefined> {
  const open = (): Sharp =>
    sharp(bytes, { limitInputPixels: MOST_PIXELS, failOn: 'error', autoOrient: true });
  const { format, hasAlpha, autoOrient, pages = 1 } = await open().metadata();
  const isPhoto = format === 'jpeg';
  if (!(isPhoto || format === 'png') || pages > 1 || moves(bytes)) return undefined;
  const { width } = autoOrient;
  const isOpaque = !hasAlpha || (await open().stats()).isOpaque;
  const files: EncodedFile[] = [];
  for (const narrower of widthsFor(width)) {
    const image = open().resize({ width: narrower });
    const made = await (isPhoto ? image.avif(PHOTO) : image.webp(DRAWING)).toBuffer();
    if (made.length <= WORTHWHILE * bytes.length)
      files.push({ width: narrower, format: isPhoto ? 'avif' : 'webp', bytes: made });
  }
  const isCovered = files.at(-1)?.width === widthsFor(width).at(-1);
  return {
    ownWidth: isCovered ? undefined : width,
    files,
    preview: isOpaque ? await previewOf(open()) : undefined,
  };
}

function widthsFor(width: number): number[] {
  const widest = Math.min(width, WIDTHS[3]);
  return [...WIDTHS.filter((each) => each < NEAR * widest), widest];
}

/** An animated PNG says so in a chunk before its pixels (PNG, third edition, 11.3.6). */
function moves(bytes: Uint8Array): boolean {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const pixels = head.indexOf('IDAT');
  const animation = head.indexOf('acTL');
  return animation !== -1 && animation < pixels;
}

/** From the colour of its upper half to that of its lower one. */
async function previewOf(image: Sharp): Promise<string> {
  const pixels = await image
    .flatten()
    .resize(1, 2, { fit: 'fill', kernel: 'linear' })
    .toColourspace('srgb')
    .raw({ depth: 'uchar' })
    .toBuffer();
  const channels = pixels.length / 2;
  const colour = (at: number) =>
    [0, 1, 2].map((channel) => shortHex(pixels[at + (channels < 3 ? 0 : channel)] ?? 0)).join('');
  return `linear-gradient(#${colour(0)},#${colour(channels)})`;
}

/** Sixteen steps are enough for colours that nobody sees for long. */
function shortHex(value: number): string {
  return Math.round(value / 17).toString(16);
}
