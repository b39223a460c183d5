/**
 * The service worker: saves opened decks, and serves them when the network fails. While the network responds,
 * its response is used: another server at this address, or another version of a deck, is seen at once.
 */
import { deleteDecks, findOtherSize, type SaveRequest, saveDeck } from './saved-decks.ts';

/** Events of a service worker, which TypeScript's library for pages lacks. */
interface Lasting {
  waitUntil(work: Promise<unknown>): void;
}
interface Events {
  install: unknown;
  activate: Lasting;
  message: Lasting & { readonly data: SaveRequest; readonly source: MessagePort | null };
  fetch: Lasting & {
    readonly request: Request;
    readonly preloadResponse: Promise<Response | undefined>;
    respondWith(answer: Promise<Response>): void;
  };
}
declare const self: {
  readonly registration: ServiceWorkerRegistration;
  readonly clients: { claim(): Promise<void> };
  skipWaiting(): Promise<void>;
  addEventListener<Name extends keyof Events>(name: Name, take: (event: Events[Name]) => void): void;
};

/** Milliseconds that the network may be silent before the saved version is served. */
const NETWORK_TIMEOUT_MS = 4_000;

/** Addresses whose content never changes. */
const HASHED = /\/_\/[^/]+\.\w+$/;

/** Pages for presenters, which are never saved. */
const PRIVATE = /\/speaker(?:\/|$)/;

/** Options for matching saved files, whose query is their version. */
const ANY = { ignoreSearch: true, ignoreVary: true };

const { scope } = self.registration;

self.addEventListener('install', () => void self.skipWaiting());

self.addEventListener('activate', (event) => {
  const { navigationPreload } = self.registration;
  event.waitUntil(Promise.all([self.clients.claim(), navigationPreload?.enable()]));
});

self.addEventListener('message', (event) => {
  const { data, source } = event;
  const ask = (): void => source?.postMessage('pictures');
  event.waitUntil(saveDeck(data, scope, ask).catch((error: unknown) => freeSpace(error, data)));
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const { pathname } = new URL(request.url);
  if (request.method !== 'GET' || !request.url.startsWith(scope) || PRIVATE.test(pathname)) return;
  if (request.mode === 'navigate') {
    // Firefox resolves a failed preload with an error response, where others reject (Service Workers, 4.6.6).
    const network = event.preloadResponse.then((answer) =>
      answer && answer.type !== 'error' ? answer : fetch(request),
    );
    event.respondWith(networkFirst(network, request));
    event.waitUntil(network.then(unregisterIfForeign).catch(ignore));
  } else if (HASHED.test(pathname)) event.respondWith(cacheFirst(request));
  else if (request.destination !== '' || pathname.endsWith('.cast'))
    event.respondWith(networkFirst(fetch(request), request));
});

/**
 * Returns the network's response, unless it does not come, or a proxy reports that there is no server behind
 * it.
 */
async function networkFirst(network: Promise<Response>, request: Request): Promise<Response> {
  const silence = new Promise<undefined>((resolve) => setTimeout(resolve, NETWORK_TIMEOUT_MS));
  const answer = await Promise.race([network.catch(ignore), silence]);
  if (answer && !(answer.status >= 502 && answer.status <= 504)) return answer;
  return (await saved(request)) ?? network;
}

async function cacheFirst(request: Request): Promise<Response> {
  const found = await caches.match(request.url, ANY);
  if (found) return partOf(found, request);
  const network = fetch(request);
  return (await network.catch(ignore)) ?? (await saved(request)) ?? network;
}

async function saved(request: Request): Promise<Response | undefined> {
  const address = request.url.replace(/index\.html(?=$|[?#])/, '');
  const found = (await caches.match(address, ANY)) ?? (await findOtherSize(address, scope));
  return found ? partOf(found, request) : savedFolder(request);
}

/**
 * Redirects to a deck whose address was typed without its final slash, as the server does: its files are
 * relative to that.
 */
async function savedFolder({ mode, url }: Request): Promise<Response | undefined> {
  const folder = new URL(url);
  if (mode !== 'navigate' || folder.pathname.endsWith('/')) return undefined;
  folder.pathname += '/';
  return (await caches.match(folder, ANY)) && Response.redirect(folder.href);
}

/** Returns part of a file: players request ranges, and some accept nothing else. */
async function partOf(found: Response, request: Request): Promise<Response> {
  const [range, first = '', end = ''] = /^bytes=(\d+)-(\d*)$/.exec(request.headers.get('range') ?? '') ?? [];
  if (range === undefined) return found;
  const bytes = await found.blob();
  const last = Math.min(end === '' ? Number.POSITIVE_INFINITY : Number(end), bytes.size - 1);
  const headers = { 'content-type': bytes.type, 'content-range': `bytes ${first}-${last}/${bytes.size}` };
  return new Response(bytes.slice(Number(first), last + 1), { status: 206, headers });
}

/** Deletes other decks when the storage is full, to make space for the next attempt. */
async function freeSpace(error: unknown, { deck }: SaveRequest): Promise<void> {
  if (error instanceof DOMException && error.name === 'QuotaExceededError') await deleteDecks(scope, deck);
}

/**
 * Unregisters the worker if another program is at this address now. Our server sends a policy with every page;
 * file hosts do not.
 */
async function unregisterIfForeign(page: Response): Promise<void> {
  if (page.headers.has('content-security-policy')) return;
  const { ok, status, redirected, headers } = await fetch(`${scope}sw.js`, { cache: 'no-cache' });
  // A proxy may require a sign-in, or report that our server is down at the moment.
  if (redirected || status === 401 || status >= 500) return;
  if (ok && headers.get('content-type')?.includes('javascript')) return;
  await deleteDecks(scope);
  await self.registration.unregister();
}

function ignore(): undefined {}
