/** Browsers that all files share which a worker of Vitest runs: to start another costs as much as several tests in it. */
import type { Browser, BrowserContext } from 'playwright-core';

/** Returns how to borrow a browser that starts at the first wish, and ends with the worker. */
export function lender(start: () => Promise<Browser>): () => Promise<Browser> {
  const own: { browser?: Promise<Browser> } = {};
  return async () => {
    // It may have crashed in an earlier test, which has failed then.
    own.browser = (own.browser ?? start()).then((browser) => (browser.isConnected() ? browser : start()));
    return lend(await own.browser);
  };
}

/** A browser whose `close` closes the contexts that were opened with it, and nobody else's. */
function lend(browser: Browser): Browser {
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

/** A method that a test may spy on. */
function lent<T>(value: T): PropertyDescriptor & { readonly value: T } {
  return { value, writable: true, configurable: true };
}
