/** Bytes of an author's file → text: UTF-8, and UTF-16 as PowerShell's `>` writes it. */
import { isUtf8 } from 'node:buffer';
import type { Diagnostic } from '../deck/error.ts';

/** A file's text. */
export interface DecodedText {
  readonly text: string;
  /** The first line, from 1, that is not UTF-8; it and others like it were read as Windows-1252. */
  readonly misreadLine?: number;
}

/** Decodes a file. A byte order mark is no part of the text. */
export function decodeText(bytes: Uint8Array): DecodedText {
  const utf16 = utf16Of(bytes);
  if (utf16) return { text: new TextDecoder(utf16).decode(bytes) };
  if (isUtf8(bytes)) return { text: new TextDecoder().decode(bytes) };
  // Line by line: where only one is foreign, such as a pasted name, all others stay as they are.
  const lines = linesOf(bytes);
  const misread = lines.findIndex((line) => !isUtf8(line));
  const text = lines
    .map((line) => (isUtf8(line) ? new TextDecoder().decode(line) : windows1252(line)))
    .join('\n');
  return { text, misreadLine: misread + 1 };
}

/** Windows-1252 from 0x80 to 0x9f, where it is not Latin-1; Node's own decoder takes the two for one. */
const C1 = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ';

function windows1252(bytes: Uint8Array): string {
  return Buffer.from(bytes)
    .toString('latin1')
    .replace(/[\x80-\x9f]/g, (character) => C1[character.charCodeAt(0) - 0x80] ?? character);
}

/** By the byte order mark; without one, by the zero that every other byte of such text is. */
function utf16Of([first, second]: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  if ((first === 0xff && second === 0xfe) || (first !== 0 && second === 0)) return 'utf-16le';
  return (first === 0xfe && second === 0xff) || (first === 0 && second !== 0) ? 'utf-16be' : undefined;
}

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

/** What to say of a file with such a line; its path as its author knows it. */
export function misread(file: string, line: number): Diagnostic {
  return {
    ...{ file, line, column: 1, rule: 'encoding' },
    reason: 'this line is not UTF-8, and was read as Windows-1252',
    hint: `Save the file as UTF-8: \`iconv -f WINDOWS-1252 -t UTF-8 "${file}" > utf8.tmp && mv utf8.tmp "${file}"\`.`,
  };
}
