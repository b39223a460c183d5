/** Converts a site to the payload of a sealed file, deterministically. */

import { brotliCompressSync, constants } from 'node:zlib';
import { encodePage } from '../compile/model/encode.ts';
import type { HeldPage } from '../compile/model/held-page.ts';
import { BOOTED, hasFigures } from '../deck/features/stated-figures/stated-figures.ts';
import { type ErrorPage, errorPage, lockedText } from '../pages/error-page.ts';
import type {
  SealedBody,
  SealedDeck,
  SealedEntry,
  SealedResource,
  SealedSite,
  Secret,
  Vault,
} from '../sealed/format.ts';
import { encryptVault } from '../sealed/vault.ts';
import type { Resource, Site } from '../site/site.ts';
import { Bodies } from './bodies.ts';
import { htmlOf } from './page-html.ts';

/** How a site is sealed. */
export interface SealOptions {
  /** The addresses that the file contains. */
  readonly used: ReadonlySet<string>;
  /** The presenter's key, with which speaker views are encrypted. */
  readonly key: string | undefined;
  /** The licences of everything in the file. */
  readonly licenses: string;
  /** The code of what servers share by Redis, where the file is to have it. */
  readonly sharing?: string;
}

/** The resource that a sealed body comes from. */
export interface Origin {
  readonly address: string;
  readonly type: string;
  readonly number: number;
}

/** A sealed site with its bodies. */
export interface Sealed {
  readonly site: SealedSite;
  /** By number. */
  readonly bodies: readonly Uint8Array[];
  /** The first resource of each body, by number. */
  readonly origins: readonly Origin[];
}

/** Seals a site. @throws {SealError} where a body is too long */
export async function sealSite(site: Site, { used, key, licenses, sharing }: SealOptions): Promise<Sealed> {
  const bodies = new Bodies();
  const origins = new Map<number, Origin>();
  const sealed = (address: string, resource: Resource): SealedResource => {
    const body = bodies.add(resource.body, shownAt(address));
    if (!origins.has(body.number))
      origins.set(body.number, { address, type: resource.type, number: body.number });
    return sealedResource(resource, body);
  };
  const isSpeaker = speakerTest(site);
  const entries = [...site.resources]
    .filter(([address]) => used.has(address))
    .sort(([one], [other]) => (one < other ? -1 : 1));
  const secrets = key === undefined ? [] : entries.filter(([address]) => isSpeaker(address));
  const stand = key === undefined ? undefined : await lockedPage(site);
  const resources = entries.map(([address, resource]): SealedEntry => {
    const shown = stand && isSpeaker(address) ? stand : resource;
    return [address, sealed(address, shown)];
  });
  const held = [...site.held].sort(([one], [other]) => (one < other ? -1 : 1));
  return {
    site: {
      title: site.title,
      decks: site.decks.map(
        ({ name, title, date, slides, unlisted, revision, audience }): SealedDeck => ({
          name,
          title,
          slides,
          unlisted,
          revision,
          audience,
          ...(date !== undefined && { date }),
        }),
      ),
      ...(site.atRoot !== undefined && { atRoot: site.atRoot }),
      frame: site.frame,
      notFound: sealed('', site.notFound),
      resources,
      held: await Promise.all(
        held.map(async ([name, deck]) => [name, await heldBody(name, deck.page)] as const),
      ),
      licenses: { number: bodies.addBytes(compressed(licenses), 'the licences'), brotli: true, gzip: false },
      ...(sharing !== undefined && { sharing: bodies.addBytes(compressed(sharing), 'Redis’ client') }),
      ...(key !== undefined && { vault: await vaultOf(secrets, key, bodies) }),
    },
    bodies: bodies.all,
    origins: [...origins.values()],
  };

  async function heldBody(name: string, page: HeldPage) {
    const { bytes, brotli } = await encodePage(JSON.stringify(page), '');
    const body = bodies.add({ bytes, brotli }, shownAt(`/${name}/`));
    origins.set(body.number, { address: `/${name}/`, type: 'text/html', number: body.number });
    return body;
  }
}

/** Returns a resource with a reference to its body. */
function sealedResource(resource: Resource, body: SealedBody): SealedResource {
  const { body: _, ...rest } = resource;
  return { ...rest, body, ...(hasFigures(htmlOf(resource), BOOTED) && { statesMachine: true }) };
}

/** Replaces the licences, for an output that contains more. */
export function withLicenses(sealed: Sealed, licenses: string): Sealed {
  const { number } = sealed.site.licenses;
  return { ...sealed, bodies: sealed.bodies.with(number, compressed(licenses)) };
}

/** Compresses with the largest window, since licence texts are much alike. */
function compressed(text: string): Buffer {
  return brotliCompressSync(text, {
    params: { [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS },
  });
}

/** Returns a test for the addresses of speaker views. */
export function speakerTest({ decks, atRoot }: Site): (address: string) => boolean {
  const views = new Set(decks.map(({ name }) => (name === atRoot ? '/speaker' : `/${name}/speaker`)));
  return (address) => views.has(address);
}

/** Returns the page in place of an encrypted speaker view. */
async function lockedPage({ frame, notFound }: Site): Promise<Resource> {
  const page: ErrorPage = { ...lockedText, ...frame };
  const { bytes, brotli, gzip, hash } = await encodePage(errorPage(page), '');
  return {
    ...notFound,
    status: 500,
    etag: `"${hash}"`,
    reader: 'presenter',
    body: { bytes, brotli, gzip },
  };
}

async function vaultOf(
  entries: readonly (readonly [string, Resource])[],
  key: string,
  bodies: Bodies,
): Promise<Vault> {
  const secretBodies = new Bodies();
  const resources = entries.map(([address, resource]): SealedEntry => {
    return [address, sealedResource(resource, secretBodies.add(resource.body, shownAt(address)))];
  });
  const secret: Secret = {
    resources,
    bodies: secretBodies.all.map((bytes) => Buffer.from(bytes).toString('base64')),
  };
  const { vault, bytes } = await encryptVault(secret, key);
  return { ...vault, number: bodies.addBytes(bytes, 'the notes') };
}

/** Returns an address as its author knows the file. */
function shownAt(address: string): string {
  return address.replace(/^\//, '');
}
