/** Shows a site to a browser of this process. No port is opened, so nobody else sees what is for presenters. */
import type { Browser, BrowserContext, Request as PageRequest, Route } from 'playwright-core';
import { createApp } from '../serve/app.ts';
import type { Resource, Site } from '../site/site.ts';

/** The site's address in that browser, to which no request ever goes. A secure context, as behind https. */
export const ORIGIN = 'http://lectern.localhost';

/** How a site is shown. */
export interface ShowOptions {
  /** A presenter may read notes, and slides that were not shown yet. */
  readonly role: 'presenter' | 'audience';
  /** The window's size in CSS pixels. */
  readonly size: { readonly width: number; readonly height: number };
  /** Pixels of a picture for each CSS pixel. */
  readonly density?: number;
  /**
   * How long, in milliseconds, another host's answer may take; as long as it likes by default. A page has not loaded before
   * it has all that it asks for.
   */
  readonly timeout?: number;
}

/** Opens a browser context in which `ORIGIN` is the site. Motion is reduced: pictures are taken of what has arrived. */
export async function showSite(browser: Browser, site: Site, options: ShowOptions): Promise<BrowserContext> {
  const { role, size, density = 1, timeout } = options;
  const shown = role === 'presenter' ? withoutReaders(site) : site;
  const app = createApp({
    site: () => shown,
    options: { base: '', trustProxy: false },
    machine: 'localhost',
    report: () => {},
  });
  const context = await browser.newContext({
    viewport: size,
    deviceScaleFactor: density,
    reducedMotion: 'reduce',
    serviceWorkers: 'block',
  });
  await context.route(
    (url) => url.origin === ORIGIN,
    async (route) => {
      await answer(route, await app.fetch(requestOf(route.request())));
    },
  );
  if (timeout !== undefined)
    await context.route(
      (url) => url.origin !== ORIGIN,
      (route) => answerOrAbort(route, timeout),
    );
  // There is no room here: the socket opens and stays silent.
  await context.routeWebSocket(/./, () => {});
  return context;
}

/** A site whose every address anyone may read, for answers that never leave this process. */
function withoutReaders(site: Site): Site {
  const opened = (resource: Resource): Resource => ({ ...resource, reader: 'anyone' });
  const resources = new Map([...site.resources].map(([address, each]) => [address, opened(each)]));
  const late = new Map([...(site.late ?? [])].map(([address, each]) => [address, () => each().then(opened)]));
  return { ...site, resources, late, held: new Map() };
}

function requestOf(request: PageRequest): Request {
  const { range } = request.headers();
  return new Request(request.url(), {
    method: request.method(),
    headers: range === undefined ? {} : { range },
  });
}

async function answer(route: Route, response: Response): Promise<void> {
  const body = Buffer.from(await response.arrayBuffer());
  try {
    await route.fulfill({ status: response.status, headers: Object.fromEntries(response.headers), body });
  } catch {
    // The page that asked is gone.
  }
}

/** Has another host's answer, or none. */
async function answerOrAbort(route: Route, timeout: number): Promise<void> {
  // Nothing waits for what plays, which may be large.
  if (route.request().resourceType() === 'media') return await route.continue();
  try {
    await route.fulfill({ response: await route.fetch({ timeout: timeout }) });
  } catch {
    // Or the page that asked is gone.
    await route.abort().catch(() => undefined);
  }
}
