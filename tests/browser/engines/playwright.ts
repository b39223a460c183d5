/** What of `Engine` is the same for every browser that Playwright drives. */
import type { Browser, Page } from 'playwright-core';
import { type Engine, type EnginePage, LAPTOP, type PersonSettings, scriptErrors } from './engine.ts';

/** How browsers of Playwright's are an engine. */
interface Ways {
  /** Lends the browser in which a person's pages are opened. */
  readonly lend: (settings: PersonSettings) => Promise<Browser>;
  readonly screenshot?: (page: Page) => Promise<Buffer>;
}

/** Browsers of Playwright's as an engine. */
export function engineOf({ lend, screenshot = (page) => page.screenshot() }: Ways): Engine {
  const lent = new Set<Browser>();
  return {
    async open(settings = {}) {
      const browser = await lend(settings);
      lent.add(browser);
      const { colorScheme = 'light', reducedMotion } = settings;
      const context = await browser.newContext({
        viewport: LAPTOP,
        colorScheme,
        reducedMotion: reducedMotion ? 'reduce' : 'no-preference',
      });
      const page = await context.newPage();
      return { ...pageOf(page), screenshot: () => screenshot(page) };
    },
    async close() {
      await Promise.all([...lent].map((browser) => browser.close()));
    },
  };
}

function pageOf(page: Page): Omit<EnginePage, 'screenshot'> {
  const errors = errorsOf(page);
  return {
    goto: async (address, until = 'load') =>
      void (await page.goto(address, { waitUntil: until === 'load' ? 'load' : 'commit' })),
    reload: async () => void (await page.reload()),
    evaluate: (run, ...values) => page.evaluate(`(${run})(...${JSON.stringify(values)})`),
    async press(...keys) {
      for (const key of keys) await page.keyboard.press(key);
    },
    point: (x, y) => page.mouse.move(x, y),
    click: (selector) => page.locator(selector).first().click(),
    resize: (width, height) => page.setViewportSize({ width, height }),
    errors: async () => scriptErrors(errors),
    close: () => page.context().close(),
  };
}

/** What goes wrong in a page from now on. */
function errorsOf(page: Page): readonly string[] {
  const errors: string[] = [];
  page.on('pageerror', ({ message }) => errors.push(message));
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text());
  });
  return errors;
}
