/** Stores smaller versions and preview colours of pictures on disk, by the hash of the picture. */
import { utimesSync } from 'node:fs';
import { join } from 'node:path';
import { DiskCache } from '../../files/disk-cache.ts';
import { contentHash } from '../../files/hash.ts';
import { statsOf } from '../../files/read-folder.ts';
import { writeAtomically } from '../../files/write-atomically.ts';
import type { EncodedFile } from './encode-picture.ts';

/** A picture of which smaller versions may be made. */
export interface SourcePicture {
  /** Absolute path. */
  readonly file: string;
  /** Hash of its content. */
  readonly hash: string;
}

/** A smaller version of a picture. */
export interface PictureFile {
  /** Contains a content hash, so that the file is immutable below `/_/`. */
  readonly name: string;
  /** Length in bytes. */
  readonly size: number;
}

/** All that was made of one picture. */
export interface MadePicture {
  /** Files by width in pixels, narrowest first; one without a file is the original. */
  readonly candidates: readonly { readonly width: number; readonly file: PictureFile | undefined }[];
  /** A CSS gradient of the picture's colours; undefined where it would be visible through a transparent picture. */
  readonly preview: string | undefined;
  /** Why nothing could be made of it, as the end of a sentence; else undefined. */
  readonly problem: string | undefined;
}

/** Version of the way in which pictures are processed; a new number discards all stored versions. */
const MANNER = 1;

/** Age in milliseconds from which a file's time is renewed when it is used; files unused for a month are dropped. */
const RENEWED = 24 * 60 * 60 * 1000;

/** The smaller versions of pictures, shared by all versions of the code with the same `MANNER`. */
export class PictureStore {
  readonly #directory: string;
  readonly #memory: DiskCache;

  /** @param cacheDirectory absolute path of the cache folder */
  constructor(cacheDirectory: string) {
    this.#directory = join(cacheDirectory, 'pictures');
    this.#memory = new DiskCache(this.#directory);
  }

  /** Returns what was made of the picture with this hash; undefined where there is nothing, or a file is missing. */
  read(hash: string): MadePicture | undefined {
    // Written by this class; the key contains the version of the processing.
    const made = this.#memory.read(keyOf(hash)) as MadePicture | undefined;
    const files = made?.candidates.map(({ file }) => file).filter((file) => file !== undefined) ?? [];
    return files.every((file) => this.has(file)) ? made : undefined;
  }

  /** Returns whether a file exists with its full length, and renews its time. */
  has({ name, size }: PictureFile): boolean {
    const path = this.path(name);
    const stats = statsOf(path);
    if (stats?.size !== size) return false;
    const now = Date.now();
    if (now - stats.mtimeMs > RENEWED) renew(path, now);
    return true;
  }

  /** Returns the absolute path of a file. */
  path(name: string): string {
    return join(this.#directory, name);
  }

  /**
   * Writes a smaller version of a picture.
   * @throws where the folder cannot be written to.
   */
  keep({ bytes, width, format }: EncodedFile): PictureFile {
    const name = `picture.${contentHash(bytes)}.${width}.${format}`;
    writeAtomically(this.path(name), bytes);
    return { name, size: bytes.length };
  }

  /** Stores what was made of the picture with this hash. Its files must have been written already. */
  write(hash: string, made: MadePicture): void {
    this.#memory.write(keyOf(hash), made);
  }

  /** Drops what was not used for a month. */
  prune(): Promise<void> {
    return this.#memory.prune(Date.now());
  }
}

function keyOf(hash: string): string {
  return `made-${MANNER}-${hash}`;
}

function renew(path: string, now: number): void {
  try {
    utimesSync(path, now / 1000, now / 1000);
  } catch {
    // The folder belongs to another user: the file is made again after it was dropped.
  }
}
