/** The hash by which content is known. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** Hexadecimal digits of a hash: 64 bits, far more than a site's files need. */
export const DIGITS = 16;

/** Hexadecimal digits of a name that tells a deck's versions apart. */
const NAME_DIGITS = 8;

/** The hash of a file's content, by which `FileIndex` knows it; hexadecimal. */
export function hashOfContent(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex').slice(0, DIGITS);
}

/** Hashes parts, each apart from the next; hexadecimal. */
export function contentHash(...parts: readonly (string | Uint8Array)[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part).update('\0');
  return hash.digest('hex').slice(0, DIGITS);
}

/** Names texts in a few digits by the hash of each; hexadecimal. */
export function nameOfAll(texts: readonly string[], hash: (text: string) => string = contentHash): string {
  return contentHash(texts.map((text) => hash(text)).join()).slice(0, NAME_DIGITS);
}

/** The hash of a file's text; empty where it can't be read. */
export function hashOfFile(file: string): string {
  try {
    return contentHash(readFileSync(file, 'utf8'));
  } catch {
    return '';
  }
}
