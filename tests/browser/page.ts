/** A served folder of decks in a real browser: opening pages, holding their script back, comparing what is seen. */
import { join } from 'node:path';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import sharp from 'sharp';
import { command, startNode } from '../setup/command.ts';
import { settled } from '../setup/settled.ts';
import { lendChromium } from './chromium.ts';
import { hold } from './hold.ts';
import { Pages } from './pages.ts';

/** The fixture decks. */
export const decks = join(import.meta.dirname, 'decks');

/** A browser beside a server. */
export interface Stage {
  readonly browser: Browser;
  /** The server's address, without a slash at its end. */
  readonly url: string;
  readonly pages: Pages;
  /** Takes back all that was opened, for the next test: `afterEach(() => stage.leave())`. */
  leave(): Promise<void>;
  close(): Promise<void>;
}

/** Serves a folder as `npm start -- folder` does, and starts a browser. */
export async function openStage(folder: string): Promise<Stage> {
  const server = startNode([command, 'serve', folder, '--port', '0', '--host', '127.0.0.1']);
  const [url] = await server.says(/http:\/\/[\w.]+:\d+/);
  await settled(`${url}/`);
  const browser = await lendChromium();
  const pages = new Pages(browser, `${url}/healthz`);
  return {
    browser,
    url,
    pages,
    leave: () => pages.leave(),
    close: async () => {
      await browser.close();
      server.child.kill('SIGTERM');
      await server.ended;
    },
  };
}

/** How a page is opened. */
export interface Visit {
  readonly width?: number;
  readonly height?: number;
  /** With options, even none, the page is new, in a context of its own; without, an earlier test may have had it. */
  readonly context?: BrowserContextOptions;
}

/** A page whose errors are kept. */
export interface Visited {
  readonly page: Page;
  readonly errors: readonly string[];
}

/** Opens an address of the site. */
export async function visit(stage: Stage, path: string, how: Visit = {}): Promise<Visited> {
  const { page, errors } = await blankPage(stage, how);
  await page.goto(stage.url + path);
  return { page, errors };
}

/** Opens a deck and waits until reveal is ready. */
export async function visitDeck(stage: Stage, path: string, how: Visit = {}): Promise<Visited> {
  const visited = await visit(stage, path, how);
  await visited.page.waitForSelector('.reveal.ready');
  return visited;
}

/** Opens a deck whose script does not arrive before `release` is called; pictures and fonts do. */
export async function visitHeld(
  stage: Stage,
  path: string,
  how: Visit = {},
): Promise<Visited & { release(): Promise<void> }> {
  const { page, errors } = await blankPage(stage, how);
  const script = hold('**/_/deck.*.js');
  await script.prepare(page);
  await page.goto(stage.url + path, { waitUntil: 'commit' });
  await page.waitForSelector('html.painted', { state: 'attached' });
  await page.evaluate(() => document.fonts.ready);
  // Pictures are decoded beside the page, and painted when that is done.
  await page.evaluate(async () => {
    const pictures = document.querySelectorAll<HTMLImageElement>('.present:not(.stack) img');
    await Promise.all([...pictures].map((picture) => picture.decode()));
  });
  return {
    page,
    errors,
    release: async () => {
      script.release();
      await page.waitForSelector('.reveal.ready');
    },
  };
}

/** Makes reveal.js fail as it starts on pages that are opened after this: it does not get its slides. */
export async function breakReveal(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const find = Element.prototype.querySelectorAll;
    Element.prototype.querySelectorAll = function (selector: string) {
      if (selector === 'section' && this.matches('.reveal-ready .slides'))
        throw new Error('broken on purpose');
      return find.call(this, selector);
    };
  });
}

async function blankPage({ pages }: Stage, { width = 1280, height = 720, context }: Visit): Promise<Visited> {
  const page = await pages.open({ width, height }, context);
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  return { page, errors };
}

/** How long pictures may take, in milliseconds: what can be made of them is made some seconds after a start, on busy machines. */
const PICTURES_MS = 90_000;

/** Waits until a page has what was made of its pictures, by a text in it: until then, open pages change at any moment. */
export async function offered(read: () => Promise<{ text(): Promise<string> }>, mark: string): Promise<void> {
  const deadline = Date.now() + PICTURES_MS;
  for (let html = ''; !html.includes(mark); html = await (await read()).text()) {
    if (Date.now() > deadline) throw new Error(`No page has ${mark}.`);
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

/** Waits until a deck is at rest: its letters, and what it loads when it is idle, are there, and no slide fades or glides any more. */
export async function atRest(page: Page): Promise<void> {
  await page.waitForSelector('.deck-search', { state: 'attached' });
  await page.evaluate(() => document.fonts.ready);
  // On a phone it stays for a while where slides were scrolled.
  await page.waitForFunction(() => !document.querySelector('.scrollbar.visible'));
  await page.evaluate(async () => {
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    const isPassing = ({ playState, effect }: Animation) => {
      // Around the slides, arrows beckon for some seconds.
      const isSlide =
        effect instanceof KeyframeEffect && effect.target?.closest('.slides, .backgrounds, .scrollbar');
      return isSlide && playState === 'running' && effect.getComputedTiming().endTime !== Infinity;
    };
    await frame();
    await Promise.allSettled(
      document
        .getAnimations()
        .filter(isPassing)
        .map(({ finished }) => finished),
    );
    await frame();
    await frame();
  });
}

/** The share of pixels, from 0 to 1, in which two screenshots of one size differ visibly. */
export async function differingShare(one: Buffer, other: Buffer): Promise<number> {
  if (one.equals(other)) return 0;
  const [a, b] = await Promise.all([one, other].map((image) => sharp(image).removeAlpha().raw().toBuffer()));
  if (!a || !b || a.length !== b.length || a.length === 0) return 1;
  // Less than this, summed over red, green and blue, is not seen.
  const visible = 24;
  const by = (at: number) => Math.abs((a[at] ?? 0) - (b[at] ?? 0));
  let differing = 0;
  for (let at = 0; at < a.length; at += 3) if (by(at) + by(at + 1) + by(at + 2) > visible) differing += 1;
  return differing / (a.length / 3);
}
