/** What of `Engine` is the same for every browser that Playwright drives. */
import type { Browser } from 'playwright-core';
import type { Engine } from './engine.ts';

/** A browser of Playwright's as an engine. */
export function engineOf(browser: Browser): Engine {
  return {
    async open() {
      const context = await browser.newContext({ viewport: { width: 1280, height: 720 } });
      const page = await context.newPage();
      return {
        goto: async (address) => void (await page.goto(address)),
        reload: async () => void (await page.reload()),
        evaluate: (run, ...values) => page.evaluate(`(${run})(...${JSON.stringify(values)})`),
        async press(...keys) {
          for (const key of keys) await page.keyboard.press(key);
        },
        close: () => context.close(),
      };
    },
    close: () => browser.close(),
  };
}
