/** The pictures that decks show from folders of the whole site, such as `/img/logo.png`. */
import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import { isPublic } from '../../files/file-types.ts';
import { isOutside } from '../../files/paths.ts';
import { listFiles } from '../../files/read-folder.ts';
import type { Addresses } from './deck-addresses.ts';

/** Where a site's shared files are. */
export interface SharedFolders {
  /** Absolute folder that is served. */
  readonly root: string;
  /** Names of the folders in it that hold files of the whole site. */
  readonly shared: readonly string[];
}

/** Where a shared file with this address is, or would be; undefined where no shared file can have it. */
export function sharedFile(address: string, { root, shared }: SharedFolders): string | undefined {
  const [, folder = '', path = ''] = /^\/([^/]+)\/(.+)$/s.exec(address) ?? [];
  if (!shared.includes(folder) || !isPublic(path)) return undefined;
  const home = join(root, folder);
  const file = join(home, path);
  return isOutside(relative(home, file)) ? undefined : file;
}

/**
 * Finds the shared pictures that a deck names: absolute paths by the address in the page. Where there is nothing yet, its
 * path is added to `awaited`.
 */
export function sharedPictures(
  outside: Addresses['outside'],
  folders: SharedFolders,
  awaited: Set<string>,
): ReadonlyMap<string, string> {
  const lists = new Map<string, ReadonlySet<string>>();
  const listOf = (folder: string) => {
    const list = lists.get(folder) ?? new Set(listFiles(join(folders.root, folder)).paths);
    lists.set(folder, list);
    return list;
  };
  const found = new Map<string, string>();
  for (const { kind, address, written } of outside) {
    const file = kind === 'image' ? sharedFile(address, folders) : undefined;
    if (file === undefined) continue;
    const [, folder = '', ...path] = address.split('/');
    // What is published is what its list holds.
    if (listOf(folder).has(path.join('/'))) found.set(written, file);
    else if (!existsSync(file)) awaited.add(file);
  }
  return found;
}
