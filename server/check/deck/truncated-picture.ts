/** Detects pictures whose file is truncated, as by an interrupted copy. */

/** Reads up to `length` bytes of a file from an offset. */
export type ReadBytes = (offset: number, length: number) => Uint8Array;

/** Bytes that some programs write after a PNG's last chunk. */
const PNG_TAIL = 64 * 1024;

/** Markers of a JPEG's segments (ITU T.81, table B.1). */
const START_OF_SCAN = 0xda;
const END_OF_IMAGE = Buffer.from([0xff, 0xd9]);

/**
 * Segments before a JPEG's first scan are a few dozen; the limit ends the search in a file that is something
 * else.
 */
const MOST_SEGMENTS = 1000;

/**
 * Returns whether a picture's file is truncated; false for formats in which this cannot be detected. @param
 * bytes length of the file
 */
export function isTruncated(format: string, bytes: number, read: ReadBytes): boolean {
  if (format === 'png') return !hasPngEnd(bytes, read);
  if (format === 'jpg') return !hasJpegEnd(bytes, read);
  if (format === 'webp') return bytes < webpLength(read);
  return false;
}

function hasPngEnd(bytes: number, read: ReadBytes): boolean {
  const from = Math.max(0, bytes - PNG_TAIL);
  return Buffer.from(read(from, PNG_TAIL)).includes('IEND');
}

/**
 * Returns whether a JPEG is complete. Motion photos have data after the picture, and the embedded thumbnail
 * before it has an end of its own.
 */
function hasJpegEnd(bytes: number, read: ReadBytes): boolean {
  if (END_OF_IMAGE.equals(read(bytes - END_OF_IMAGE.length, END_OF_IMAGE.length))) return true;
  let at = 2;
  for (let count = 0; count < MOST_SEGMENTS; count += 1) {
    const [mark, marker = 0, high = 0, low = 0] = read(at, 4);
    if (mark !== 0xff) return false;
    // Any number of fill bytes may precede a marker.
    if (marker === 0xff) at += 1;
    else if (marker === START_OF_SCAN) return Buffer.from(read(at, bytes - at)).includes(END_OF_IMAGE);
    else at += 2 + high * 256 + low;
  }
  return false;
}

/** Returns the length that the RIFF header states, plus the first eight bytes. */
function webpLength(read: ReadBytes): number {
  return Buffer.from(read(0, 8)).readUInt32LE(4) + 8;
}
