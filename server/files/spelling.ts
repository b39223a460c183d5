/**
 * Names that look alike and are stored otherwise: an ö is one character, or an o and two dots (Unicode's NFC and NFD). macOS,
 * archives and synchronised folders store either, and an author types the other.
 */
import { readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** Names of which there is one form. */
const PLAIN = /^[ -~]*$/;

/** The name among some that looks like this one; the very same before others. */
export function findName(name: string, names: Iterable<string>): string | undefined {
  const all = [...names];
  if (all.includes(name)) return name;
  if (PLAIN.test(name)) return undefined;
  const form = name.normalize();
  return all.find((other) => other.normalize() === form);
}

/** An absolute path with each name as it is stored; those of which there is none stay as they are. */
export function asStored(path: string): string {
  const parent = dirname(path);
  if (PLAIN.test(path) || parent === path) return path;
  const folder = asStored(parent);
  const name = basename(path);
  return join(folder, PLAIN.test(name) ? name : (findName(name, namesIn(folder)) ?? name));
}

/**
 * An address from the site's root, with each name as it is there: those of decks are composed, all others as they are stored
 * below the folder that is served.
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
