/** Fills in what decks state about their own sealed file: its size, its parts and its digest. */

import { createHash } from 'node:crypto';
import { brotliDecompressSync } from 'node:zlib';
import { encodePage } from '../compile/model/encode.ts';
import type { HeldPage } from '../compile/model/held-page.ts';
import {
  fillFigures,
  hasFigures,
  SEALED,
  type SealedFigures,
} from '../deck/features/stated-figures/stated-figures.ts';
import { wholeHtml } from '../deck/model/pieces.ts';
import type { SealedBody } from '../sealed/format.ts';
import { changeSlides } from '../site/held.ts';
import type { HeldDeck, Resource, Site } from '../site/site.ts';
import { OFFLINE_LIST } from '../wire/offline-list.ts';
import { htmlOf } from './page-html.ts';
import type { Sealed } from './payload.ts';
import type { SealedCode } from './sealed-code.ts';

/** Characters of a digest in a group, so that it can be read out, and wraps. */
const DIGEST_GROUP = /.{16}(?=.)/g;

/** Returns whether a deck of the site states such figures. */
export function statesFigures({ resources, held }: Site): boolean {
  return [...resources.values()].some(isStating) || [...held.values()].some(({ page }) => isStatingIn(page));
}

/** Returns the site with the figures filled in. */
export async function withFigures(site: Site, figures: SealedFigures): Promise<Site> {
  const resources = new Map(site.resources);
  for (const [address, resource] of site.resources) {
    if (!isStating(resource)) continue;
    const page = await filled(resource, figures);
    resources.set(address, page);
    // The offline list contains the page's version.
    const list = resources.get(address + OFFLINE_LIST);
    if (list) resources.set(address + OFFLINE_LIST, await renamed(list, resource.etag, page.etag));
  }
  const held = [...site.held].map(([name, deck]): [string, HeldDeck] => [
    name,
    { ...deck, page: changeSlides(deck.page, (html) => fillFigures(html, SEALED, figures)) },
  ]);
  return { ...site, resources, held: new Map(held) };
}

/**
 * Returns a SHA-256 digest, in hexadecimal, over the code, the site, the licences, and each address with its
 * content, each followed by a zero byte. Left out are recordings, what is encrypted, the figures themselves and
 * the versions that depend on them.
 * @param blank sealed without figures
 */
export function digestOf({ bootstrap, server }: SealedCode, { site, bodies }: Sealed): string {
  const hash = createHash('sha256');
  const add = (part: string | Uint8Array) => hash.update(part).update('\0');
  const bodyOf = ({ number, brotli }: SealedBody) => {
    const bytes = bodies[number] ?? new Uint8Array();
    return brotli ? brotliDecompressSync(bytes) : bytes;
  };
  const { resources, notFound, held, licenses, vault: _, ...rest } = site;
  add(bootstrap.trimEnd());
  add(server);
  add(JSON.stringify(rest));
  add(bodyOf(licenses));
  for (const [address, { body, type }] of [...resources, ['', notFound] as const]) {
    if (type.startsWith(RECORDING) || address.endsWith(`/${OFFLINE_LIST}`)) continue;
    add(address);
    add(bodyOf(body));
  }
  for (const [name, body] of held) {
    add(name);
    add(bodyOf(body));
  }
  return hash.digest('hex').replace(DIGEST_GROUP, '$& ');
}

/** Content type of a recording, which may show the sealing of its own deck. */
const RECORDING = 'application/x-asciicast';

function isStating(resource: Resource): boolean {
  return hasFigures(htmlOf(resource), SEALED);
}

async function filled(resource: Resource, figures: SealedFigures): Promise<Resource> {
  const { bytes, brotli, gzip, hash } = await encodePage(fillFigures(htmlOf(resource), SEALED, figures), '');
  return { ...resource, etag: `"${hash}"`, body: { bytes, brotli, gzip } };
}

/** Returns an offline list with another version of the page. */
async function renamed(list: Resource, from: string, to: string): Promise<Resource> {
  const text = 'bytes' in list.body ? Buffer.from(list.body.bytes).toString('utf8') : '';
  const [old, version] = [from, to].map((tag) => tag.replaceAll('"', ''));
  const { bytes, brotli, hash } = await encodePage(text.replaceAll(`?${old}`, `?${version}`), '');
  return { ...list, etag: `"${hash}"`, body: { bytes, brotli } };
}

function isStatingIn({ columns }: HeldPage): boolean {
  return columns.some(({ slides }) => slides.some(({ pieces }) => hasFigures(wholeHtml(pieces), SEALED)));
}
