/** Reads the files of a deck, and records their hashes. */

import { readFileSync } from 'node:fs';
import { decodeText } from '../files/decode-text.ts';
import { contentHash } from '../files/hash.ts';
import { isInside } from '../files/paths.ts';
import { statsOf } from '../files/read-folder.ts';
import { asStored } from '../files/unicode-names.ts';

/** Reads files below some folders, and records what it read. */
export class DeckReader {
  /** Hashes of the files read, by absolute path; empty for a file that was missing. */
  readonly hashes = new Map<string, string>();
  /** The first line that is not UTF-8, by absolute path. */
  readonly misreadLines = new Map<string, number>();
  readonly #folders: readonly string[];

  /** @param folders absolute paths of the folders below which decks may read */
  constructor(folders: readonly string[]) {
    this.#folders = folders;
  }

  /**
   * Returns the text of the deck's main file.
   * @throws where it cannot be read.
   */
  readMain(file: string): string {
    return this.#decode(file, readFileSync(file));
  }

  /** Returns the text of another file by absolute path; undefined where it is missing or the deck may not read it. */
  readonly read = (file: string): string | undefined => {
    const bytes = bytesWithin(file, this.#folders);
    const text = bytes && this.#decode(file, bytes);
    this.hashes.set(file, hashOf(text));
    return text;
  };

  #decode(file: string, bytes: Uint8Array): string {
    const { text, misreadLine } = decodeText(bytes);
    if (misreadLine !== undefined) this.misreadLines.set(file, misreadLine);
    return text;
  }
}

/** Returns whether files still have the hashes recorded for them. */
export function readTheSame(
  hashes: Iterable<readonly [file: string, hash: string]>,
  folders: readonly string[],
): boolean {
  for (const [file, hash] of hashes) if (hashOf(readWithin(file, folders)) !== hash) return false;
  return true;
}

/** Returns the text of a file whose real path is below one of some folders; undefined where there is none. */
export function readWithin(file: string, folders: readonly string[]): string | undefined {
  const bytes = bytesWithin(file, folders);
  return bytes && decodeText(bytes).text;
}

function bytesWithin(written: string, folders: readonly string[]): Uint8Array | undefined {
  const file = asStored(written);
  try {
    // Most requests are for settings files, which few decks have; this avoids the cost of an exception. A pipe would be
    // waited for.
    if (!statsOf(file)?.isFile()) return undefined;
    return folders.some((folder) => isInside(file, folder)) ? readFileSync(file) : undefined;
  } catch {
    return undefined;
  }
}

/** Returns the hash of a file's text; empty where the file is missing. */
function hashOf(content: string | undefined): string {
  return content === undefined ? '' : contentHash(content);
}
