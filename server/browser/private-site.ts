/**
 * Shows a site to a browser started by this process, without opening a port, so that nobody else sees what is
 * for presenters.
 */
import type { Browser, BrowserContext, Request as PageRequest, Route } from 'playwright-core';
import { createApp } from '../serve/app.ts';
import type { Resource, Site } from '../site/site.ts';

/** The site's origin in that browser; all requests to it are intercepted. It is a secure context, like https. */
export const ORIGIN = 'http://lectern.localhost';

/** How a site is shown. */
export interface ShowOptions {
  /** Presenters may read notes, and slides that were not shown yet. */
  readonly role: 'presenter' | 'audience';
  /** Size of the viewport in CSS pixels. */
  readonly size: { readonly width: number; readonly height: number };
  /** Public address of the site, ending in a slash, for QR codes on slides. */
  readonly home?: string | undefined;
  /** Device pixels per CSS pixel. */
  readonly density?: number;
  /**
   * Milliseconds to wait for other hosts; without it, for ever. A page is not loaded before all its requests
   * are answered.
   */
  readonly timeout?: number;
}

/**
 * Opens a browser context in which `ORIGIN` is the site. Motion is reduced, so that pictures show the final
 * state.
 */
export async function showSite(browser: Browser, site: Site, options: ShowOptions): Promise<BrowserContext> {
  const { role, size, home, density = 1, timeout } = options;
  const shown = role === 'presenter' ? withoutReaders(site) : site;
  const app = createApp({
    site: () => shown,
    options: { base: '', trustProxy: false },
    machine: 'localhost',
    report: () => {},
    home: () => home,
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
  // There is no room here, so sockets open and stay silent.
  await context.routeWebSocket(/./, () => {});
  return context;
}

/** Returns a site whose every address anyone may read, for responses that never leave this process. */
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
    // The page has been closed.
  }
}

/** Fulfils a request to another host in time, or aborts it. */
async function answerOrAbort(route: Route, timeout: number): Promise<void> {
  // Media may be large, and no page waits for them.
  if (route.request().resourceType() === 'media') return await route.continue();
  try {
    await route.fulfill({ response: await route.fetch({ timeout: timeout }) });
  } catch {
    // The page may have been closed meanwhile.
    await route.abort().catch(() => undefined);
  }
}
