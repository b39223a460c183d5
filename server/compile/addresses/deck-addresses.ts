/** Resolves the addresses that a deck writes: to its own files, to the site's, or to other hosts. */

import { isRemote } from '../../deck/html/addresses.ts';
import type { Reference, Resolve } from '../../deck/model/deck.ts';
import type { Diagnostic, Finding } from '../../deck/model/diagnostic.ts';
import { isPrivate } from '../../files/file-types.ts';
import type { Listing } from '../../files/listing.ts';
import { decodeLoosely, encodePath } from '../../files/paths.ts';
import type { DeckForm } from '../model/target.ts';
import { type Absence, missingFile, nounOf } from './missing-file.ts';

/** An address outside the deck's folder that the deck asks for, such as `/img/logo.png`. */
export interface OutsideReference extends Reference {
  /** Decoded, from the site's root. */
  readonly address: string;
  /** As it stands in the page. */
  readonly written: string;
}

/** What resolving found out. */
export interface Addresses {
  readonly resolve: Resolve;
  /** Files of the deck that it names, relative to its folder. */
  readonly named: Set<string>;
  /** Files that it names and that are not there. */
  readonly missing: Set<string>;
  /** The deck's own files that are shown as pictures, as paths relative to its folder by the page's address. */
  readonly pictures: Map<string, string>;
  readonly outside: OutsideReference[];
  /** Origins of other hosts by kind, for the page's policy. */
  readonly hosts: Readonly<Record<Reference['kind'], Set<string>>>;
}

/** How an address in an included file is written for the deck's page. */
export interface Relocated {
  readonly url: string;
  /** It is a file's that is published for the deck; else it is one to look up like the deck's own. */
  readonly isPublished?: boolean;
  /** There is no such file; `url` is where it would be, from the folder that is served. */
  readonly absent?: Absence;
}

/** Writes an address in an included file for the deck's page; `base` is the file's path from the folder that is served. */
export type Relocate = (reference: Pick<Reference, 'url' | 'kind'>, base: string) => Relocated;

/** Addresses that need no file: the page itself, and schemes that hold or start something else. */
const NO_FILE = /^(?:#|$|(?:data|mailto|tel|blob|about|sms):)/i;

/** The way down to a file, in which nothing has to be looked for. */
const PLAIN = /^\w[\w.-]*(?:\/\w[\w.-]*)*$/;

/** A host that no deck names; the deck's own addresses are resolved against it. */
const HERE = 'deck.invalid';

/** How a deck's addresses are written. */
export interface AddressForm extends Pick<DeckForm, 'toSite'> {
  readonly name: string;
  readonly relocate?: Relocate;
  /** A word for what is at an address of the site, where that is another than at the start; else empty. */
  readonly version?: (address: string) => string;
  /** An address of the site with names as they are stored; as it is where absent. */
  readonly stored?: (address: string) => string;
}

/** Creates the resolver of one deck. */
export function createAddresses(
  { name, toSite, relocate, version, stored = (address) => address }: AddressForm,
  files: Listing,
  warnings: Diagnostic[],
): Addresses {
  const named = new Set<string>();
  const missing = new Set<string>();
  const pictures = new Map<string, string>();
  const outside: OutsideReference[] = [];
  const hosts = {
    image: new Set<string>(),
    media: new Set<string>(),
    frame: new Set<string>(),
    link: new Set<string>(),
  };
  const own = `/${name}/`;
  const homePath = `/${encodeURIComponent(name)}/`;
  const home = `http://${HERE}${homePath}`;
  const isFile = (path: string) => files.has(path) && !isPrivate(path);

  /** A file of the deck, by its address as written and its path. */
  const toFile = (written: string, path: string, kind: Reference['kind']): string => {
    named.add(path);
    const address = withVersion(written, version?.(own + path));
    if (kind === 'image') pictures.set(address, path);
    return address;
  };

  const resolve: Resolve = (reference) => {
    const { kind, file, line, column, base } = reference;
    if (NO_FILE.test(reference.url)) return reference.url;
    const isOwn = base === undefined || relocate === undefined || !isRelative(reference.url);
    const { url, isPublished, absent }: Relocated = isOwn ? reference : relocate(reference, base);
    if (isPublished) return url;
    if (absent) {
      warnings.push({ file, line, column, ...missingFile(absent, kind) });
      return `${toSite}${url.slice(1)}`;
    }
    if (PLAIN.test(url) && isFile(url)) return toFile(toSite === './' ? `./${url}` : url, url, kind);
    // A file's name as it is on disk, though `#`, `?` and `%` mean something else in an address.
    if (/[#?%]/.test(url) && isFile(url)) return toFile(encodePath(url), url, kind);
    const target = URL.canParse(url, home) ? new URL(url, home) : undefined;
    if (!target) return url;
    if (target.host !== HERE) {
      const isWeb = target.protocol === 'http:' || target.protocol === 'https:';
      if (isWeb) hosts[kind].add(url.startsWith('//') ? target.host : target.origin);
      if (isOnOneMachine(target)) warnings.push({ file, line, column, ...ownFile(url) });
      if (isWeb && kind !== 'link') warnings.push({ file, line, column, ...remote(nounOf(kind, url), url) });
      return url;
    }
    const rest = `${target.search}${target.hash}`;
    const asked = decodeLoosely(target.pathname);
    if (!asked.normalize().startsWith(own.normalize())) {
      const address = stored(asked);
      const pathname = address === asked ? target.pathname : encodePath(address);
      const written = withVersion(`${toSite}${pathname.slice(1)}${rest}`, version?.(address));
      outside.push({ address, written, url: reference.url, kind, file, line, column });
      return written;
    }
    const path = asked
      .split('/')
      .slice(own.split('/').length - 1)
      .join('/');
    const found = files.find(path);
    if (found !== undefined && found !== path && !isPrivate(found)) {
      const pathname = encodePath(found);
      const below =
        toSite === './' || !url.startsWith('/')
          ? `./${pathname}`
          : `../${encodeURIComponent(name)}/${pathname}`;
      return toFile(below + rest, found, kind);
    }
    // At the site's own address the deck's name is no part of the way.
    const fromHome = () => `./${target.pathname.slice(homePath.length)}${rest}`;
    const written = toSite === './' ? fromHome() : url.startsWith('/') ? `..${target.pathname}${rest}` : url;
    if (isFile(path)) return toFile(written, path, kind);
    if (path !== '') {
      missing.add(path);
      // Once it is there, it has another address than the one at which browsers have found nothing.
      version?.(own + path);
      const known = files.around?.(path) ?? files;
      const where = "in the deck's folder";
      warnings.push({ file, line, column, ...missingFile({ path, where, known }, kind) });
    }
    return written;
  };
  return { resolve, named, missing, pictures, outside, hosts };
}

/** Browsers keep a picture that they have shown as long as its address is the same. */
export function withVersion(url: string, version = ''): string {
  if (version === '') return url;
  const [, address = '', hash = ''] = /^([^#]*)(.*)$/s.exec(url) ?? [];
  return `${address}${address.includes('?') ? '&' : '?'}v=${version}${hash}`;
}

/** What to say of something that another host has to send. */
export function remote(noun: string, url: string): Finding {
  return {
    rule: 'remote-file',
    reason: `the ${noun} \`${url}\` comes from another server, and fails where there is no network`,
    hint: 'Keep a copy beside the deck, or have a slide that says what it showed.',
  };
}

/** Whether an address names a file of whoever opens it: `file:`, or a drive of Windows. */
function isOnOneMachine({ protocol }: URL): boolean {
  return protocol === 'file:' || /^[a-z]:$/.test(protocol);
}

function ownFile(url: string): Finding {
  return {
    rule: 'broken-link',
    reason: `\`${url}\` is a file of one machine, which nobody else has`,
    hint: 'Put the file beside the deck, and write its way from there.',
  };
}

/** Whether an address is a way from somewhere on this site. */
function isRelative(url: string): boolean {
  return !url.startsWith('/') && !isRemote(url);
}
