/** Writes archives from which Linux fills its first root (cpio, `newc`); several behind each other make one. */

/** A file of an archive: its bytes, or where a link leads; a path that ends in `/` is a folder. */
export type Entry = Uint8Array | string | { readonly link: string };

/** File types and permissions of Linux. */
const [FOLDER, FILE, LINK] = [0o040755, 0o100755, 0o120777];

/** Entries begin at multiples of this, and the kernel expects whole blocks of it. */
const ALIGNED = 4;

/** Returns an archive of these entries and their folders, all executable and root's; later entries replace earlier ones. */
export function cpio(entries: Readonly<Record<string, Entry>>): Buffer {
  const folders = new Set(Object.keys(entries).flatMap(foldersOf));
  const all: [string, number, Uint8Array][] = [...folders].map((path) => [path, FOLDER, Buffer.alloc(0)]);
  for (const [path, entry] of Object.entries(entries)) {
    if (path.endsWith('/')) continue;
    if (typeof entry === 'string' || entry instanceof Uint8Array) all.push([path, FILE, Buffer.from(entry)]);
    else all.push([path, LINK, Buffer.from(entry.link)]);
  }
  return Buffer.concat([...all.flatMap(record), ...record(['TRAILER!!!', 0, Buffer.alloc(0)], all.length)]);
}

/** Returns an entry as it stands in an archive. */
function record([path, mode, bytes]: readonly [string, number, Uint8Array], inode: number): Buffer[] {
  const name = Buffer.from(`${path}\0`);
  const fields = [inode + 1, mode, 0, 0, 1, 0, bytes.length, 0, 0, 0, 0, name.length, 0];
  const head = `070701${fields.map((field) => field.toString(16).padStart(8, '0')).join('')}`;
  return [aligned(Buffer.concat([Buffer.from(head), name])), aligned(Buffer.from(bytes))];
}

function aligned(bytes: Buffer): Buffer {
  return Buffer.concat([bytes], Math.ceil(bytes.length / ALIGNED) * ALIGNED);
}

/** The folders that an entry is in, from the root: `a/b/c` → `a`, `a/b`; `a/b/` as well. */
function foldersOf(path: string): string[] {
  const parts = path.split('/').slice(0, -1);
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'));
}
