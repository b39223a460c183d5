/**
 * Compares names regardless of their Unicode form: an ö is one character, or an o and two dots (NFC and NFD).
 * macOS, archives and synchronised folders store either, and an author types the other.
 */
import { readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** Names with a single Unicode form. */
const PLAIN = /^[ -~]*$/;

/** Returns the name among others that looks the same; the identical one first. */
export function findName(name: string, names: Iterable<string>): string | undefined {
  const all = [...names];
  if (all.includes(name)) return name;
  if (PLAIN.test(name)) return undefined;
  const form = name.normalize();
  return all.find((other) => other.normalize() === form);
}

/** Returns an absolute path with each name as it is stored; missing ones stay as they are. */
export function asStored(path: string): string {
  const parent = dirname(path);
  if (PLAIN.test(path) || parent === path) return path;
  const folder = asStored(parent);
  const name = basename(path);
  return join(folder, PLAIN.test(name) ? name : (findName(name, namesIn(folder)) ?? name));
}

/**
 * Returns an address from the site's root with each name as it is served: decks composed, all others as they
 * are stored below the served folder.
 */
export function addressAsStored(
  address: string,
  { root, shared }: { readonly root: string; readonly shared: readonly string[] },
): string {
  if (PLAIN.test(address)) return address;
  const [first = '', ...rest] = address.split('/').slice(1);
  const home = findName(first, shared) ?? first.normalize();
  const below = rest.filter((name) => name !== '');
  const stored = asStored(join(root, first, ...below)).split(/[\\/]/);
  const names = below.length > 0 ? stored.slice(-below.length) : [];
  return `/${[home, ...names, ...(address.endsWith('/') ? [''] : [])].join('/')}`;
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
