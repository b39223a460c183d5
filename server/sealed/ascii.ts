/** Bytes as printable ASCII, five characters for four bytes, in the alphabet of Z85 (https://rfc.zeromq.org/spec/32). */

/** No quote and no backslash is in it, so that it stands in a string of JavaScript as it is. */
const ALPHABET = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.-:+=^!/*?&<>()[]{}@%$#';

const BASE = ALPHABET.length;

/** Writes bytes. Unlike Z85, a rest of less than four bytes is written too, by one character more than it has. */
export function toAscii(bytes: Uint8Array): string {
  const text = Buffer.alloc(Math.ceil(bytes.length / 4) * 5);
  const byteAt = (i: number) => bytes[i] ?? 0;
  for (let i = 0, at = 0; i < bytes.length; i += 4, at += 5) {
    let value = byteAt(i) * 2 ** 24 + byteAt(i + 1) * 2 ** 16 + byteAt(i + 2) * 2 ** 8 + byteAt(i + 3);
    for (let place = 4; place >= 0; place--) {
      text[at + place] = ALPHABET.charCodeAt(value % BASE);
      value = Math.floor(value / BASE);
    }
  }
  return text.toString('latin1', 0, Math.ceil((bytes.length * 5) / 4));
}

/** Reads what `toAscii` wrote. */
export function fromAscii(text: string): Buffer<ArrayBuffer> {
  const length = Math.floor((text.length * 4) / 5);
  // A rest is filled up with the greatest digit, so that rounding changes none of its bytes.
  const digits = Buffer.alloc(Math.ceil(text.length / 5) * 5, ALPHABET.at(-1), 'latin1');
  digits.write(text, 'latin1');
  const bytes = Buffer.allocUnsafeSlow((digits.length / 5) * 4);
  const digitAt = (i: number) => values[digits[i] ?? 0] ?? 0;
  for (let i = 0, at = 0; i < digits.length; i += 5, at += 4) {
    let value = digitAt(i);
    for (let place = 1; place < 5; place++) value = value * BASE + digitAt(i + place);
    bytes[at] = value >>> 24;
    bytes[at + 1] = value >>> 16;
    bytes[at + 2] = value >>> 8;
    bytes[at + 3] = value;
  }
  return bytes.subarray(0, length);
}

/** Digits by character. */
const values = new Uint8Array(128);
for (let digit = 0; digit < BASE; digit++) values[ALPHABET.charCodeAt(digit)] = digit;
