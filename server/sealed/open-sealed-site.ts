/** Converts a sealed file's payload to a site: all addresses at once, bodies lazily. */

import type { HeldPage } from '../compile/model/held-page.ts';
import type { BootedFigures } from '../deck/features/stated-figures/stated-figures.ts';
import { heldDeck } from '../site/held.ts';
import type { HeldDeck, Resource, Site } from '../site/site.ts';
import { OFFLINE_LIST } from '../wire/offline-list.ts';
import { filledHeld, filledPage, listWithVersion } from './booted-pages.ts';
import type { Payload, SealedEntry, SealedResource } from './format.ts';
import { type BodyReader, bytesOf, createBodyReader } from './lazy-body.ts';
import { decryptVault } from './vault.ts';

/** A site, and how to decrypt the rest of it. */
export interface OpenedSite {
  readonly site: Site;
  /** Decrypts the rest, and returns whether the key is right; undefined where nothing is encrypted. */
  readonly open?: (key: string) => Promise<boolean>;
}

/**
 * Opens a payload; `bytesAt` returns its bodies by number, and `figures` what pages state of the machine that was
 * booted.
 */
export function openSealedSite(
  { site: sealed }: Payload,
  bytesAt: (number: number) => Uint8Array<ArrayBuffer>,
  figures?: () => BootedFigures,
): OpenedSite {
  const bodyOf = createBodyReader(bytesAt);
  const resources = new Map<string, Resource>();
  add(sealed.resources, bodyOf);
  const held = new Map<string, HeldDeck>();
  for (const [name, body] of sealed.held) {
    // Written by the build.
    const page = JSON.parse(Buffer.from(bytesOf(bodyOf(body))).toString('utf8')) as HeldPage;
    held.set(name, figures ? filledHeld(page, resources, figures) : heldDeck({ page, files: resources }));
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
      add(secret.resources, secretBody);
      openedWith = key;
      return true;
    },
  };

  /** Adds resources. Pages that state figures, and the lists that name their versions, get them. */
  function add(entries: readonly SealedEntry[], bodyIn: BodyReader): void {
    for (const [address, resource] of entries) resources.set(address, resourceOf(resource, bodyIn));
    if (!figures) return;
    for (const [address, { statesMachine }] of entries) {
      const page = statesMachine ? resources.get(address) : undefined;
      if (!page) continue;
      const filled = filledPage(page, figures);
      resources.set(address, filled);
      const list = resources.get(address + OFFLINE_LIST);
      if (list) resources.set(address + OFFLINE_LIST, listWithVersion(list, page, filled));
    }
  }
}

/** Warnings were reported when the file was built. */
const nothingToTell = { warnings: [], diagnostics: [] } as const;

function resourceOf(resource: SealedResource, bodyOf: BodyReader): Resource {
  return { ...resource, body: bodyOf(resource.body) };
}
