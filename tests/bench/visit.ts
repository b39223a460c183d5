/** Opens a page in Chromium as a distant viewer would, and records what was visible and sent when. */
import type { Browser, BrowserContext, CDPSession, Page } from 'playwright-core';

/**
 * A phone on a slow 4G network, as simulated by Lighthouse: 150 ms per request, 1.6 Mbit/s down, a processor a
 * quarter as fast.
 */
const SLOW_4G = { offline: false, latency: 150, downloadThroughput: 1.6e6 / 8, uploadThroughput: 750e3 / 8 };
const SLOW_PROCESSOR = 4;

/** Milliseconds without a request after which a page counts as loaded. */
const IDLE_MS = 1000;
const LIMIT_MS = 120_000;
const POLL_MS = 50;

/** Expressions that are true when the first slide is visible and, for reveal.js, keys work. */
export const READY = {
  reveal: "document.querySelector('.reveal.ready') && seen('.slides section.present h1')",
  bare: "seen('h1')",
} as const;

/** One request as sent over the network. */
export interface Sent {
  readonly url: string;
  /** The type as named by DevTools: `Document`, `Script`, `Stylesheet`, `Font`, `Image`, … */
  readonly type: string;
  /** Milliseconds since the request for the page itself. */
  readonly at: number;
  /** Bytes of head and body, compressed. */
  readonly bytes: number;
  readonly fromCache: boolean;
}

/** One run of a script, in milliseconds. */
export interface ScriptRun {
  /** What had it run, and the file. */
  readonly name: string;
  readonly duration: number;
}

/** The results of one visit. */
export interface Visit {
  /** Milliseconds since the navigation, as is `ready`. */
  readonly firstPaint: number;
  readonly ready: number;
  /** Milliseconds by which tasks of the main thread exceeded 50 ms, until the network was idle. */
  readonly blocked: number;
  /** What ran in frames that took long. */
  readonly scripts: readonly ScriptRun[];
  readonly sent: readonly Sent[];
}

/** How to visit; the cache is empty when the context is new. */
export interface VisitOptions {
  readonly url: string;
  readonly ready: string;
  readonly slow: boolean;
}

/** Opens a context with the window size that the measurements share, and an empty cache. */
export function openContext(browser: Browser): Promise<BrowserContext> {
  return browser.newContext({ viewport: { width: 1280, height: 720 } });
}

/** Visits once, until the first slide is ready and the network is idle. */
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
    const blocked = await page.evaluate<number>('globalThis.blocked');
    const scripts = await page.evaluate<ScriptRun[]>('globalThis.scripts');
    return { ...times, blocked, scripts, sent: traffic.sent() };
  } finally {
    await page.close();
  }
}

/**
 * Returns a script that records when the expression is first true and the next frame was rendered, and how long
 * tasks block the page.
 */
function watchReady(ready: string): string {
  return `(() => {
    const seen = (selector) => document.querySelector(selector)?.checkVisibility({ opacityProperty: true, visibilityProperty: true });
    const note = () => requestAnimationFrame(() => setTimeout(() => { globalThis.slideReady = performance.now(); }));
    const look = () => (${ready}) ? note() : requestAnimationFrame(look);
    requestAnimationFrame(look);
    globalThis.blocked = 0;
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) globalThis.blocked += duration - 50;
    }).observe({ type: 'longtask', buffered: true });
    globalThis.scripts = [];
    new PerformanceObserver((list) => {
      for (const { scripts } of list.getEntries())
        for (const { invoker, sourceURL, duration } of scripts)
          globalThis.scripts.push({ name: invoker + ' in ' + (sourceURL.split('/').pop() || 'the page'), duration });
    }).observe({ type: 'long-animation-frame', buffered: true });
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

/** Records all requests of the page. */
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
