/** How large a picture is, read from the first bytes of its file: what a page reserves room by, and what checks compare. */
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { imageSize } from 'image-size';

/** A picture's size. */
export interface PictureSize {
  /** In pixels, as the picture is shown: turned as its EXIF orientation says. */
  readonly width: number;
  readonly height: number;
  /** Length of the file in bytes. */
  readonly bytes: number;
  /** The format in its first bytes, whatever its name: `png`, `jpg`, `svg`… */
  readonly format: string;
  /** It is drawn at any size, and this is the one that it has by itself; false for pixels. */
  readonly scales: boolean;
}

/** A picture whose size could not be read, or that is too large. */
export interface UnreadablePicture {
  /** Why, as the end of a sentence. */
  readonly problem: string;
  /** What its author can do, as a sentence. */
  readonly remedy: string;
}

/** What stands before a picture's size may be long (a profile, a small preview), but not this long, in bytes. */
export const PICTURE_HEAD = 512 * 1024;

/** A browser needs four bytes for each pixel; phones give up on more of them than this. */
export const MOST_PIXELS = 100_000_000;

/** What helps where a file is not what it was. */
const COPY = 'Copy it again from where it came, or export it again.';

/** EXIF orientations from this one on lay a picture on its side. */
const ON_ITS_SIDE = 5;

/** Reads a picture's size; undefined where its file is gone, or is a drawing that has no size by itself. */
export function readPictureSize(file: string): PictureSize | UnreadablePicture | undefined {
  const head = readHead(file);
  return head && pictureSizeIn(head.start, head.length);
}

/** The same from a file's first bytes and its length. */
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
    // The package throws where the bytes are not what it expects.
    return undefined;
  }
}

/** Whether an SVG says how large it is, and not only which shape it has. */
function hasOwnSize(start: Uint8Array): boolean {
  const root = /<svg\b[^>]*>/i.exec(Buffer.from(start).toString('utf8'))?.[0] ?? '';
  return ['width', 'height'].every((name) => new RegExp(`\\s${name}\\s*=\\s*["']\\d+(?:px)?["']`).test(root));
}
