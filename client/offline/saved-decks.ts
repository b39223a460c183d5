/** The decks that a browser keeps for when there is no network, each in a cache of its own. */
import { OFFLINE_LIST, type OfflineList } from '../../server/wire/offline-list.ts';

/** What pages send: the address of a deck, ending in a slash, and the pictures that they have, once they were asked. */
export interface SaveRequest {
  readonly deck: string;
  readonly pictures?: readonly string[];
}

/** Decks that nobody opened for as long, in milliseconds, are dropped. */
const MAX_AGE_MS = 60 * 24 * 60 * 60_000;

/** Begins the name of each deck's cache; the deck's address follows. */
const CACHE = 'lectern ';

/** Keeps a deck as it is now: first what is missing, and only when all of it is there, away with what is old. */
export async function saveDeck(
  { deck, pictures }: SaveRequest,
  scope: string,
  askForPictures: () => void,
): Promise<void> {
  if (!deck.startsWith(scope)) return;
  const answer = await fetch(listOf(deck), { cache: 'no-cache', credentials: 'omit' });
  if (answer.status === 404) await caches.delete(CACHE + deck);
  if (!answer.ok) return;
  const groups = await groupsOf(answer.clone(), deck);
  const cache = await caches.open(CACHE + deck);
  const present = new Set((await cache.keys()).map(({ url }) => url));
  const missing = groups.filter((group) => !group.some((file) => present.has(file)));
  if (missing.length > 0 && !pictures) return askForPictures();
  for (const group of missing) {
    const file = group.find((each) => pictures?.includes(plain(each))) ?? group[0];
    if (file !== undefined) await add(cache, file);
  }
  const wanted = new Set(groups.flat());
  for (const file of present) if (!wanted.has(file)) await cache.delete(file);
  await cache.put(listOf(deck), answer);
  await deleteUnusedDecks(scope);
}

/** Nobody's cookies go with it: what is kept is what everyone may see. */
async function add(cache: Cache, file: string): Promise<void> {
  const address = plain(file);
  const answer = await fetch(address, {
    cache: address === file ? 'default' : 'no-cache',
    credentials: 'omit',
    priority: 'low',
  });
  if (!answer.ok || answer.redirected) return;
  if (!address.endsWith('/')) return cache.put(file, answer);
  // The page can tell by this that it was kept.
  const headers = new Headers(answer.headers);
  headers.set('server-timing', 'kept');
  // What is stored is decoded.
  headers.delete('content-encoding');
  headers.delete('content-length');
  await cache.put(file, new Response(answer.body, { headers }));
}

/** A deck's files, each with those that do as well, as whole addresses. */
async function groupsOf(list: Response, deck: string): Promise<string[][]> {
  // What the server wrote.
  const { files } = (await list.json()) as OfflineList;
  return files.map((each) => [each].flat().map((file) => new URL(file, deck).href));
}

function listOf(deck: string): string {
  return deck + OFFLINE_LIST;
}

function plain(file: string): string {
  return file.replace(/\?.*$/, '');
}

/** The names of the caches of a site's decks. */
async function deckCaches(scope: string): Promise<string[]> {
  return (await caches.keys()).filter((name) => name.startsWith(CACHE + scope));
}

async function deleteUnusedDecks(scope: string): Promise<void> {
  for (const name of await deckCaches(scope)) {
    const list = await caches.match(listOf(name.slice(CACHE.length)), { cacheName: name });
    const opened = Date.parse(list?.headers.get('date') ?? '');
    if (Date.now() - opened > MAX_AGE_MS) await caches.delete(name);
  }
}

/** Drops the decks of a site, all or all but one. */
export async function deleteDecks(scope: string, but?: string): Promise<void> {
  for (const name of await deckCaches(scope)) if (name !== CACHE + but) await caches.delete(name);
}

/** Another size of the picture: what a browser chooses depends on its window. */
export async function findOtherSize(address: string, scope: string): Promise<Response | undefined> {
  for (const name of await deckCaches(scope)) {
    const cache = await caches.open(name);
    const list = await cache.match(listOf(name.slice(CACHE.length)));
    const groups = list ? await groupsOf(list, name.slice(CACHE.length)) : [];
    const isOne = (file: string): boolean => plain(file) === plain(address);
    for (const file of groups.find((group) => group.some(isOne)) ?? []) {
      const found = await cache.match(file);
      if (found) return found;
    }
  }
  return undefined;
}
