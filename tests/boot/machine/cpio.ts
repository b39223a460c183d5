/** Writes archives from which Linux fills its first root, as the image's maker does, from a short list of what is in them. */
import { type BootFile, cpioArchive } from '../../../server/seal/boot/cpio.ts';

/** A file of an archive: its bytes, or where a link leads; a path that ends in `/` is an empty folder. */
export type Entry = Uint8Array | string | { readonly link: string };

/** Returns an archive of these entries and their folders, all files executable. Paths have no slash at their start. */
export function cpio(entries: Readonly<Record<string, Entry>>): Uint8Array {
  const all = Object.entries(entries);
  const folders = all.filter(([path]) => path.endsWith('/')).map(([path]) => `/${path.slice(0, -1)}`);
  const files = all.filter(([path]) => !path.endsWith('/'));
  return cpioArchive(files.map(fileOf), folders);
}

function fileOf([name, entry]: readonly [name: string, entry: Entry]): BootFile {
  const path = `/${name}`;
  if (typeof entry === 'string' || entry instanceof Uint8Array)
    return { path, bytes: Buffer.from(entry), isExecutable: true };
  return { path, link: entry.link };
}
