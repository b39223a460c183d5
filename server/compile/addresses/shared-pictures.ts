/** Finds the pictures that decks show from folders shared by the whole site, such as `/img/logo.png`. */
import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import { isPublic } from '../../files/file-types.ts';
import { isOutside } from '../../files/paths.ts';
import { entriesOf, kindOf, listFiles } from '../../files/read-folder.ts';
import type { DeckAddresses } from './deck-addresses.ts';

/** The shared folders of a site. */
export interface SharedFolders {
  /** Absolute path of the served folder. */
  readonly root: string;
  /** Names of the folders in it whose files belong to the whole site. */
  readonly shared: readonly string[];
  /** Whether files directly in it belong to the whole site, too. */
  readonly sharesRoot: boolean;
}

/**
 * Returns the absolute path of the shared file at an address, whether or not it exists; undefined where the address
 * is neither below a shared folder nor that of a file in a shared root.
 */
export function sharedFile(address: string, { root, shared, sharesRoot }: SharedFolders): string | undefined {
  const [, folder = '', path = ''] = /^\/(?:([^/]+)\/)?(.+)$/s.exec(address) ?? [];
  const isShared = folder === '' ? sharesRoot && !path.endsWith('/') : shared.includes(folder);
  if (!isShared || !isPublic(path)) return undefined;
  const home = join(root, folder);
  const file = join(home, path);
  return isOutside(relative(home, file)) ? undefined : file;
}

/**
 * Finds the shared pictures that a deck references: absolute path by address in the page. Paths that do not exist yet
 * are added to `awaited`.
 */
export function sharedPictures(
  outside: DeckAddresses['outside'],
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
    // Only listed files are published.
    const isListed = path.length === 0 ? isFileIn(folders.root, folder) : listOf(folder).has(path.join('/'));
    if (isListed) found.set(written, file);
    else if (!existsSync(file)) awaited.add(file);
  }
  return found;
}

/** Returns whether a folder has a file of this name, hidden ones and links that lead outside excepted. */
export function isFileIn(folder: string, name: string): boolean {
  const entry = entriesOf(folder, []).find((each) => each.name === name);
  return entry !== undefined && kindOf(entry, join(folder, name), folder) === 'file';
}
