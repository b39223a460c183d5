/** Saves decks for offline use, each in a cache of its own. */
import { OFFLINE_LIST, type OfflineList } from '../../server/wire/offline-list.ts';

/**
 * A page's request: the address of its deck, ending in a slash, and the pictures that the browser chose, once
 * they were asked for.
 */
export interface SaveRequest {
  readonly deck: string;
  readonly pictures?: readonly string[];
}

/** Milliseconds after which a deck that nobody opened is deleted. */
const MAX_AGE_MS = 60 * 24 * 60 * 60_000;

/** Prefix of each cache's name; the deck's address follows. */
const CACHE = 'lectern ';

/**
 * Saves a deck in its current version: first adds what is missing, and only when everything is there deletes
 * what is outdated.
 */
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

/** Adds a file. Without cookies, since only what everyone may see is saved. */
async function add(cache: Cache, file: string): Promise<void> {
  const address = plain(file);
  const answer = await fetch(address, {
    cache: address === file ? 'default' : 'no-cache',
    credentials: 'omit',
    priority: 'low',
  });
  if (!answer.ok || answer.redirected) return;
  if (!address.endsWith('/')) return cache.put(file, answer);
  // By this the page can tell that it was saved.
  const headers = new Headers(answer.headers);
  headers.set('server-timing', 'kept');
  // The stored body is decoded.
  headers.delete('content-encoding');
  headers.delete('content-length');
  await cache.put(file, new Response(answer.body, { headers }));
}

/** Returns a deck's files as absolute addresses, each with its alternatives. */
async function groupsOf(list: Response, deck: string): Promise<string[][]> {
  // Written by the server.
  const { files } = (await list.json()) as OfflineList;
  return files.map((each) => [each].flat().map((file) => new URL(file, deck).href));
}

function listOf(deck: string): string {
  return deck + OFFLINE_LIST;
}

function plain(file: string): string {
  return file.replace(/\?.*$/, '');
}

/** Returns the names of the caches of a site's decks. */
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

/** Deletes the saved decks of a site, all or all but one. */
export async function deleteDecks(scope: string, but?: string): Promise<void> {
  for (const name of await deckCaches(scope)) if (name !== CACHE + but) await caches.delete(name);
}

/** Returns another size of a picture: which one was saved depends on the window. */
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
