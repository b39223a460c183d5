/**
 * Provides the pages of a site that belong to no deck: the index, the page for unknown addresses, the page for a
 * failed deck.
 */

import type { ClientBundle } from '../bundle/client.ts';
import type { LoadedDeck } from '../compile/model/loaded.ts';
import type { Pass } from '../compile/model/pass.ts';
import type { DeckForm } from '../compile/model/target.ts';
import type { DiskCache } from '../files/disk-cache.ts';
import { NotCached } from '../files/disk-cache.ts';
import { contentHash } from '../files/hash.ts';
import type { SitePages } from './make-site-pages.ts';
import type { SiteHistory } from './site-history.ts';
import type { SiteSettings } from './site-settings.ts';

/** The inputs of those pages. */
export interface PagesInput {
  readonly decks: readonly LoadedDeck[];
  readonly settings: SiteSettings;
  readonly memory: DiskCache;
  readonly base: string;
  readonly client: () => Promise<ClientBundle>;
  readonly form: DeckForm;
  readonly pass: Pass;
  readonly history: SiteHistory | undefined;
  /** False where no page may be made: pages that are not cached then throw `NotCached`. Default: true. */
  readonly compiles?: boolean;
}

/** Returns the pages from the cache where nothing that they show has changed; else makes them. */
export async function sitePages(publication: PagesInput): Promise<SitePages> {
  const { decks, settings, memory, base, client, form, pass, history } = publication;
  const listed = decks
    .map(({ compiled, lastGood }) => lastGood ?? compiled)
    .filter(({ facts }) => !facts.unlisted);
  const shelves = listed.map((deck) => (deck.error === undefined ? deck.shelf : JSON.stringify(deck.facts)));
  const key = `pages-${contentHash(settings.title, base, form.toSite, ...shelves)}`;
  // Written by this function; every version of the code has its own cache folder.
  const kept = memory.read(key) as SitePages | undefined;
  if (kept) return note(history, kept);
  // A quick pass is for the edited deck; its cover on the index is left to the full pass.
  if (pass === 'quick' && history?.pages) return note(history, history.pages.made, false);
  if (publication.compiles === false) throw new NotCached('the pages of the site');
  const { makeSitePages } = await import('./make-site-pages.ts');
  const shelf = listed.map((deck) => {
    const { slides, cover } = deck.error === undefined ? deck : { slides: 0, cover: undefined };
    return { ...deck.facts, slides: deck.audience === 'shown-only' ? undefined : slides, cover };
  });
  const pages = await makeSitePages({
    title: settings.title,
    base,
    shelf,
    client: await client(),
    memory,
    pass,
    form,
  });
  const isComplete = pass === 'full';
  if (isComplete) memory.write(key, pages);
  return note(history, pages, isComplete);
}

/** Records the pages made last. */
function note(history: SiteHistory | undefined, made: SitePages, complete = true): SitePages {
  if (history) history.pages = { made, complete };
  return made;
}
