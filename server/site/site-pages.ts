/** The pages of a site that belong to no deck: the index, the page for what isn't there, the page for a failed deck. */

import type { CompiledPage, HashedFile } from '../compile/model/compiled.ts';
import { NotRemembered } from '../files/disk-cache.ts';
import { contentHash } from '../files/hash.ts';
import type { PageFrame } from '../pages/error-page.ts';
import type { Publication } from './publish.ts';
import type { SiteWork } from './site-cache.ts';

/** Those pages, and the fonts that they need. */
export interface SitePages {
  readonly index: CompiledPage;
  readonly notFound: CompiledPage;
  readonly failed: CompiledPage;
  /** For pages made on request, at a deck's address. */
  readonly frame: PageFrame;
  readonly fonts: readonly HashedFile[];
}

/** Takes the pages from memory where nothing that they show has changed, or makes them. */
export async function sitePages(
  publication: Pick<
    Publication,
    'decks' | 'settings' | 'memory' | 'base' | 'client' | 'form' | 'work' | 'compiles'
  >,
): Promise<SitePages> {
  const { decks, settings, memory, base, client, form, work } = publication;
  const listed = decks
    .map(({ compiled, standby }) => standby ?? compiled)
    .filter(({ facts }) => !facts.unlisted);
  const shelves = listed.map(({ shelf }) => shelf);
  const key = `pages-${contentHash(settings.title, base, form.toSite, ...shelves)}`;
  // What this function wrote; a cache of another version of the code has another folder.
  const kept = memory.read(key) as SitePages | undefined;
  if (kept) return keepPages(work, kept);
  // The deck that is edited comes first; its cover on the index may follow.
  if (work?.hurries && work.pages) {
    work.owesPages = true;
    return work.pages;
  }
  if (publication.compiles === false) throw new NotRemembered('the pages of the site');
  const { makeSitePages } = await import('./make-site-pages.ts');
  const shelf = listed.map(({ facts, slides, cover, audience }) => ({
    ...facts,
    slides: audience === 'shown-only' ? undefined : slides,
    cover,
  }));
  const pages = await makeSitePages({
    title: settings.title,
    base,
    shelf,
    client: await client(),
    memory,
    form,
  });
  memory.write(key, pages);
  return keepPages(work, pages);
}

function keepPages(work: SiteWork | undefined, pages: SitePages): SitePages {
  if (work) Object.assign(work, { pages, owesPages: false });
  return pages;
}
