/** Hashes content. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** Hexadecimal digits of a hash: 64 bits, far more than a site's files need. */
export const DIGITS = 16;

/** Hexadecimal digits of a short hash, which tells a deck's versions apart. */
const NAME_DIGITS = 8;

/** Hashes a file's content as `FileIndex` does; hexadecimal. */
export function hashOfContent(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex').slice(0, DIGITS);
}

/** Hashes parts, with separators in between; hexadecimal. */
export function contentHash(...parts: readonly (string | Uint8Array)[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part).update('\0');
  return hash.digest('hex').slice(0, DIGITS);
}

/** Names texts in a few digits by the hash of each; hexadecimal. */
export function shortHash(texts: readonly string[], hash: (text: string) => string = contentHash): string {
  return contentHash(texts.map((text) => hash(text)).join()).slice(0, NAME_DIGITS);
}

/** Hashes a file's text; empty where it cannot be read. */
export function hashOfFile(file: string): string {
  try {
    return contentHash(readFileSync(file, 'utf8'));
  } catch {
    return '';
  }
}
