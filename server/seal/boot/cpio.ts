/** Writes an archive that the kernel unpacks as the first file system: cpio, in its `newc` form. */
import { posix } from 'node:path';

/** A file of the archive: bytes, or the target of a link. */
export type BootFile = {
  /** Absolute path; its folders are added. */
  readonly path: string;
} & ({ readonly bytes: Uint8Array; readonly isExecutable?: boolean } | { readonly link: string });

/** File types and permissions, as in `stat`. */
const FOLDER = 0o040755;
const LINK = 0o120777;
const FILE = 0o100644;
const PROGRAM = 0o100755;
const DEVICE = 0o020600;

/** The console, which the kernel opens before anything is mounted: a character device with these numbers. */
const CONSOLE = { path: '/dev/console', major: 5, minor: 1 };

/** Everything in the archive starts at a multiple of this. */
const ALIGNMENT = 4;

/** One entry. */
interface Entry {
  readonly path: string;
  readonly mode: number;
  readonly bytes: Uint8Array;
  readonly major?: number;
  readonly minor?: number;
}

/**
 * Returns an archive of files and empty folders, which belong to root and have no date: the same files make the same
 * bytes. Archives may follow one another; a later file replaces an earlier one.
 */
export function cpioArchive(files: readonly BootFile[], folders: readonly string[] = []): Uint8Array {
  const paths = [...folders, ...files.map(({ path }) => path)];
  const all = new Set([...folders, ...paths.flatMap(parentsOf)]);
  const entries: readonly Entry[] = [
    ...[...all].sort().map((path) => ({ path, mode: FOLDER, bytes: new Uint8Array() })),
    ...(all.has(posix.dirname(CONSOLE.path)) ? [{ ...CONSOLE, mode: DEVICE, bytes: new Uint8Array() }] : []),
    ...files.toSorted((one, other) => (one.path < other.path ? -1 : 1)).map(entryOf),
    { path: '/TRAILER!!!', mode: 0, bytes: new Uint8Array() },
  ];
  return Buffer.concat(entries.flatMap((entry, i) => [header(entry, i + 1), padded(entry.bytes)]));
}

function entryOf(file: BootFile): Entry {
  const { path } = file;
  if ('link' in file) return { path, mode: LINK, bytes: Buffer.from(file.link) };
  return { path, mode: file.isExecutable ? PROGRAM : FILE, bytes: file.bytes };
}

/** Returns the folders above a path, without the root. */
function parentsOf(path: string): readonly string[] {
  const parent = posix.dirname(path);
  return parent === '/' ? [] : [...parentsOf(parent), parent];
}

/** Returns an entry's head: thirteen numbers of eight hexadecimal digits, and its name. */
function header({ path, mode, bytes, major = 0, minor = 0 }: Entry, inode: number): Uint8Array {
  const name = `${path.slice(1)}\0`;
  const numbers = [inode, mode, 0, 0, 1, 0, bytes.length, 0, 0, major, minor, Buffer.byteLength(name), 0];
  const digits = numbers.map((number) => number.toString(16).padStart(8, '0')).join('');
  return padded(Buffer.from(`070701${digits}${name}`));
}

function padded(bytes: Uint8Array): Uint8Array {
  const rest = -bytes.length & (ALIGNMENT - 1);
  return rest === 0 ? bytes : Buffer.concat([bytes, Buffer.alloc(rest)]);
}
