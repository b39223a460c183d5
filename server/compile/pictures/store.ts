/** What has been made of pictures, kept on disk by their content: smaller files to choose from, and their colours. */
import { utimesSync } from 'node:fs';
import { join } from 'node:path';
import { DiskCache } from '../../files/disk-cache.ts';
import { contentHash } from '../../files/hash.ts';
import { statsOf } from '../../files/read-folder.ts';
import { writeAtomically } from '../../files/write-atomically.ts';
import type { EncodedFile } from './encode-picture.ts';

/** A picture of which something may be made. */
export interface SourcePicture {
  /** Absolute path. */
  readonly file: string;
  /** Hash of its content. */
  readonly hash: string;
}

/** A file made of a picture. */
export interface PictureFile {
  /** Made from its content, so that it is immutable below `/_/`. */
  readonly name: string;
  /** Length in bytes. */
  readonly size: number;
}

/** What was made of one picture. */
export interface MadePicture {
  /** By width in pixels, the narrowest first; one without a file is the picture's own. */
  readonly candidates: readonly { readonly width: number; readonly file: PictureFile | undefined }[];
  /** A CSS image in its colours; undefined where something would show through the picture. */
  readonly preview: string | undefined;
  /** Why nothing could be made of it, as the end of a sentence. */
  readonly problem: string | undefined;
}

/** Another number, and all is made anew: it stands for how pictures are made. */
const MANNER = 1;

/** The time of a file is renewed when it is older than this, in milliseconds; those not used for a month are dropped. */
const RENEWED = 24 * 60 * 60 * 1000;

/** The pictures made, for all versions of the code that make them in the same manner. */
export class PictureStore {
  readonly #directory: string;
  readonly #memory: DiskCache;

  /** @param cacheDirectory absolute folder for what is remembered between starts */
  constructor(cacheDirectory: string) {
    this.#directory = join(cacheDirectory, 'pictures');
    this.#memory = new DiskCache(this.#directory);
  }

  /** What was made of the picture with this content; undefined while nothing was, or where some of it is gone. */
  read(hash: string): MadePicture | undefined {
    // What this class wrote under a name that holds its manner.
    const made = this.#memory.read(keyOf(hash)) as MadePicture | undefined;
    const files = made?.candidates.map(({ file }) => file).filter((file) => file !== undefined) ?? [];
    return files.every((file) => this.has(file)) ? made : undefined;
  }

  /** Whether a file is there, whole. */
  has({ name, size }: PictureFile): boolean {
    const path = this.path(name);
    const stats = statsOf(path);
    if (stats?.size !== size) return false;
    const now = Date.now();
    if (now - stats.mtimeMs > RENEWED) renew(path, now);
    return true;
  }

  /** Absolute path of a file. */
  path(name: string): string {
    return join(this.#directory, name);
  }

  /** Keeps a file made of a picture. @throws where the folder can't be written to. */
  keep({ bytes, width, format }: EncodedFile): PictureFile {
    const name = `picture.${contentHash(bytes)}.${width}.${format}`;
    writeAtomically(this.path(name), bytes);
    return { name, size: bytes.length };
  }

  /** Keeps what was made of the picture with this content, whose files are kept already. */
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
    // Another user's folder: it is made anew when it has been dropped.
  }
}
