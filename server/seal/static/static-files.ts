/** Converts a site to files for any web host, below any path: one for every public address. */
import { staticPage } from '../../pages/static-page.ts';
import type { Resource, Site } from '../../site/site.ts';
import { speakerTest } from '../payload.ts';
import { SealError } from '../seal-error.ts';
import type { Content } from './replace-folder.ts';
import { lostPage, manifest, type Preview, pageTags, sitemap } from './site-metadata.ts';

/** How a static site is written. */
export interface StaticOptions {
  /** Whether it includes speaker views, with their notes. */
  readonly speakerViews: boolean;
  /**
   * Public address of the site, ending in a slash; without it, nothing that needs absolute addresses is
   * written.
   */
  readonly url: URL | undefined;
  /** Pictures for link previews, by the deck's address. */
  readonly previews: ReadonlyMap<string, Preview>;
  /** Returns the addresses below `/_/` that are used. */
  readonly used: (site: Site) => ReadonlySet<string>;
  /** Returns the licences of the contents, by the used addresses. */
  readonly licenses: (used: ReadonlySet<string>) => string;
}

/** File name of the licences. */
export const LICENSES = 'licenses.txt';

/** Returns the withholding decks of a site, which files cannot serve. */
export function heldDecks({ decks }: Site): readonly string[] {
  return decks.filter(({ audience }) => audience === 'shown-only').map(({ name }) => name);
}

/** Returns the files by path, sorted by name. @throws {SealError} where two have the same path */
export function staticFiles(site: Site, options: StaticOptions): ReadonlyMap<string, Content> {
  const isSpeaker = speakerTest(site);
  const isPublic = (address: string, { reader }: Resource) =>
    reader === 'anyone' || (options.speakerViews && isSpeaker(address));
  const resources = new Map([...site.resources].filter(([address, each]) => isPublic(address, each)));
  const used = options.used({ ...site, resources });
  const files = new Map<string, Content>();
  const add = (path: string, content: Content): void => {
    if (files.has(path)) {
      throw new SealError(
        `A deck has a file of its own at ${path}, where the static site has another. Rename it, or leave the static site out with --no-static.`,
      );
    }
    files.set(path, content);
  };
  for (const [address, resource] of resources) {
    if (!used.has(address)) continue;
    const isBelow = isSpeaker(address);
    add(pathOf(address, isBelow), contentOf(resource, { site, address, isBelow, ...options }));
  }
  add('404.html', Buffer.from(lostPage(site, options.url)));
  add(LICENSES, Buffer.from(options.licenses(used)));
  add('manifest.webmanifest', Buffer.from(manifest(site)));
  // GitHub Pages omits names that begin with `_` unless this file exists.
  add('.nojekyll', new Uint8Array());
  if (options.url) add('sitemap.xml', Buffer.from(sitemap(site, options.url)));
  for (const { path, bytes } of options.previews.values()) add(path, bytes);
  return new Map([...files].sort(([one], [other]) => (one < other ? -1 : 1)));
}

/** Returns the file that web servers return for an address. */
function pathOf(address: string, isBelow: boolean): string {
  const path = address.slice(1);
  if (isBelow) return `${path}/index.html`;
  return path === '' || path.endsWith('/') ? `${path}index.html` : path;
}

interface Place extends Pick<StaticOptions, 'url' | 'previews'> {
  readonly site: Site;
  readonly address: string;
  readonly isBelow: boolean;
}

function contentOf({ body, headers }: Resource, place: Place): Content {
  const { site, address, isBelow } = place;
  if ('file' in body) return body;
  if (!address.endsWith('/') && !isBelow) return body.bytes;
  const html = Buffer.from(body.bytes).toString('utf8');
  const tags = isBelow ? [] : pageTags(site, html, { ...place, preview: place.previews.get(address) });
  const deck = `.${isBelow ? address.slice(0, address.lastIndexOf('/') + 1) : address}`;
  const own = place.url && new URL(deck, place.url).href;
  const policy = headers['content-security-policy'];
  return Buffer.from(staticPage(html, { policy, tags, isBelow, address: own }));
}
