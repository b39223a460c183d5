/** Resolves the addresses that a deck writes: to its own files, to the site's, or to other hosts. */

import type { Diagnostic } from '../deck/error.ts';
import type { Reference, Resolve } from '../deck/model.ts';
import { nearest } from '../deck/nearest.ts';
import type { OutsideReference } from './compiled.ts';
import { isPrivate } from './file-types.ts';

/** What resolving found out. */
export interface Addresses {
  readonly resolve: Resolve;
  /** Files of the deck that it names, relative to its folder. */
  readonly named: Set<string>;
  readonly outside: OutsideReference[];
  /** Origins of other hosts by kind, for the page's policy. */
  readonly hosts: Readonly<Record<Reference['kind'], Set<string>>>;
}

/** Creates the resolver of one deck. `files` are the paths in its folder. */
export function createAddresses(name: string, files: ReadonlySet<string>, warnings: Diagnostic[]): Addresses {
  const named = new Set<string>();
  const outside: OutsideReference[] = [];
  const hosts = {
    image: new Set<string>(),
    media: new Set<string>(),
    frame: new Set<string>(),
    link: new Set<string>(),
  };
  const home = `http://deck.invalid/${encodeURIComponent(name)}/`;

  const resolve: Resolve = (reference) => {
    const { url, kind, line, file } = reference;
    if (url === '' || url.startsWith('#') || /^(?:data|mailto|tel|blob|about|sms):/i.test(url)) return url;
    const target = URL.canParse(url, home) ? new URL(url, home) : undefined;
    if (!target) return url;
    if (target.host !== 'deck.invalid') {
      if (target.protocol.startsWith('http'))
        hosts[kind].add(url.startsWith('//') ? target.host : target.origin);
      return url;
    }
    const path = safeDecode(target.pathname);
    const suffix = target.search + target.hash;
    if (path === undefined) return url;
    const own = `/${name}/`;
    if (!path.startsWith(own)) {
      outside.push({ address: path, url, line });
      return `..${target.pathname}${suffix}`;
    }
    const relative = path.slice(own.length);
    if (relative === '') return url;
    if (files.has(relative) && !isPrivate(relative)) named.add(relative);
    else warnings.push({ file, line, column: 1, ...missing(relative, kind, files) });
    return url.startsWith('/') ? `..${target.pathname}${suffix}` : url;
  };
  return { resolve, named, outside, hosts };
}

function missing(
  path: string,
  kind: Reference['kind'],
  files: ReadonlySet<string>,
): { reason: string; hint: string } {
  if (files.has(path))
    return { reason: `\`${path}\` is a source and is not served`, hint: 'Link to a PDF or a page instead.' };
  const close = nearest(path, files);
  const noun =
    kind === 'link' ? 'file' : kind === 'frame' ? 'page' : kind === 'media' ? 'recording' : 'picture';
  return {
    reason: `there is no ${noun} \`${path}\` in the deck's folder`,
    hint: close ? `Did you mean \`${close}\`?` : 'Put the file beside the deck, or correct its name.',
  };
}

function safeDecode(path: string): string | undefined {
  try {
    return decodeURIComponent(path);
  } catch {
    return undefined;
  }
}
