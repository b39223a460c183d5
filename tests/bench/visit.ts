/** Opens a page in Chromium as a viewer far away does, and tells when what could be seen and what was sent. */
import type { Browser, BrowserContext, CDPSession, Page } from 'playwright-core';

/** A phone on a slow 4G line, as Lighthouse has it: per request 150 ms, 1.6 Mbit/s down, a processor a quarter as fast. */
const SLOW_4G = { offline: false, latency: 150, downloadThroughput: 1.6e6 / 8, uploadThroughput: 750e3 / 8 };
const SLOW_PROCESSOR = 4;

/** A page counts as loaded when no request was under way for this long. */
const IDLE_MS = 1000;
const LIMIT_MS = 120_000;
const POLL_MS = 50;

/** Expressions that are true when the first slide can be seen and, for reveal.js, keys work. */
export const READY = {
  reveal: "document.querySelector('.reveal.ready') && seen('.slides section.present h1')",
  bare: "seen('h1')",
} as const;

/** One request as it went over the wire. */
export interface Sent {
  readonly url: string;
  /** DevTools' word: `Document`, `Script`, `Stylesheet`, `Font`, `Image`, … */
  readonly type: string;
  /** Milliseconds from the page's own request. */
  readonly at: number;
  /** Head and body, compressed. */
  readonly bytes: number;
  readonly fromCache: boolean;
}

/** What one visit took. */
export interface Visit {
  /** Milliseconds from the navigation. */
  readonly firstPaint: number;
  readonly ready: number;
  readonly sent: readonly Sent[];
}

/** How to visit: in a fresh cache when `context` is new. */
export interface VisitOptions {
  readonly url: string;
  readonly ready: string;
  readonly slow: boolean;
}

/** A window of the size that the measures share, with an empty cache. */
export function openContext(browser: Browser): Promise<BrowserContext> {
  return browser.newContext({ viewport: { width: 1280, height: 720 } });
}

/** Visits once, until the first slide is ready and the line is quiet. */
export async function visit(context: BrowserContext, { url, ready, slow }: VisitOptions): Promise<Visit> {
  const page = await context.newPage();
  try {
    const devtools = await context.newCDPSession(page);
    const traffic = await watchTraffic(devtools);
    if (slow) {
      await devtools.send('Network.emulateNetworkConditions', SLOW_4G);
      await devtools.send('Emulation.setCPUThrottlingRate', { rate: SLOW_PROCESSOR });
    }
    await page.addInitScript(watchReady(ready));
    await page.goto(url, { waitUntil: 'commit', timeout: LIMIT_MS });
    const times = await waitForReady(page, url);
    await traffic.quiet();
    return { ...times, sent: traffic.sent() };
  } finally {
    await page.close();
  }
}

/** Notes in the page when the expression first holds and the next frame has been made. */
function watchReady(ready: string): string {
  return `(() => {
    const seen = (selector) => document.querySelector(selector)?.checkVisibility({ opacityProperty: true, visibilityProperty: true });
    const note = () => requestAnimationFrame(() => setTimeout(() => { globalThis.slideReady = performance.now(); }));
    const look = () => (${ready}) ? note() : requestAnimationFrame(look);
    requestAnimationFrame(look);
  })()`;
}

async function waitForReady(page: Page, url: string): Promise<Pick<Visit, 'firstPaint' | 'ready'>> {
  const handle = await page
    .waitForFunction(
      () => {
        const paint = performance.getEntriesByName('first-contentful-paint')[0]?.startTime;
        const ready: unknown = Reflect.get(globalThis, 'slideReady');
        return paint !== undefined && typeof ready === 'number' && { firstPaint: paint, ready };
      },
      undefined,
      { polling: POLL_MS, timeout: LIMIT_MS },
    )
    .catch((cause: unknown) => {
      throw new Error(`The first slide of ${url} was never ready.`, { cause });
    });
  const times = await handle.jsonValue();
  if (!times) throw new Error(`The first slide of ${url} was never painted.`);
  return { firstPaint: times.firstPaint, ready: Math.max(times.ready, times.firstPaint) };
}

/** Follows every request of the page. */
async function watchTraffic(devtools: CDPSession) {
  const requests = new Map<
    string,
    { url: string; type: string; at: number; bytes: number; fromCache: boolean }
  >();
  const open = new Set<string>();
  let lastEvent = performance.now();
  let firstTimestamp: number | undefined;
  devtools.on('Network.requestWillBeSent', ({ requestId, request, type, timestamp }) => {
    if (!request.url.startsWith('http')) return;
    firstTimestamp ??= timestamp;
    const at = (timestamp - firstTimestamp) * 1000;
    requests.set(requestId, { url: request.url, type: type ?? 'Other', at, bytes: 0, fromCache: false });
    open.add(requestId);
    lastEvent = performance.now();
  });
  devtools.on('Network.responseReceived', ({ requestId, response }) => {
    const request = requests.get(requestId);
    if (request && response.fromDiskCache) request.fromCache = true;
  });
  devtools.on('Network.requestServedFromCache', ({ requestId }) => {
    const request = requests.get(requestId);
    if (request) request.fromCache = true;
  });
  const close = (requestId: string, bytes: number): void => {
    const request = requests.get(requestId);
    if (request) request.bytes = bytes;
    open.delete(requestId);
    lastEvent = performance.now();
  };
  devtools.on('Network.loadingFinished', ({ requestId, encodedDataLength }) =>
    close(requestId, encodedDataLength),
  );
  devtools.on('Network.loadingFailed', ({ requestId }) => close(requestId, 0));
  await devtools.send('Network.enable');
  return {
    sent: (): Sent[] => [...requests.values()],
    quiet: async (): Promise<void> => {
      const started = performance.now();
      while (performance.now() - started < LIMIT_MS) {
        if (open.size === 0 && performance.now() - lastEvent > IDLE_MS) return;
        await new Promise((resolve) => setTimeout(resolve, POLL_MS));
      }
    },
  };
}
