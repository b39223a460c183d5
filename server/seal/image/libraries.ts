/** Finds the files that a program needs to run: the loader, and the libraries that it links, directly or not. */
import { existsSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { SealError } from '../seal-error.ts';
import { readLinking } from './elf.ts';

/** A file that a program needs. */
export interface NeededFile {
  /** Where the program or the loader looks for it. */
  readonly path: string;
  readonly bytes: Buffer;
  /** Where it is on this system. */
  readonly from: string;
}

/**
 * Finds the files. `loaded` are the paths of the libraries that this Node has loaded; their folders are
 * searched.
 * @throws {SealError} where one is missing
 */
export function neededFiles(program: Uint8Array, loaded: readonly string[]): readonly NeededFile[] {
  const folders = [...new Set(loaded.filter((path) => path.startsWith('/')).map(posix.dirname))];
  const found = new Map<string, Omit<NeededFile, 'from'>>();
  const linking = readLinking(program);
  if (!linking) {
    throw new SealError(
      'No image can be made of this Node: it is for a processor of 32 bits, or one that is big-endian. Build it on another machine, such as one with x64 or arm64.',
    );
  }
  const { interpreter, needed } = linking;
  const waiting = [...needed];
  for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) {
    if (found.has(name)) continue;
    const path = folders.map((folder) => posix.join(folder, name)).find((each) => existsSync(each));
    if (path === undefined) {
      throw new SealError(
        `The library ${name}, which this Node needs, was not found in ${folders.join(', ')}. Run the build with a Node from https://nodejs.org.`,
      );
    }
    const bytes = readFileSync(path);
    found.set(name, { path, bytes });
    waiting.push(...(readLinking(bytes)?.needed ?? []));
  }
  // Without the system's cache, the loader searches only its default folders, one of which contains the C
  // library.
  const isC = ({ path }: Pick<NeededFile, 'path'>) => posix.basename(path).startsWith('libc.');
  const folder = posix.dirname([...found.values()].find(isC)?.path ?? interpreter ?? '/lib/');
  const libraries = [...found].map(([name, { bytes, path: from }]) => ({
    path: posix.join(folder, name),
    bytes,
    from,
  }));
  if (interpreter === undefined) return libraries;
  // Libraries may list the loader as one of theirs; it is added separately.
  const others = libraries.filter(({ path }) => posix.basename(path) !== posix.basename(interpreter));
  return [...others, { path: interpreter, bytes: readFileSync(interpreter), from: interpreter }];
}
