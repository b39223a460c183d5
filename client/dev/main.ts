/** An author's page: mistakes and warnings in a corner, an index that is up to date, sources in the editor. */
import type { DevStatus } from '../../server/wire/dev-status.ts';
import { deleteDecks } from '../offline/saved-decks.ts';
import { makeMessagePanel } from './message-panel.ts';
import { openSources } from './open-source.ts';

const deck = document.querySelector<HTMLElement>('main.reveal');
const isSpeaker = document.querySelector('template#slides') !== null;
/** The address of the site, from that of this script. */
const site = new URL('../', import.meta.url);
const name = decodeURIComponent(location.pathname.slice(site.pathname.length).split('/')[0] ?? '');
const isIndex = name === '';
const panel = makeMessagePanel(name);
/** The index as this page has it, which may be behind by the time the first news come. */
let index = document.querySelector<HTMLElement>('script[data-page]')?.dataset.page;

const address = new URL('_/news', site);
if (name) address.searchParams.set('deck', name);
new EventSource(address).addEventListener('message', ({ data }) => update(JSON.parse(data) as DevStatus));
if (deck) openSources(deck);
void deleteSavedDecks();

function update(status: DevStatus): void {
  const own = name === '' ? Object.values(status.frames).flat() : (status.frames[name] ?? []);
  const isGone = (deck || isSpeaker) && !status.decks.includes(name) && own.length === 0;
  const gone = isGone ? [`The deck ${name} is no longer there. This page stays until it is left.`] : [];
  const mistakes = [...(status.site === '' ? [] : [status.site]), ...own, ...gone];
  // A speaker's view is read in a talk.
  panel.show(mistakes, isSpeaker ? [] : (status.warnings[name] ?? []));
  // An error page of a deck that has been mended, or has come.
  if (!deck && !isSpeaker && !isIndex && status.decks.includes(name)) location.reload();
  if (isIndex && index !== status.index) void updateIndex();
  index = status.index;
}

/** What a server at the same address had browsers keep is not what is worked on here. */
async function deleteSavedDecks(): Promise<void> {
  // No page of `dev` is to be kept.
  delete deck?.dataset.kept;
  const registration = await navigator.serviceWorker?.getRegistration(site);
  if (registration?.scope !== site.href) return;
  await registration.unregister();
  await deleteDecks(site.href);
}

/** The index as it is now, in place. */
async function updateIndex(): Promise<void> {
  const response = await fetch(location.pathname, { cache: 'no-cache' }).catch(() => undefined);
  if (!response?.ok) return;
  // Covers are in shadow roots, which only this method makes of a text.
  const page = Document.parseHTMLUnsafe(await response.text());
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
