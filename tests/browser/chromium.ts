/** One Chromium for all files that a worker of Vitest runs: to start another costs as much as several tests in it. */
import type { Browser, BrowserContext } from 'playwright-core';
import { launchChromium } from '../setup/chromium.ts';

/** By this name, which only that browser knows, pages find this machine at an address that is no secure context. */
export const INSECURE_HOST = 'lectern.local';

/** The browser of this worker, which ends with it. */
const own: { browser?: Promise<Browser> } = {};

/** Lends the worker's Chromium: `close` closes the contexts that were opened with it, and nobody else's. */
export async function lendChromium(): Promise<Browser> {
  const browser = await running();
  const opened = new Set<BrowserContext>();
  return Object.create(browser, {
    newContext: lent(async (...options: Parameters<Browser['newContext']>) => {
      const context = await browser.newContext(...options);
      opened.add(context);
      context.on('close', () => opened.delete(context));
      return context;
    }),
    close: lent(async () => {
      await Promise.all([...opened].map((context) => context.close()));
    }),
  });
}

/** Starts it where it does not run: it may have crashed in an earlier test, which has failed then. */
function running(): Promise<Browser> {
  own.browser = (own.browser ?? start()).then((browser) => (browser.isConnected() ? browser : start()));
  return own.browser;
}

function start(): Promise<Browser> {
  return launchChromium([`--host-resolver-rules=MAP ${INSECURE_HOST} 127.0.0.1`]);
}

/** A method that a test may spy on. */
function lent<T>(value: T): PropertyDescriptor & { readonly value: T } {
  return { value, writable: true, configurable: true };
}
