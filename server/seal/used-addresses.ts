/** Finds the files below `/_/` that decks use: those that a page refers to, and those that these refer to. */
import type { ClientBundle } from '../bundle/client.ts';
import { mayLoad, usesOf } from '../bundle/client-parts.ts';
import type { Resource, Site } from '../site/site.ts';

const SHARED = '/_/';

/** Returns the used addresses of a site: all except files below `/_/` that nothing refers to. */
export function usedAddresses(site: Site, client: Pick<ClientBundle, 'names'>): ReadonlySet<string> {
  const shared = [...site.resources.keys()].filter((address) => address.startsWith(SHARED));
  const texts = [
    ...[...site.resources].filter(([address]) => !address.startsWith(SHARED)).map(([, each]) => textOf(each)),
    textOf(site.notFound),
    site.frame.fontFaces + site.frame.icon,
    ...[...site.held.values()].map(({ page }) => page.before),
  ];
  const uses = usesOf(texts, { holdsBack: site.held.size > 0 });
  const mayUse = (name: string) => !client.names.has(name) || mayLoad(name, uses);

  const used = new Set([...site.resources.keys()].filter((address) => !address.startsWith(SHARED)));
  for (let text = texts.pop(); text !== undefined; text = texts.pop()) {
    for (const address of shared) {
      const name = address.slice(SHARED.length);
      if (used.has(address) || !text.includes(name) || !mayUse(name)) continue;
      used.add(address);
      const resource = site.resources.get(address);
      if (resource) texts.push(textOf(resource));
    }
  }
  return used;
}

/** Returns the text of a resource; empty for pictures and the like, which refer to nothing. */
function textOf({ body, type }: Resource): string {
  if (!('bytes' in body) || !/^text\/|javascript|json|xml/.test(type)) return '';
  return Buffer.from(body.bytes).toString('utf8');
}
