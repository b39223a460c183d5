/** Holds back what a page asks for, as a slow network does. */
import type { Page, Route } from 'playwright-core';

/** What pages wait for. */
export interface Hold {
  /** Has a page wait for it; before the page asks for it. */
  readonly prepare: (page: Page) => Promise<void>;
  /** Lets it come. */
  readonly release: () => void;
}

/** Holds back what is at some addresses. */
export function hold(addresses: string | RegExp): Hold {
  const [released, release] = signal();
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

/** Holds back one answer that the server has given, as a network does that is slow on the way back. */
export function holdAnswer() {
  const [released, release] = signal();
  const [taken, told] = signal();
  return {
    /** Handles the request, as a route's handler. */
    take: async (route: Route) => {
      const response = await route.fetch();
      told();
      await released;
      await route.fulfill({ response });
    },
    /** Resolves when the server has answered. */
    taken,
    /** Lets the answer come. */
    release,
  };
}

function signal(): readonly [awaited: Promise<void>, give: () => void] {
  let give = (): void => undefined;
  const awaited = new Promise<void>((resolve) => {
    give = resolve;
  });
  return [awaited, give];
}
