/** The hash by which content is known. */
import { createHash } from 'node:crypto';

/** Hexadecimal digits of a hash: 64 bits, far more than a site's files need. */
export const DIGITS = 16;

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
