/** Reads a picture's dimensions from the first bytes of its file, for the space that a page reserves and for checks. */
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { imageSize } from 'image-size';

/** A picture's dimensions. */
export interface PictureSize {
  /** Width in pixels as shown, that is, rotated as its EXIF orientation says. */
  readonly width: number;
  readonly height: number;
  /** Length of the file in bytes. */
  readonly bytes: number;
  /** The format according to its content, whatever its name: `png`, `jpg`, `svg`… */
  readonly format: string;
  /** Whether it is a vector graphic, and the dimensions are its default ones. */
  readonly scales: boolean;
}

/** A picture whose dimensions could not be read, or that is too large. */
export interface UnreadablePicture {
  /** The reason, as the end of a sentence. */
  readonly problem: string;
  /** What the author can do, as a sentence. */
  readonly remedy: string;
}

/** Number of bytes to read: what precedes the dimensions (a colour profile, a thumbnail) is shorter than this. */
export const PICTURE_HEAD = 512 * 1024;

/** The most pixels: a browser needs four bytes for each, and phones fail above this. */
export const MOST_PIXELS = 100_000_000;

/** The remedy for a damaged file. */
const COPY = 'Copy it again from where it came, or export it again.';

/** The first EXIF orientation that swaps width and height. */
const ON_ITS_SIDE = 5;

/** Reads a picture's dimensions; undefined where the file is gone, or is an SVG without a size of its own. */
export function readPictureSize(file: string): PictureSize | UnreadablePicture | undefined {
  const head = readHead(file);
  return head && pictureSizeIn(head.start, head.length);
}

/** Returns a picture's dimensions from its first bytes and its length in bytes. */
export function pictureSizeIn(start: Uint8Array, bytes: number): PictureSize | UnreadablePicture | undefined {
  if (bytes === 0) return { problem: 'its file is empty', remedy: COPY };
  const size = sizeIn(start);
  if (!size) return { problem: 'its file is not a picture in any known format, or breaks off', remedy: COPY };
  const { width, height, format, orientation = 1 } = size;
  if (format === 'svg' && !hasOwnSize(start)) return undefined;
  if (width * height > MOST_PIXELS)
    return {
      problem: `it has ${width} × ${height} pixels, more than most devices can show`,
      remedy: 'Scale it down: four times the width of a slide is more than anyone sees.',
    };
  const turned = orientation >= ON_ITS_SIDE;
  return {
    ...(turned ? { width: height, height: width } : { width, height }),
    bytes,
    format,
    scales: format === 'svg',
  };
}

function readHead(file: string): { readonly start: Uint8Array; readonly length: number } | undefined {
  let descriptor: number | undefined;
  try {
    descriptor = openSync(file, 'r');
    const { size } = fstatSync(descriptor);
    const start = Buffer.alloc(Math.min(size, PICTURE_HEAD));
    return { start: start.subarray(0, readSync(descriptor, start, 0, start.length, 0)), length: size };
  } catch {
    return undefined;
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

function sizeIn(start: Uint8Array) {
  try {
    const { width, height, type = '', orientation } = imageSize(start);
    return width > 0 && height > 0 ? { width, height, format: type, orientation } : undefined;
  } catch {
    // image-size throws where the bytes are not what it expects.
    return undefined;
  }
}

/** Returns whether an SVG has a width and a height in pixels, and not only an aspect ratio. */
function hasOwnSize(start: Uint8Array): boolean {
  const root = /<svg\b[^>]*>/i.exec(Buffer.from(start).toString('utf8'))?.[0] ?? '';
  return ['width', 'height'].every((name) => new RegExp(`\\s${name}\\s*=\\s*["']\\d+(?:px)?["']`).test(root));
}
