/** Resolves the addresses in a deck: to its own files, to the site's files, or to other hosts. */

import { isRemote } from '../../deck/html/addresses.ts';
import type { Reference, Resolve } from '../../deck/model/deck.ts';
import type { Diagnostic, Finding } from '../../deck/model/diagnostic.ts';
import { isPrivate } from '../../files/file-types.ts';
import type { Listing } from '../../files/listing.ts';
import { decodeLoosely, encodePath } from '../../files/paths.ts';
import type { DeckForm } from '../model/target.ts';
import { type Absence, missingFile, nounOf } from './missing-file.ts';

/** A reference to an address of the site outside the deck's folder, such as `/img/logo.png`. */
export interface OutsideReference extends Reference {
  /** Decoded path from the site's root. */
  readonly address: string;
  /** The address as written into the page. */
  readonly written: string;
}

/** A deck's resolver and what it records about the addresses it resolved. */
export interface Addresses {
  readonly resolve: Resolve;
  /** The deck's own files that it references, as paths relative to its folder. */
  readonly named: Set<string>;
  /** Referenced paths in the deck's folder at which there is no file. */
  readonly missing: Set<string>;
  /** The deck's own pictures: path relative to the deck's folder by address in the page. */
  readonly pictures: Map<string, string>;
  readonly outside: OutsideReference[];
  /** Origins of other hosts by kind of reference, for the Content-Security-Policy. */
  readonly hosts: Readonly<Record<Reference['kind'], Set<string>>>;
}

/** An address of an included file, rewritten for the deck's page. */
export interface Relocated {
  readonly url: string;
  /** Whether the file is published for this deck and needs no further resolving. */
  readonly isPublished?: boolean;
  /** Set when the file does not exist; `url` is then where it would be, relative to the served folder. */
  readonly absent?: Absence;
}

/** Rewrites an address of an included file for the deck's page; `base` is that file's path from the served folder. */
export type Relocate = (reference: Pick<Reference, 'url' | 'kind'>, base: string) => Relocated;

/** Addresses that refer to no file: the page itself, and schemes that carry data or start an application. */
const NO_FILE = /^(?:#|$|(?:data|mailto|tel|blob|about|sms):)/i;

/** A relative path of plain names, which can be looked up without parsing it as a URL. */
const PLAIN = /^\w[\w.-]*(?:\/\w[\w.-]*)*$/;

/** A host that no deck references; the deck's own addresses are resolved against it. */
const HERE = 'deck.invalid';

/** How addresses are written into a deck's page. */
export interface AddressForm extends Pick<DeckForm, 'toSite'> {
  readonly name: string;
  readonly relocate?: Relocate;
  /**
   * Returns the cache buster of the file at an address of the site; empty while the file is unchanged since start-up.
   */
  readonly version?: (address: string) => string;
  /** Returns the address of the site for a path on disk, where that is another than the URL's. Default: none is. */
  readonly elsewhere?: (url: string) => string | undefined;
  /** Returns an address with names spelled as on disk; the same address where no file matches. Default: identity. */
  readonly stored?: (address: string) => string;
}

/** Creates the resolver of one deck. Its diagnostics are added to `warnings`. */
export function createAddresses(
  { name, toSite, relocate, version, elsewhere, stored = (address) => address }: AddressForm,
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
  const homePath = `/${encodePath(name)}/`;
  const home = `http://${HERE}${homePath}`;
  const isFile = (path: string) => files.has(path) && !isPrivate(path);

  /** Records a reference to a file of the deck and returns its address with the cache buster. */
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
    const { url: given, isPublished, absent }: Relocated = isOwn ? reference : relocate(reference, base);
    const url = (isOwn && !isRemote(given) ? elsewhere?.(given) : undefined) ?? given;
    if (isPublished) return url;
    if (absent) {
      warnings.push({ file, line, column, ...missingFile(absent, kind) });
      return `${toSite}${url.slice(1)}`;
    }
    if (PLAIN.test(url) && isFile(url)) return toFile(toSite === './' ? `./${url}` : url, url, kind);
    // A name on disk that contains `#`, `?` or `%`, which have a meaning in addresses.
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
          : `${toSite}${homePath.slice(1)}${pathname}`;
      return toFile(below + rest, found, kind);
    }
    // Where the site is this deck alone, addresses do not contain the deck's name.
    const fromHome = () => `./${target.pathname.slice(homePath.length)}${rest}`;
    const written =
      toSite === './'
        ? fromHome()
        : url.startsWith('/')
          ? `${toSite}${target.pathname.slice(1)}${rest}`
          : url;
    if (isFile(path)) return toFile(written, path, kind);
    if (path !== '') {
      missing.add(path);
      // Registers the missing file, so that it gets a cache buster once it exists: browsers may have cached the 404.
      version?.(own + path);
      const known = files.around?.(path) ?? files;
      const where = "in the deck's folder";
      warnings.push({ file, line, column, ...missingFile({ path, where, known }, kind) });
    }
    return written;
  };
  return { resolve, named, missing, pictures, outside, hosts };
}

/**
 * Appends a cache buster to an address, before its fragment: browsers cache a picture for as long as its address is
 * the same.
 */
export function withVersion(url: string, version = ''): string {
  if (version === '') return url;
  const [, address = '', hash = ''] = /^([^#]*)(.*)$/s.exec(url) ?? [];
  return `${address}${address.includes('?') ? '&' : '?'}v=${version}${hash}`;
}

/** Returns the finding for a file that is loaded from another host. */
export function remote(noun: string, url: string): Finding {
  return {
    rule: 'remote-file',
    reason: `the ${noun} \`${url}\` comes from another server, and fails where there is no network`,
    hint: 'Keep a copy beside the deck, or have a slide that says what it showed.',
  };
}

/** Returns whether a URL refers to a file on the visitor's own machine: `file:`, or a Windows drive letter. */
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

/** Returns whether an address is relative to the file that contains it. */
function isRelative(url: string): boolean {
  return !url.startsWith('/') && !isRemote(url);
}
