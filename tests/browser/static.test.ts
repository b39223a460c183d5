/** The static site in a real browser, from a plain file server below a path: no request fails, and windows keep in step. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { drawPicture } from '../bench/picture.ts';
import { type FileServer, serveFiles } from '../setup/file-server.ts';
import { createFolder, type TestFolder } from '../setup/folder.ts';
import { buildStatic } from '../setup/sealed.ts';
import { lendChromium } from './chromium.ts';

let folder: TestFolder;
let files: FileServer;
let browser: Browser;
let context: BrowserContext;
let wrong: string[];

beforeAll(async () => {
  folder = createFolder({
    'decks/talk/deck.md': [
      '---\ntitle: A talk\n---\n\n# One\n\nNote: The first note.',
      '## Two\n\n- a <!-- .element: class="fragment" -->\n- b <!-- .element: class="fragment" -->',
      '## Three\n\n![](pic.png) [Four](#/four)\n\n```js [1|2]\nconst a = 1;\nconst b = 2;\n```',
      '## Four\n\n$e^{i\\pi}$ and the words to be found',
      '## Cast\n\n![Starting a deck](start.cast)',
    ].join('\n\n---\n\n'),
    'decks/talk/pic.png': drawPicture(1),
    'decks/talk/start.cast': readFileSync(join(import.meta.dirname, '../../decks/guide/start.cast')),
    'decks/other.md': '# Another',
  });
  const { site } = await buildStatic(folder.at('decks'), folder.at('out'), '--with-notes');
  files = await serveFiles(site, '/some/where/');
  browser = await lendChromium();
}, 120_000);

afterAll(async () => {
  await browser?.close();
  await files?.stop();
  folder.remove('');
});

beforeEach(async () => {
  await context?.close();
  context = await browser.newContext();
  wrong = [];
});

/** A window whose every trouble is kept. */
async function open(path: string): Promise<Page> {
  const page = await context.newPage();
  page.on('console', (message) => message.type() === 'error' && wrong.push(message.text()));
  page.on('pageerror', ({ message }) => wrong.push(message));
  page.on('requestfailed', (request) => wrong.push(`failed: ${request.url()}`));
  page.on('response', (response) => {
    if (response.status() >= 400) wrong.push(`${response.status()}: ${response.url()}`);
  });
  page.on('websocket', (socket) => wrong.push(`socket: ${socket.url()}`));
  page.on('request', (request) => {
    if (!request.url().startsWith(files.address)) wrong.push(`elsewhere: ${request.url()}`);
  });
  await page.goto(files.address + path);
  return page;
}

/** A deck that has joined the browser's other windows. */
async function openDeck(path: string): Promise<Page> {
  const page = await open(path);
  await hasJoined(page);
  return page;
}

/** Waits until a deck's page hears the other windows: it gets the corner where it speaks of them at that moment. */
const hasJoined = (page: Page) => page.waitForSelector('.live-bar', { state: 'attached' });

const shown = (page: Page) => page.evaluate(() => document.querySelector('section.present')?.id);
const fragments = (page: Page) => page.locator('section.present .fragment.visible').count();

test('the way from the index to a deck, a slide and its search needs no server', async () => {
  const page = await open('');
  await page.getByRole('link', { name: 'A talk' }).click();
  await hasJoined(page);
  await page.keyboard.press('ArrowRight');
  expect(await page.evaluate(() => location.href)).toBe(`${files.address}talk/#/two`);
  expect(await shown(page)).toBe('two');
  await page.goto(`${files.address}talk/#/three`);
  await page.locator('section.present img').evaluate((image: HTMLImageElement) => image.decode());
  await page.getByRole('link', { name: 'Four' }).click();
  await expect.poll(() => shown(page)).toBe('four');
  await page.waitForSelector('.deck-search', { state: 'attached' });
  await page.keyboard.press('Control+Shift+F');
  await page.keyboard.type('two');
  await page.keyboard.press('Enter');
  await expect.poll(() => shown(page)).toBe('two');
  expect(wrong).toEqual([]);
});

test('a recording plays', async () => {
  const page = await open('talk/#/cast');
  await page.getByRole('button', { name: 'Play' }).click();
  await page.waitForSelector('lectern-cast .ap-term');
  await expect
    .poll(() => page.locator('lectern-cast').evaluate((cast: HTMLMediaElement) => cast.currentTime))
    .toBeGreaterThan(0.3);
  expect(wrong).toEqual([]);
});

test('a second window follows the first, to the fragment and the black screen, and leads in its turn', async () => {
  const first = await openDeck('talk/');
  const second = await openDeck('talk/');
  await first.keyboard.press('ArrowRight');
  await first.keyboard.press('ArrowRight');
  await expect.poll(() => shown(second)).toBe('two');
  await expect.poll(() => fragments(second)).toBe(1);
  await first.keyboard.press('b');
  await expect.poll(() => second.locator('.reveal.paused').count()).toBe(1);
  await first.keyboard.press('b');
  await expect.poll(() => second.locator('.reveal.paused').count()).toBe(0);
  await second.keyboard.press('End');
  await expect.poll(() => shown(first)).toBe('cast');
  const late = await openDeck('talk/');
  await expect.poll(() => shown(late)).toBe('cast');
  const other = await openDeck('other/');
  expect(await shown(other)).toBe('another');
  expect(wrong).toEqual([]);
});

test('a recording plays and stops in both windows', async () => {
  const first = await openDeck('talk/#/cast');
  const second = await openDeck('talk/#/cast');
  const isPaused = (page: Page) =>
    page.locator('lectern-cast').evaluate((cast: HTMLMediaElement) => cast.paused);
  // What plays a recording comes with a script of its own.
  await second.waitForSelector('.cast-controls');
  await first.evaluate(() => {
    const kept = globalThis as { told?: number };
    kept.told = 0;
    const room = new BroadcastChannel(`lectern ${new URL('.', document.baseURI).pathname}`);
    room.onmessage = ({ data }) => {
      if (data.type === 'media') kept.told = (kept.told ?? 0) + 1;
    };
  });
  await first.getByRole('button', { name: 'Play' }).click();
  await expect.poll(() => isPaused(second)).toBe(false);
  // What Playwright evaluates counts as a person's touch, in both: neither tells the other again what it was told.
  await second.waitForTimeout(500);
  expect(await first.evaluate(() => Reflect.get(globalThis, 'told'))).toBeLessThan(10);
  await first.getByRole('button', { name: 'Pause' }).click();
  await expect.poll(() => isPaused(second)).toBe(true);
  expect(wrong).toEqual([]);
});

test('a window that opens at a slide takes none along', async () => {
  const first = await openDeck('talk/');
  const second = await openDeck('talk/#/three');
  await second.waitForTimeout(300);
  expect([await shown(first), await shown(second)]).toEqual(['one', 'three']);
  expect(wrong).toEqual([]);
});

test('a speaker view leads the windows of its browser, and goes where they go', async () => {
  const deck = await openDeck('talk/');
  const speaker = await open('talk/speaker/');
  await expect.poll(() => speaker.locator('#notes-text').textContent()).toContain('The first note.');
  await expect.poll(() => speaker.locator('#link').textContent()).toBe('Connected');
  await speaker.locator('#next').click();
  await expect.poll(() => shown(deck)).toBe('two');
  await expect.poll(() => speaker.locator('#live').getAttribute('data-state')).toBe('on');
  await deck.keyboard.press('ArrowRight');
  await expect.poll(() => speaker.locator('#step').textContent()).toContain('1');
  await deck.keyboard.press('End');
  await expect.poll(() => speaker.locator('#number').textContent()).toContain('5 of 5');
  await speaker.locator('#black').click();
  await expect.poll(() => deck.locator('.reveal.paused').count()).toBe(1);
  await speaker.locator('#menu-button').click();
  const words = await speaker.locator('#menu').innerText();
  expect(words).not.toMatch(/phone|Past talks|Print|Sign out/i);
  expect(await speaker.locator('#menu a').evaluate((link: HTMLAnchorElement) => link.href)).toBe(
    `${files.address}talk/`,
  );
  await speaker.getByRole('button', { name: 'End the talk' }).click();
  await speaker.getByRole('button', { name: 'Yes' }).click();
  await expect.poll(() => deck.locator('.reveal.paused').count()).toBe(0);
  expect(wrong).toEqual([]);
});

test('while the screen is black, a step in any window shows the slide again and stays there', async () => {
  const deck = await openDeck('talk/');
  const speaker = await open('talk/speaker/');
  await expect.poll(() => speaker.locator('#link').textContent()).toBe('Connected');
  await deck.keyboard.press('ArrowRight');
  await expect.poll(() => speaker.locator('#number').textContent()).toContain('2 of 5');
  const black = deck.locator('.reveal.paused');
  for (const page of [deck, speaker]) {
    await page.keyboard.press('b');
    await expect.poll(() => black.count()).toBe(1);
    await expect.poll(() => speaker.locator('#black').getAttribute('aria-pressed')).toBe('true');
    await page.keyboard.press('PageDown');
    await expect.poll(() => black.count()).toBe(0);
    await expect.poll(() => speaker.locator('#black').getAttribute('aria-pressed')).toBe('false');
    expect([await fragments(deck), await speaker.locator('#number').textContent()]).toEqual([
      0,
      expect.stringContaining('2 of 5'),
    ]);
  }
  expect(wrong).toEqual([]);
});

test('who is lost is told so at any depth, in the site’s own letters', async () => {
  const page = await context.newPage();
  await page.goto(`${files.address}deep/down/there`);
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  expect(await page.getByRole('heading').innerText()).toBe('There is nothing at this address');
  await page.evaluate(() => document.fonts.ready);
  expect(await page.evaluate(() => [...document.fonts].some(({ status }) => status === 'loaded'))).toBe(true);
  // It looks for its home.
  expect(asked.filter((url) => !url.endsWith('/manifest.webmanifest'))).toEqual([]);
  const home = page.getByRole('link', { name: 'All decks' });
  await expect.poll(() => home.evaluate((link: HTMLAnchorElement) => link.href)).toBe(files.address);
});
