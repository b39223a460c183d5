/** Holds back what a page asks for, as a slow network does. */
import type { Page } from 'playwright-core';

/** What pages wait for. */
export interface Hold {
  /** Has a page wait for it; before the page asks for it. */
  readonly prepare: (page: Page) => Promise<void>;
  /** Lets it come. */
  readonly release: () => void;
}

/** Holds back what is at some addresses. */
export function hold(addresses: string | RegExp): Hold {
  let release = (): void => undefined;
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  return {
    prepare: async (page) => {
      await page.route(addresses, async (route) => {
        await released;
        await route.continue();
      });
    },
    release,
  };
}
