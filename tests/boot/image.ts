/** The image that the tests boot, of the contract's site: built once for all of them. */
import { files, KEY } from '../contract/site.ts';
import { createFolder } from '../setup/folder.ts';
import { buildBoot } from '../setup/sealed.ts';

/** An image. */
export interface BuiltImage {
  /** Its folder, with `vmlinuz`, `initrd` and the others. */
  readonly image: string;
  /** The decks in it. */
  readonly decks: string;
  /** What the build said. */
  readonly said: string;
  /** A file with the presenter's key, as QEMU hands it to a machine. */
  readonly key: string;
  /** Returns the path of a file of a test's own, which is removed at the end. */
  at(name: string): string;
}

let building: Promise<BuiltImage> | undefined;

/** Returns the image. */
export function builtImage(): Promise<BuiltImage> {
  building ??= make();
  return building;
}

async function make(): Promise<BuiltImage> {
  const folder = createFolder({ ...files, key: KEY });
  process.once('exit', () => folder.remove(''));
  const decks = folder.at('decks');
  const { image, stdout } = await buildBoot(decks, folder.at('built'));
  return { image, decks, said: stdout, key: folder.at('key'), at: folder.at };
}
