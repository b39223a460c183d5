/** A sealed file's payload → Site: the addresses are there at once, bodies when they are asked for. */

import type { HeldPage } from '../compile/model/held-page.ts';
import { heldDeck } from '../site/held.ts';
import type { HeldDeck, Resource, Site } from '../site/site.ts';
import { type BodyReader, bytesOf, createBodyReader } from './body.ts';
import type { Payload, SealedResource } from './format.ts';
import { decryptVault } from './vault.ts';

/** A site, and what of it waits for the presenter's key. */
export interface OpenedSite {
  readonly site: Site;
  /** Opens what is encrypted, and answers whether this is its key; undefined where nothing is encrypted. */
  readonly open?: (key: string) => Promise<boolean>;
}

/** Opens a payload; `bytesAt` are those of its bodies, by number. */
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
    // What the build wrote.
    const page = JSON.parse(Buffer.from(bytesOf(bodyOf(body))).toString('utf8')) as HeldPage;
    held.set(name, heldDeck({ page, files: resources }));
  }
  const site: Site = {
    ...sealed,
    ...nothingToTell,
    decks: sealed.decks.map((deck) => ({ ...deck, ...nothingToTell, errors: [], source: '' })),
    resources,
    held,
    standby: new Map(),
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

/** What deserves a look was told when the file was built. */
const nothingToTell = { warnings: [], diagnostics: [] } as const;

function resourceOf(resource: SealedResource, bodyOf: BodyReader): Resource {
  return { ...resource, body: bodyOf(resource.body) };
}
