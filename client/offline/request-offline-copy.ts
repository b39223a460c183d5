/**
 * Requests that the deck is saved for offline use: loads its pictures, and has the service worker save
 * everything.
 */

/** Pictures that the page loads itself; of further ones, the worker saves the smallest. */
const MOST_PICTURES = 100;

/** Has the deck saved once the page is loaded, unless the reader saves data. */
export async function requestOfflineCopy(deck: HTMLElement): Promise<void> {
  const { connection } = navigator as Navigator & { readonly connection?: { readonly saveData?: boolean } };
  if (connection?.saveData) return;
  if (document.readyState !== 'complete') await new Promise((resolve) => addEventListener('load', resolve));
  const worker = await startWorker();
  if (!worker) {
    await loadPictures(deck);
    return;
  }
  const address = new URL('.', location.href).href;
  const tell = (pictures?: readonly string[]): void => worker.postMessage({ deck: address, pictures });
  navigator.serviceWorker.addEventListener('message', () => void loadPictures(deck).then(tell));
  deck.addEventListener('lectern:revised', () => tell());
  tell();
}

/**
 * Starts the site's service worker; undefined where the browser has none: without https, or if nothing may be
 * stored.
 */
async function startWorker(): Promise<ServiceWorker | null | undefined> {
  const site = new URL('../', import.meta.url);
  try {
    await navigator.serviceWorker.register(new URL('sw.js', site));
    return (await navigator.serviceWorker.ready).active;
  } catch {
    return undefined;
  }
}

/** Loads the pictures of all slides, one after the other. Returns the addresses that the browser has chosen. */
async function loadPictures(deck: HTMLElement): Promise<readonly string[]> {
  const pictures = [...deck.querySelectorAll<HTMLImageElement>('.slides img')].slice(0, MOST_PICTURES);
  for (const picture of pictures) {
    if (picture.complete && picture.loading !== 'lazy') continue;
    const arrival = new Promise((resolve) => {
      for (const type of ['load', 'error']) picture.addEventListener(type, resolve, { once: true });
    });
    picture.fetchPriority = 'low';
    picture.loading = 'eager';
    if (!picture.complete) await arrival;
  }
  const grounds = [...deck.querySelectorAll<HTMLElement>('[data-background-own]')].map(
    ({ dataset }) => new URL(dataset.backgroundImage ?? '', location.href).href,
  );
  return [...pictures.map(({ currentSrc }) => currentSrc), ...grounds].map((each) =>
    each.replace(/[?#].*$/, ''),
  );
}
