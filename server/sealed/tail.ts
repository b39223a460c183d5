/** Encodes the bodies of a sealed file: bytes after its code, in a comment that runs to the end of the file. */

/** Escape byte, before each byte that would end the comment. */
const ESCAPE = 0x1a;

/** Bits that are flipped in an escaped byte. */
const CHANGE = 0x40;

/**
 * Line feed and carriage return end a comment, and so do U+2028 and U+2029, which begin with 0xE2 in UTF-8;
 * bytes that are not UTF-8 do not (ECMAScript, 12.3).
 */
const ESCAPED: ReadonlySet<number> = new Set([0x0a, 0x0d, 0xe2, ESCAPE]);

/** Start of the comment. */
export const COMMENT = '//';

/** Encodes bytes for the comment. */
export function toTail(bytes: Uint8Array): Buffer {
  let length = bytes.length;
  for (const byte of bytes) if (ESCAPED.has(byte)) length += 1;
  const tail = Buffer.allocUnsafe(length);
  let at = 0;
  for (const byte of bytes) {
    if (ESCAPED.has(byte)) {
      tail[at++] = ESCAPE;
      tail[at++] = byte ^ CHANGE;
    } else tail[at++] = byte;
  }
  return tail;
}

/** Decodes the bytes of `toTail`. */
export function fromTail(tail: Uint8Array): Buffer<ArrayBuffer> {
  const bytes = Buffer.allocUnsafeSlow(tail.length);
  let length = 0;
  for (let at = 0; at < tail.length; at++) {
    const byte = tail[at] ?? 0;
    bytes[length++] = byte === ESCAPE ? (tail[++at] ?? 0) ^ CHANGE : byte;
  }
  return bytes.subarray(0, length);
}

/**
 * Returns the bodies in a file by number; `ends` are their ends in the comment.
 * @throws {Error} where the file was changed after the build
 */
export function bodiesIn(file: Uint8Array, ends: readonly number[]): (number: number) => Buffer<ArrayBuffer> {
  const start = file.length - (ends.at(-1) ?? 0);
  const before = Buffer.from(file.subarray(Math.max(0, start - COMMENT.length - 1), Math.max(0, start)));
  if (before.toString('latin1') !== `\n${COMMENT}`) {
    throw new Error('This file is not as it was built. Copy it again, as a binary file.');
  }
  return (number) => fromTail(file.subarray(start + (ends[number - 1] ?? 0), start + (ends[number] ?? 0)));
}
