/** Makes smaller versions of a site's large pictures, once, for browsers to choose from. */
import { readFile } from 'node:fs/promises';
import { hashOfContent } from '../../files/hash.ts';
import { reasonOf } from '../../files/site-error.ts';
import type { Encoded } from './encode-picture.ts';
import { type MadePicture, PictureStore, type SourcePicture } from './store.ts';

/** How pictures are processed. */
export interface MakeOptions {
  /** Absolute path of the cache folder. */
  readonly cacheDirectory: string;
  /** How many processors may work on one picture at once; default: all. One keeps a running server responsive. */
  readonly processors?: number;
  /** Called before each picture; work stops at the first `false`. */
  readonly goesOn?: () => boolean;
  /** Called with a sentence that says why pictures are left as they are. */
  readonly report: (message: string) => void;
}

/**
 * Makes the missing smaller versions of a site's pictures, one after the other; `pictures` is `Site.pictures`.
 * Resolves to the number of pictures processed; if it is not 0, the site is to be loaded again, so that its pages
 * offer the new versions. Where sharp cannot be loaded, the pictures are left as they are.
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

/**
 * Processes one picture; resolves to false where its file is gone or has changed.
 * @throws where the result cannot be stored.
 */
async function makeOne({ file, hash }: SourcePicture, encode: Encode, store: PictureStore): Promise<boolean> {
  const bytes = await readFile(file).catch(() => undefined);
  // Changed since the load: the next load asks for the new content.
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
