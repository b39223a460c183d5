/** The script of `lectern dev` on every page: messages, an index that is up to date, and sources in the editor. */
import type { DevStatus } from '../../server/wire/dev-status.ts';
import { deleteDecks } from '../offline/saved-decks.ts';
import { makeMessagePanel } from './message-panel.ts';
import { openSources } from './open-source.ts';
import { openGalleryByKey, showFrames } from './theme-frames.ts';

const deck = document.querySelector<HTMLElement>('main.reveal');
const isSpeaker = document.querySelector('template#slides') !== null;
/** The site's address, derived from this script's. */
const site = new URL('../', import.meta.url);
const gallery = document.querySelector<HTMLElement>('main[data-gallery]');
const name =
  gallery?.dataset.gallery ??
  decodeURIComponent(/^(.*)\//.exec(location.pathname.slice(site.pathname.length))?.[1] ?? '');
const isIndex = name === '';
const panel = makeMessagePanel(name);
/** Version of the index that this page shows, which may be outdated when the first status comes. */
let index = document.querySelector<HTMLElement>('script[data-page]')?.dataset.page;

const address = new URL('_/news', site);
if (name) address.searchParams.set('deck', name);
new EventSource(address).addEventListener('message', ({ data }) => update(JSON.parse(data) as DevStatus));
if (deck) openSources(deck);
if (deck) openGalleryByKey(deck, site, name);
const frames = gallery ? showFrames() : undefined;
/** Version of the sources of the deck in the frames. */
let source: string | undefined;
void deleteSavedDecks();

function update(status: DevStatus): void {
  const own = name === '' ? Object.values(status.frames).flat() : (status.frames[name] ?? []);
  const isGone = (deck || isSpeaker) && !status.decks.includes(name) && own.length === 0;
  const gone = isGone ? [`The deck ${name} is no longer there. This page stays until it is left.`] : [];
  const mistakes = [...(status.site === '' ? [] : [status.site]), ...own, ...gone];
  // A speaker view is used during a talk.
  panel.show(mistakes, isSpeaker ? [] : (status.warnings[name] ?? []));
  // An error page of a deck that has been mended, or was added.
  if (!deck && !isSpeaker && !isIndex && !gallery && status.decks.includes(name)) location.reload();
  if (isIndex && index !== status.index) void updateIndex(status.index);
  index = status.index;
  if (source !== undefined && source !== status.source) frames?.reload();
  source = status.source;
}

/** Deletes what another server at this address has saved for offline use. */
async function deleteSavedDecks(): Promise<void> {
  // No page of `dev` is saved.
  delete deck?.dataset.kept;
  const registration = await navigator.serviceWorker?.getRegistration(site);
  if (registration?.scope !== site.href) return;
  await registration.unregister();
  await deleteDecks(site.href);
}

/** Updates the index in place to a version, unless a newer one was told of meanwhile. */
async function updateIndex(version: string): Promise<void> {
  const response = await fetch(location.pathname, { cache: 'no-cache' }).catch(() => undefined);
  if (!response?.ok) return;
  // Covers are in shadow roots, which only this method creates from text, and which older ones of Safari lack.
  if (!('parseHTMLUnsafe' in Document)) return location.reload();
  const page = Document.parseHTMLUnsafe(await response.text());
  if (index !== version) return;
  document.title = page.title;
  const [here, next] = [document, page].map((each) => [...each.head.querySelectorAll('style')]);
  next?.forEach((style, at) => {
    const old = here?.[at];
    if (old && old.textContent !== style.textContent) old.textContent = style.textContent;
  });
  const scroll = scrollY;
  document.body.replaceChildren(...page.body.childNodes);
  panel.stay();
  scrollTo({ top: scroll, behavior: 'instant' });
}
