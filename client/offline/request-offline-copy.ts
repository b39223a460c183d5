/** Keeps the deck for when the network dies: loads its pictures, and has the worker keep all of it for later visits. */

/** Pictures that a page fetches though nobody looks at them yet; of further ones the worker keeps the smallest. */
const MOST_PICTURES = 100;

/** Has the deck kept, once the page is there and where the reader's data is not dear. */
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

/** The site's worker; undefined where browsers have none: without https, and where the reader wants nothing stored. */
async function startWorker(): Promise<ServiceWorker | null | undefined> {
  const site = new URL('../', import.meta.url);
  try {
    await navigator.serviceWorker.register(new URL('sw.js', site));
    return (await navigator.serviceWorker.ready).active;
  } catch {
    return undefined;
  }
}

/** Loads the pictures of all slides, one after the other; answers the addresses that the browser has chosen. */
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
