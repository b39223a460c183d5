/** Site → the files of its static form: every public address as a file, for any web host and below any path. */
import { staticPage } from '../../pages/static-page.ts';
import type { Resource, Site } from '../../site/site.ts';
import { SealError } from '../error.ts';
import { speakerTest } from '../payload.ts';
import { lostPage, manifest, type Preview, pageTags, sitemap } from './about.ts';
import type { Content } from './folder.ts';

/** How a site is written. */
export interface StaticOptions {
  /** Whether speaker views, with their notes, are part of it. */
  readonly speakerViews: boolean;
  /** Where the site will be, ending in a slash: without it, nothing that needs a whole address is in it. */
  readonly url: URL | undefined;
  /** Pictures of decks for those who link to them, by the deck's address. */
  readonly previews: ReadonlyMap<string, Preview>;
  /** Names what is used of the addresses below `/_/`. */
  readonly used: (site: Site) => ReadonlySet<string>;
  /** The licences of what is in it, by what is used. */
  readonly licenses: (used: ReadonlySet<string>) => string;
}

/** The file with the licences. */
export const LICENSES = 'licenses.txt';

/** The decks of a site that hold back what has not been shown, which files cannot. */
export function heldDecks({ decks }: Site): readonly string[] {
  return decks.filter(({ audience }) => audience === 'shown-only').map(({ name }) => name);
}

/** The files by their paths, in the order of their names. @throws {SealError} where two would be one file */
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
  // GitHub's pages leave out names that begin with `_` unless this is there.
  add('.nojekyll', new Uint8Array());
  if (options.url) add('sitemap.xml', Buffer.from(sitemap(site, options.url)));
  for (const { path, bytes } of options.previews.values()) add(path, bytes);
  return new Map([...files].sort(([one], [other]) => (one < other ? -1 : 1)));
}

/** The file that web servers answer an address with. */
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
  return Buffer.from(staticPage(html, { policy: headers['content-security-policy'], tags, isBelow }));
}
