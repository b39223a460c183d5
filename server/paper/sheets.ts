/** Lays a deck out in reveal.js's print view: a sheet for each slide, or for each of its steps. */
import type { Browser, Page } from 'playwright-core';
import { ORIGIN, showSite } from '../browser/private-site.ts';
import { encodePath } from '../files/paths.ts';
import type { Site } from '../site/site.ts';
import { configureReveal, finishSheets } from './sheets-in-page.ts';

/** What to lay out, and how. */
export interface SheetsOptions {
  /** The deck's name. */
  readonly deck: string;
  /** Whether each step gets a sheet, and not only each slide in its final state. */
  readonly steps: boolean;
  /** Public address of the site, ending in a slash, for links to elsewhere on it; without it, they are removed. */
  readonly home?: string | undefined;
  /** Device pixels per CSS pixel. */
  readonly density?: number;
  /** Milliseconds to wait for pictures: other hosts may not respond. */
  readonly timeout?: number;
}

/** Sheets in a page, until `close`. */
export interface Sheets {
  readonly page: Page;
  readonly count: number;
  /** Size of a sheet, in CSS pixels. */
  readonly width: number;
  readonly height: number;
  close(): Promise<void>;
}

/** The window for the layout; sheets have the slides' own size. */
const WINDOW = { width: 1280, height: 720 };

/** Milliseconds to wait for the layout, and for pictures: other hosts may not respond. */
const LAYOUT_TIMEOUT_MS = 60_000;
const PICTURES_TIMEOUT_MS = 10_000;

/** Why a deck cannot be laid out: one sentence for the operator. */
export class PaperError extends Error {}

/** Lays a deck out. @throws {PaperError} where it has no page, or its page does not become ready */
export async function openSheets(browser: Browser, site: Site, options: SheetsOptions): Promise<Sheets> {
  const { deck, steps, home, density = 1, timeout = PICTURES_TIMEOUT_MS } = options;
  const address = `${ORIGIN}/${encodePath(deck)}/`;
  if (site.resources.get(`/${deck}/`)?.status !== 200) {
    throw new PaperError(`${deck} did not compile. Repair what is said of it, and try again.`);
  }
  const context = await showSite(browser, site, {
    role: 'presenter',
    size: WINDOW,
    home,
    density,
    timeout,
  });
  const close = () => context.close();
  try {
    const page = await context.newPage();
    await page.addInitScript(configureReveal, steps);
    await page.goto(`${address}?print-pdf`);
    await page.waitForSelector('html.laid-out', { timeout: LAYOUT_TIMEOUT_MS });
    const size = await page.evaluate(finishSheets, { home, origin: ORIGIN, steps, timeout });
    return { page, ...size, close };
  } catch (error) {
    await close();
    if (error instanceof Error && error.name === 'TimeoutError') {
      throw new PaperError(
        `${deck} was not laid out within ${LAYOUT_TIMEOUT_MS / 1000} seconds. Does its page open in a browser?`,
      );
    }
    throw error;
  }
}
