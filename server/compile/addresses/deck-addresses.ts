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

/** An address of this server, parsed. */
interface SiteAddress {
  /** The address as written, from the deck's page. */
  readonly url: string;
  /** Decoded path from the site's root. */
  readonly path: string;
  /** The same as it was encoded. */
  readonly pathname: string;
  /** Query and fragment. */
  readonly rest: string;
}

/** Resolves the addresses of one deck, and records what it resolved. */
export class DeckAddresses {
  /** The deck's own files that it references, as paths relative to its folder. */
  readonly named = new Set<string>();
  /** Referenced paths in the deck's folder at which there is no file. */
  readonly missing = new Set<string>();
  /** The deck's own pictures: path relative to the deck's folder by address in the page. */
  readonly pictures = new Map<string, string>();
  readonly outside: OutsideReference[] = [];
  /** Origins of other hosts by kind of reference, for the Content-Security-Policy. */
  readonly hosts: Readonly<Record<Reference['kind'], Set<string>>> = {
    image: new Set(),
    media: new Set(),
    frame: new Set(),
    link: new Set(),
  };
  readonly #form: AddressForm;
  readonly #files: Listing;
  readonly #warnings: Diagnostic[];
  /** The deck's address, decoded and encoded. */
  readonly #own: string;
  readonly #home: string;

  /** @param warnings where diagnostics are added */
  constructor(form: AddressForm, files: Listing, warnings: Diagnostic[]) {
    this.#form = form;
    this.#files = files;
    this.#warnings = warnings;
    this.#own = `/${form.name}/`;
    this.#home = `/${encodePath(form.name)}/`;
  }

  /** Returns the address to write into the page for one as written. */
  readonly resolve: Resolve = (reference) => {
    const { relocate, elsewhere, toSite } = this.#form;
    const { kind, base } = reference;
    if (NO_FILE.test(reference.url)) return reference.url;
    const isOwn = base === undefined || relocate === undefined || !isRelative(reference.url);
    const { url: given, isPublished, absent }: Relocated = isOwn ? reference : relocate(reference, base);
    const url = (isOwn && !isRemote(given) ? elsewhere?.(given) : undefined) ?? given;
    if (isPublished) return url;
    if (absent) {
      this.#warn(reference, missingFile(absent, kind));
      return `${toSite}${url.slice(1)}`;
    }
    if (PLAIN.test(url) && this.#isFile(url))
      return this.#toFile(this.#isAlone ? `./${url}` : url, url, kind);
    // A name on disk that contains `#`, `?` or `%`, which have a meaning in addresses.
    if (/[#?%]/.test(url) && this.#isFile(url)) return this.#toFile(encodePath(url), url, kind);
    const home = `http://${HERE}${this.#home}`;
    const target = URL.canParse(url, home) ? new URL(url, home) : undefined;
    if (!target) return url;
    if (target.host !== HERE) return this.#toHost(target, url, reference);
    const { pathname, search, hash } = target;
    const address = { url, pathname, path: decodeLoosely(pathname), rest: `${search}${hash}` };
    const isInDeck = address.path.normalize().startsWith(this.#own.normalize());
    return isInDeck ? this.#inDeck(address, reference) : this.#outsideDeck(address, reference);
  };

  /** Whether the site is this deck alone: addresses do not contain the deck's name then. */
  get #isAlone(): boolean {
    return this.#form.toSite === './';
  }

  #isFile(path: string): boolean {
    return this.#files.has(path) && !isPrivate(path);
  }

  #warn({ file, line, column }: Reference, finding: Finding): void {
    this.#warnings.push({ file, line, column, ...finding });
  }

  /** Records a reference to a file of the deck and returns its address with the cache buster. */
  #toFile(written: string, path: string, kind: Reference['kind']): string {
    this.named.add(path);
    const address = withVersion(written, this.#form.version?.(this.#own + path));
    if (kind === 'image') this.pictures.set(address, path);
    return address;
  }

  #toHost(target: URL, url: string, reference: Reference): string {
    const { kind } = reference;
    const isWeb = target.protocol === 'http:' || target.protocol === 'https:';
    if (isWeb) this.hosts[kind].add(url.startsWith('//') ? target.host : target.origin);
    if (isOnOneMachine(target)) this.#warn(reference, ownFile(url));
    if (isWeb && kind !== 'link') this.#warn(reference, remote(nounOf(kind, url), url));
    return url;
  }

  #outsideDeck({ path, pathname, rest }: SiteAddress, reference: Reference): string {
    const { toSite, version, stored = (address) => address } = this.#form;
    const address = stored(path);
    const encoded = address === path ? pathname : encodePath(address);
    const written = withVersion(`${toSite}${encoded.slice(1)}${rest}`, version?.(address));
    const { url, kind, file, line, column } = reference;
    this.outside.push({ address, written, url, kind, file, line, column });
    return written;
  }

  #inDeck(address: SiteAddress, reference: Reference): string {
    const { kind } = reference;
    // As many parts as the deck's own address has, however it is spelled.
    const path = address.path
      .split('/')
      .slice(this.#own.split('/').length - 1)
      .join('/');
    const found = this.#files.find(path);
    if (found !== undefined && found !== path && !isPrivate(found))
      return this.#toFile(this.#asStored(found, address), found, kind);
    const written = this.#fromPage(address);
    if (this.#isFile(path)) return this.#toFile(written, path, kind);
    if (path !== '') {
      this.missing.add(path);
      // Registers the missing file, so that it gets a cache buster once it exists: browsers may have cached the 404.
      this.#form.version?.(this.#own + path);
      const known = this.#files.around?.(path) ?? this.#files;
      this.#warn(reference, missingFile({ path, where: "in the deck's folder", known }, kind));
    }
    return written;
  }

  /** Returns the address of a file that is spelled otherwise on disk. */
  #asStored(path: string, { url, rest }: SiteAddress): string {
    const pathname = encodePath(path);
    if (this.#isAlone || !url.startsWith('/')) return `./${pathname}${rest}`;
    return `${this.#form.toSite}${this.#home.slice(1)}${pathname}${rest}`;
  }

  /** Returns an address in the deck's folder as it is written into the deck's page. */
  #fromPage({ url, pathname, rest }: SiteAddress): string {
    if (this.#isAlone) return `./${pathname.slice(this.#home.length)}${rest}`;
    return url.startsWith('/') ? `${this.#form.toSite}${pathname.slice(1)}${rest}` : url;
  }
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
