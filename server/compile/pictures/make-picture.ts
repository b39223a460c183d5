/** Makes, once, what browsers may choose from instead of a site's large pictures. */
import { readFile } from 'node:fs/promises';
import { hashOfContent } from '../../files/hash.ts';
import { reasonOf } from '../../files/site-error.ts';
import type { Encoded } from './encode-picture.ts';
import { type MadePicture, PictureStore, type SourcePicture } from './store.ts';

/** How pictures are made. */
export interface MakeOptions {
  /** Absolute folder for what is remembered between starts. */
  readonly cacheDirectory: string;
  /** How many processors may work on a picture at once; all by default. One leaves a running server its peace. */
  readonly processors?: number;
  /** Asked before each picture; it ends with the first `false`. */
  readonly goesOn?: () => boolean;
  /** Told, in one sentence, why pictures stay as they are. */
  readonly report: (message: string) => void;
}

/**
 * Makes what has not been made of a site's pictures, one after the other: `pictures` are `Site.pictures`. Answers for how
 * many it was made; where that is any, the site is to be loaded again, and its pages offer it. Where the library for
 * pictures is not to be had, they stay as they are.
 */
export async function finishPictures(
  pictures: readonly SourcePicture[],
  { cacheDirectory, processors = 0, goesOn = () => true, report }: MakeOptions,
): Promise<number> {
  if (pictures.length === 0) return 0;
  const encode = await encoder(processors, report);
  if (!encode) return 0;
  const store = new PictureStore(cacheDirectory);
  let count = 0;
  for (const picture of pictures) {
    if (!goesOn()) break;
    if (store.read(picture.hash)) continue;
    try {
      if (await makeOne(picture, encode, store)) count += 1;
    } catch (error) {
      report(`Pictures are served as they are: smaller ones can't be kept (${reasonOf(error)}).`);
      break;
    }
  }
  await store.prune();
  return count;
}

type Encode = (bytes: Uint8Array) => Promise<Encoded | undefined>;

async function encoder(processors: number, report: (message: string) => void): Promise<Encode | undefined> {
  try {
    const { encodePicture, limitProcessors } = await import('./encode-picture.ts');
    limitProcessors(processors);
    return encodePicture;
  } catch {
    report('Pictures are served as they are: the package sharp has no part for this machine.');
    return undefined;
  }
}

/** Whether it could be made of this picture. @throws where it can't be kept */
async function makeOne({ file, hash }: SourcePicture, encode: Encode, store: PictureStore): Promise<boolean> {
  const bytes = await readFile(file).catch(() => undefined);
  // It has been changed since: whoever loads the site again asks for the new one.
  if (!bytes || hashOfContent(bytes) !== hash) return false;
  store.write(hash, await madeOf(bytes, encode, store));
  return true;
}

async function madeOf(bytes: Uint8Array, encode: Encode, store: PictureStore): Promise<MadePicture> {
  let encoded: Encoded | undefined;
  try {
    encoded = await encode(bytes);
  } catch {
    return { candidates: [], preview: undefined, problem: 'its file breaks off, or is damaged' };
  }
  const { ownWidth, files = [], preview } = encoded ?? {};
  const candidates: MadePicture['candidates'][number][] = files.map((made) => ({
    width: made.width,
    file: store.keep(made),
  }));
  if (ownWidth !== undefined && candidates.length > 0) candidates.push({ width: ownWidth, file: undefined });
  return { candidates, preview, problem: undefined };
}
