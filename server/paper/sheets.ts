/** A deck in reveal.js's print view, made ready for paper: a sheet for each slide, or for each of its steps. */
import type { Browser, Page } from 'playwright-core';
import { ORIGIN, showSite } from '../browser/private-site.ts';
import type { Site } from '../site/site.ts';
import { prepare, tidy } from './sheets-in-page.ts';

/** What to lay out, and how. */
export interface SheetsOptions {
  /** The deck's name. */
  readonly deck: string;
  /** A sheet for each step, not only for each slide with all that it shows in the end. */
  readonly steps: boolean;
  /** Where the site stands for everyone, ending in a slash: links to elsewhere on it lead there. Else they lead nowhere. */
  readonly home?: string | undefined;
  /** Pixels of a picture for each CSS pixel. */
  readonly density?: number;
  /** How long, in milliseconds, pictures may take to arrive: networks may be out. */
  readonly patience?: number;
}

/** Sheets in a page, until `close`. */
export interface Sheets {
  readonly page: Page;
  readonly count: number;
  /** Size of each, in CSS pixels. */
  readonly width: number;
  readonly height: number;
  close(): Promise<void>;
}

/** Window in which sheets are laid out; they have the slides' own size whatever it is. */
const WINDOW = { width: 1280, height: 720 };

/** How long, in milliseconds, a deck may take to lay itself out. */
const PATIENCE_MS = 60_000;

/** How long, in milliseconds, its pictures may take where nobody says otherwise. */
const PICTURES_MS = 10_000;

/** Why a deck cannot be laid out: one sentence for whoever asked. */
export class PaperError extends Error {}

/** Lays a deck out. @throws {PaperError} where it has no page, or its page does not get ready */
export async function openSheets(browser: Browser, site: Site, options: SheetsOptions): Promise<Sheets> {
  const { deck, steps, home, density = 1, patience = PICTURES_MS } = options;
  const address = `${ORIGIN}/${encodeURIComponent(deck)}/`;
  if (site.resources.get(`/${deck}/`)?.status !== 200) {
    throw new PaperError(`${deck} did not compile. Repair what is said of it, and try again.`);
  }
  const context = await showSite(browser, site, {
    role: 'presenter',
    size: WINDOW,
    density,
    patience,
  });
  const close = () => context.close();
  try {
    const page = await context.newPage();
    await page.addInitScript(prepare, steps);
    await page.goto(`${address}?print-pdf`);
    await page.waitForSelector('html.laid-out', { timeout: PATIENCE_MS });
    const size = await page.evaluate(tidy, { home, origin: ORIGIN, patience });
    return { page, ...size, close };
  } catch (error) {
    await close();
    if (error instanceof Error && error.name === 'TimeoutError') {
      throw new PaperError(
        `${deck} was not laid out within ${PATIENCE_MS / 1000} seconds. Does its page open in a browser?`,
      );
    }
    throw error;
  }
}
