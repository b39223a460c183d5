/** Encodes a picture in modern formats and several widths, and computes its preview colours. Loads sharp. */
import sharp, { type Sharp } from 'sharp';
import { MOST_PIXELS } from './size.ts';

/** The smaller versions of a picture. */
export interface Encoded {
  /**
   * The picture's own width in pixels, where the original file is the only one of the largest width; else undefined.
   */
  readonly ownWidth: number | undefined;
  /** The smaller files, narrowest first; only those that save enough bytes. */
  readonly files: readonly EncodedFile[];
  /** A CSS gradient of the picture's colours; undefined where it would be visible through a transparent picture. */
  readonly preview: string | undefined;
}

/** A smaller version of a picture. */
export interface EncodedFile {
  readonly width: number;
  readonly format: 'avif' | 'webp';
  readonly bytes: Uint8Array;
}

/**
 * Widths in pixels: a cover or a phone, a phone's high-density screen, a projector, and twice the width of a slide,
 * which is all that a high-density screen can show of it.
 */
const WIDTHS = [640, 1280, 1920, 2560] as const;

/** A width above this share of the widest one is not made. */
const NEAR = 0.9;

/** A smaller version is kept if it has at most this share of the original's bytes. */
const WORTHWHILE = 0.85;

/** AVIF options: at this quality, without chroma subsampling, only a comparison of pixels shows a difference. */
const PHOTO = { quality: 65, effort: 4, chromaSubsampling: '4:4:4' } as const;

/** WebP options: lossless for screenshots and drawings, since lossy compression damages text first. */
const DRAWING = { lossless: true, effort: 5 } as const;

/** Sets how many processors may work on one picture at once; 0 for all. */
export function limitProcessors(processors: number): void {
  sharp.concurrency(processors);
  // No cache: each picture is opened once.
  sharp.cache(false);
}

/**
 * Encodes a JPEG or a PNG; resolves to undefined for other files and animations.
 * @throws where the file is damaged.
 */
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

/** Returns whether a PNG is animated: it then has an `acTL` chunk before its pixels (PNG, third edition, 11.3.6). */
function moves(bytes: Uint8Array): boolean {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const pixels = head.indexOf('IDAT');
  const animation = head.indexOf('acTL');
  return animation !== -1 && animation < pixels;
}

/** Returns a gradient from the mean colour of the upper half to that of the lower half. */
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

/** Returns one hexadecimal digit for a channel of 0 to 255: enough for colours that are visible for a moment. */
function shortHex(value: number): string {
  return Math.round(value / 17).toString(16);
}
