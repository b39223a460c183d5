/** Converts a sealed file's payload to a site: all addresses at once, bodies lazily. */

import type { HeldPage } from '../compile/model/held-page.ts';
import { heldDeck } from '../site/held.ts';
import type { HeldDeck, Resource, Site } from '../site/site.ts';
import type { Payload, SealedResource } from './format.ts';
import { type BodyReader, bytesOf, createBodyReader } from './lazy-body.ts';
import { decryptVault } from './vault.ts';

/** A site, and how to decrypt the rest of it. */
export interface OpenedSite {
  readonly site: Site;
  /** Decrypts the rest, and returns whether the key is right; undefined where nothing is encrypted. */
  readonly open?: (key: string) => Promise<boolean>;
}

/** Opens a payload; `bytesAt` returns its bodies by number. */
export function openSealedSite(
  { site: sealed }: Payload,
  bytesAt: (number: number) => Uint8Array<ArrayBuffer>,
): OpenedSite {
  const bodyOf = createBodyReader(bytesAt);
  const resources = new Map<string, Resource>(
    sealed.resources.map(([address, resource]) => [address, resourceOf(resource, bodyOf)]),
  );
  const held = new Map<string, HeldDeck>();
  for (const [name, body] of sealed.held) {
    // Written by the build.
    const page = JSON.parse(Buffer.from(bytesOf(bodyOf(body))).toString('utf8')) as HeldPage;
    held.set(name, heldDeck({ page, files: resources }));
  }
  const site: Site = {
    ...sealed,
    ...nothingToTell,
    decks: sealed.decks.map((deck) => ({ ...deck, ...nothingToTell, errors: [], source: '' })),
    resources,
    held,
    lastGood: new Map(),
    pictures: [],
    notFound: resourceOf(sealed.notFound, bodyOf),
  };
  const { vault } = sealed;
  if (!vault) return { site };
  let openedWith: string | undefined;
  return {
    site,
    async open(key) {
      if (key === openedWith) return true;
      const secret = await decryptVault(vault, bytesAt(vault.number), key);
      if (!secret) return false;
      const secretBody = createBodyReader((number) => Buffer.from(secret.bodies[number] ?? '', 'base64'));
      for (const [address, resource] of secret.resources)
        resources.set(address, resourceOf(resource, secretBody));
      openedWith = key;
      return true;
    },
  };
}

/** Warnings were reported when the file was built. */
const nothingToTell = { warnings: [], diagnostics: [] } as const;

function resourceOf(resource: SealedResource, bodyOf: BodyReader): Resource {
  return { ...resource, body: bodyOf(resource.body) };
}
