/** Helpers for paths: containment, display to people, and addresses. */
import { realpathSync } from 'node:fs';
import { isAbsolute, relative, sep } from 'node:path';

/** Returns a path with `/` on every system. */
export function toPosix(path: string): string {
  return sep === '/' ? path : path.split(sep).join('/');
}

/** Encodes a path for an address. */
export function encodePath(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/');
}

/** Decodes a part of an address; a `%` that begins no valid code stays as it is. */
export function decodeLoosely(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** A host that no deck uses. */
const HERE = 'http://deck.invalid';

/**
 * Resolves a reference against an address, and returns the decoded address on this site; undefined where it
 * leads elsewhere.
 */
export function siteAddress(written: string, from: string): string | undefined {
  const base = HERE + encodePath(from);
  if (!URL.canParse(written, base)) return undefined;
  const { origin, pathname } = new URL(written, base);
  try {
    return origin === HERE ? decodeURIComponent(pathname) : undefined;
  } catch {
    return undefined;
  }
}

/** Returns a path as authors know it: relative to the served folder, or absolute where it is elsewhere. */
export function displayPath(root: string, file: string): string {
  const way = relative(root, file);
  return toPosix(isOutside(way) ? file : way);
}

/** Returns whether a path, with links followed, is inside a folder; false where it does not exist. */
export function isInside(path: string, folder: string): boolean {
  const way = relativeRealPath(path, folder);
  return way !== undefined && !isOutside(way);
}

/** Returns the relative path from a folder to a path, with links followed; undefined where it does not exist. */
export function relativeRealPath(path: string, folder: string): string | undefined {
  try {
    // The native call, which also returns letters in the case that the disk has.
    return relative(realpathSync.native(folder), realpathSync.native(path));
  } catch {
    return undefined;
  }
}

/** Returns whether a relative path leads out of its folder. */
export function isOutside(way: string): boolean {
  return way === '..' || way.startsWith(`..${sep}`) || isAbsolute(way);
}
