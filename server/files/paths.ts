/** Small questions about paths: what lies inside what, and how a path is shown to people and written in an address. */
import { realpathSync } from 'node:fs';
import { isAbsolute, relative, sep } from 'node:path';

/** A path with `/` on every system. */
export function slashed(path: string): string {
  return sep === '/' ? path : path.split(sep).join('/');
}

/** A path as it stands in an address. */
export function encodePath(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/');
}

/** A part of an address as it is meant: a `%` that begins no code stands for itself. */
export function decodeLoosely(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** A host that no deck names. */
const HERE = 'http://deck.invalid';

/** The address, decoded and from the site's root, that something written at another one leads to; undefined where that is not on this site. */
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

/** A path as the author of a deck knows it: from the folder that is served, or whole where it lies elsewhere. */
export function shownFrom(root: string, file: string): string {
  const way = relative(root, file);
  return slashed(leadsOut(way) ? file : way);
}

/** Whether a path, its links followed, stays inside a folder; false where it leads nowhere. */
export function isInside(path: string, folder: string): boolean {
  const way = realWay(path, folder);
  return way !== undefined && !leadsOut(way);
}

/** The way from a folder to where a path really leads, links followed; undefined where that is nowhere. */
export function realWay(path: string, folder: string): string | undefined {
  try {
    // The system's own way: one call, and letters in the case that the disk has.
    return relative(realpathSync.native(folder), realpathSync.native(path));
  } catch {
    return undefined;
  }
}

/** Whether a way from a folder leads out of it. */
export function leadsOut(way: string): boolean {
  return way === '..' || way.startsWith(`..${sep}`) || isAbsolute(way);
}
