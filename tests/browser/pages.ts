/** Pages of one browser, used again by one test after another: a renderer that starts costs more than most tests do in it. */
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';

/** A window, in CSS pixels. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** A page in use; `size` is that of the window in which the next test may have it. */
interface Used {
  readonly page: Page;
  readonly size?: Size;
}

/** The pages of a browser beside a server. */
export class Pages {
  readonly #browser: Browser;
  /** An address of the server's where nothing happens. */
  readonly #rest: string;
  #used: Used[] = [];
  #left: Required<Used>[] = [];

  constructor(browser: Browser, rest: string) {
    this.#browser = browser;
    this.#rest = rest;
  }

  /** An empty page; a new one in a context of its own where options for that are given. */
  async open(size: Size, context?: BrowserContextOptions): Promise<Page> {
    const at = this.#left.findIndex(({ size: of }) => of.width === size.width && of.height === size.height);
    const [left] = context || at < 0 ? [] : this.#left.splice(at, 1);
    // A worker that one test's page has installed would answer the next one's.
    const options = context ?? { serviceWorkers: 'block' };
    const page =
      left?.page ?? (await (await this.#browser.newContext({ viewport: size, ...options })).newPage());
    this.#used.push(context ? { page } : { page, size });
    return page;
  }

  /** What every test does at its end: no page goes on, and those that a next one may have are as new but for their history. */
  async leave(): Promise<void> {
    for (const { page, size } of this.#used.splice(0)) {
      if (!size || page.isClosed()) {
        await page.context().close();
        continue;
      }
      await this.#clear(page, size);
      this.#left.push({ page, size });
    }
  }

  async #clear(page: Page, size: Size): Promise<void> {
    page.removeAllListeners();
    await page.unrouteAll({ behavior: 'ignoreErrors' });
    await page.goto(this.#rest);
    await page.evaluate(() => {
      localStorage.clear();
      sessionStorage.clear();
    });
    await page.context().clearCookies();
    await page.emulateMedia({ media: null, colorScheme: null, reducedMotion: null });
    await page.setViewportSize(size);
  }
}
