/** Decodes an author's file: UTF-8, UTF-16 as PowerShell's `>` writes it, or UTF-32. */
import { isUtf8 } from 'node:buffer';
import type { Diagnostic } from '../deck/model/diagnostic.ts';

/** A file's text. */
export interface DecodedText {
  readonly text: string;
  /** The first line, from 1, that is not UTF-8; all such lines were read as Windows-1252. */
  readonly misreadLine?: number;
}

/** Decodes a file. A byte order mark is not part of the text. */
export function decodeText(bytes: Uint8Array): DecodedText {
  const utf32 = utf32Text(bytes);
  if (utf32 !== undefined) return { text: utf32 };
  const utf16 = utf16Of(bytes);
  if (utf16) return { text: new TextDecoder(utf16).decode(bytes) };
  if (isUtf8(bytes)) return { text: new TextDecoder().decode(bytes) };
  // Line by line: if only one is in another encoding, such as a pasted name, all others stay as they are.
  const lines = linesOf(bytes);
  const encodingDiagnostic = lines.findIndex((line) => !isUtf8(line));
  const text = lines
    .map((line) => (isUtf8(line) ? new TextDecoder().decode(line) : windows1252(line)))
    .join('\n');
  return { text, misreadLine: encodingDiagnostic + 1 };
}

/** Windows-1252 from 0x80 to 0x9f, where it differs from Latin-1; Node's own decoder treats the two alike. */
const C1 = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ';

function windows1252(bytes: Uint8Array): string {
  return Buffer.from(bytes)
    .toString('latin1')
    .replace(/[\x80-\x9f]/g, (character) => C1[character.charCodeAt(0) - 0x80] ?? character);
}

/** Detects UTF-16 by the byte order mark, or by zero bytes beside the line feeds or the first character. */
function utf16Of(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  if (!bytes.includes(0) || bytes.length % 2 !== 0) return undefined;
  const little = countLineFeeds(bytes, 0);
  const big = countLineFeeds(bytes, 1);
  const all = little.all + big.all;
  // A zero beside one of many line feeds is an accident in text of another encoding.
  if (little.wide * 2 > all) return 'utf-16le';
  if (big.wide * 2 > all) return 'utf-16be';
  if (all > 0) return undefined;
  if (second === 0 && first !== 0) return 'utf-16le';
  return first === 0 && second !== 0 ? 'utf-16be' : undefined;
}

/** Counts the line feeds at even or odd offsets, and how many of them are two bytes wide. */
function countLineFeeds(bytes: Uint8Array, parity: 0 | 1): { readonly all: number; readonly wide: number } {
  let all = 0;
  let wide = 0;
  for (let i = bytes.indexOf(LINE_FEED); i !== -1; i = bytes.indexOf(LINE_FEED, i + 1)) {
    if (i % 2 !== parity) continue;
    all++;
    if (bytes[parity === 0 ? i + 1 : i - 1] === 0) wide++;
  }
  return { all, wide };
}

/** Decodes UTF-32, which is recognisable: no character is beyond U+10FFFF, so a byte of each four is zero. */
function utf32Text(bytes: Uint8Array): string | undefined {
  if (bytes.length === 0 || bytes.length % 4 !== 0) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  for (const isLittle of [true, false]) {
    const codes: number[] = [];
    for (let at = 0; at < bytes.length; at += 4) {
      const code = view.getUint32(at, isLittle);
      if (code === 0 || code > LAST_CHARACTER) break;
      codes.push(code);
    }
    if (codes.length * 4 < bytes.length) continue;
    return codes
      .map((code) => String.fromCodePoint(code))
      .join('')
      .replace(/^\uFEFF/, '');
  }
  return undefined;
}

const LAST_CHARACTER = 0x10ffff;

const LINE_FEED = 0x0a;

function linesOf(bytes: Uint8Array): Uint8Array[] {
  const lines: Uint8Array[] = [];
  let start = 0;
  for (let end = bytes.indexOf(LINE_FEED); end !== -1; end = bytes.indexOf(LINE_FEED, start)) {
    lines.push(bytes.subarray(start, end));
    start = end + 1;
  }
  return [...lines, bytes.subarray(start)];
}

/** Returns the warning about a misread line; `file` is the path as its author knows it. */
export function encodingDiagnostic(file: string, line: number): Diagnostic {
  return {
    file,
    line,
    column: 1,
    rule: 'encoding',
    reason: 'this line is not UTF-8, and was read as Windows-1252',
    hint: `Save the file as UTF-8: \`iconv -f WINDOWS-1252 -t UTF-8 "${file}" > utf8.tmp && mv utf8.tmp "${file}"\`.`,
  };
}
