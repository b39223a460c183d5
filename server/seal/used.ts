/** Which of a site's files below `/_/` its decks use: what a page names, and what those files name in turn. */
import type { ClientBundle } from '../bundle/client.ts';
import type { Resource, Site } from '../site/site.ts';

/** The client's parts that only some decks ask for, by the word in a page's `data-features`. */
const BY_FEATURE: Readonly<Record<string, string>> = {
  'client/casts.ts': 'cast',
  'client/code-lines.ts': 'code-lines',
  'client/diagrams.ts': 'mermaid',
};

/** The client's part for decks that bring scripts. */
const SCRIPT_PART = 'client/own-script.ts';

/** The client's part for decks that hold back what has not been shown. */
const HELD_PART = 'client/live/shown.ts';

const SHARED = '/_/';

/** The addresses of a site that something of it leads to: all but files below `/_/` that nothing names. */
export function usedAddresses(site: Site, client: Pick<ClientBundle, 'entry'>): ReadonlySet<string> {
  const shared = [...site.resources.keys()].filter((address) => address.startsWith(SHARED));
  const texts = [
    ...[...site.resources].filter(([address]) => !address.startsWith(SHARED)).map(([, each]) => textOf(each)),
    textOf(site.notFound),
    site.frame.fontFaces + site.frame.icon,
    ...[...site.held.values()].map(({ page }) => page.before),
  ];
  const features = new Set(texts.flatMap(featuresOf));
  const unused = new Set<string>();
  for (const [source, feature] of Object.entries(BY_FEATURE))
    if (!features.has(feature)) unused.add(client.entry(source).name);
  if (!texts.some((text) => / data-client="/.test(text))) unused.add(client.entry(SCRIPT_PART).name);
  if (site.held.size === 0) unused.add(client.entry(HELD_PART).name);

  const used = new Set([...site.resources.keys()].filter((address) => !address.startsWith(SHARED)));
  for (let text = texts.pop(); text !== undefined; text = texts.pop()) {
    for (const address of shared) {
      const name = address.slice(SHARED.length);
      if (used.has(address) || unused.has(name) || !text.includes(name)) continue;
      used.add(address);
      const resource = site.resources.get(address);
      if (resource) texts.push(textOf(resource));
    }
  }
  return used;
}

/** The words of a page's `data-features`. */
function featuresOf(text: string): string[] {
  return (/ data-features="([^"]*)"/.exec(text)?.[1] ?? '').split(' ');
}

/** What is written in a resource; empty for pictures and the like, which name nothing. */
function textOf({ body, type }: Resource): string {
  if (!('bytes' in body) || !/^text\/|javascript|json|xml/.test(type)) return '';
  return Buffer.from(body.bytes).toString('utf8');
}
