/** The bodies of a sealed file: bytes behind its code, in a comment that runs to the end of the file. */

/** Stands before each byte that would end the comment, which is changed then. */
const ESCAPE = 0x1a;

/** What makes another byte of one that is escaped. */
const CHANGE = 0x40;

/**
 * Line feed and carriage return end a comment, and so do U+2028 and U+2029, which begin with 0xE2 in UTF-8; bytes that
 * are no UTF-8 do not (ECMAScript, 12.3).
 */
const ESCAPED: ReadonlySet<number> = new Set([0x0a, 0x0d, 0xe2, ESCAPE]);

/** What begins the comment. */
export const COMMENT = '//';

/** Writes bytes so that they may stand in the comment. */
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

/** Reads what `toTail` wrote. */
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
 * The bodies in a file by number; `ends` says where each ends in the comment.
 * @throws {Error} where the file is not as it was built
 */
export function bodiesIn(file: Uint8Array, ends: readonly number[]): (number: number) => Buffer<ArrayBuffer> {
  const start = file.length - (ends.at(-1) ?? 0);
  const before = Buffer.from(file.subarray(Math.max(0, start - COMMENT.length - 1), Math.max(0, start)));
  if (before.toString('latin1') !== `\n${COMMENT}`) {
    throw new Error('This file is not as it was built. Copy it again, as a binary file.');
  }
  return (number) => fromTail(file.subarray(start + (ends[number - 1] ?? 0), start + (ends[number] ?? 0)));
}
