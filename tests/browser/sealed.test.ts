/** A sealed file in a real browser: its decks are led as a server's are, and the page on its parts is for everyone. */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import axe from 'axe-core';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createFolder, type TestFolder } from '../setup/folder.ts';
import { build, type Served, startServer } from '../setup/sealed.ts';
import { lendChromium } from './chromium.ts';
import { deck, joined, laptop, phone } from './talk.ts';

const KEY = 'a-key-for-tests-0123456789';

let folder: TestFolder;
let browser: Browser;
let server: Served;

beforeAll(async () => {
  folder = createFolder({ 'decks/talk.md': `${deck}\nNote: a private note\n`, 'empty/': '' });
  const { file } = await build(folder.at('decks'), folder.at('out'), '--key', KEY, '--report');
  server = await startServer([file, '--key', KEY], folder.at('empty'));
  browser = await lendChromium();
}, 120_000);

afterAll(async () => {
  await browser?.close();
  await server?.stop();
  folder.remove('');
});

test('a presenter signs in, reads the notes and leads, and the audience follows', async () => {
  const [desk, hall] = [
    await browser.newContext({ viewport: laptop }),
    await browser.newContext({ viewport: phone }),
  ];
  const viewer = await hall.newPage();
  await viewer.addInitScript('globalThis.told = 1');
  await viewer.goto(`${server.address}talk/`);
  await joined(viewer);
  const speaker = await desk.newPage();
  await speaker.goto(`${server.address}talk/speaker`);
  await speaker.locator('input[name="key"]').fill(KEY);
  await speaker.keyboard.press('Enter');
  await expect.poll(() => speaker.locator('#link').textContent()).toBe('Connected');
  await speaker.locator('#next').click();
  const shown = () => viewer.evaluate(() => globalThis.Reveal.getCurrentSlide().id);
  await expect.poll(shown).toBe('two');
  const stage = await desk.newPage();
  await stage.goto(`${server.address}talk/`);
  await expect.poll(() => stage.evaluate(() => document.querySelector('section.present')?.id)).toBe('two');
  await stage.keyboard.press('End');
  await expect.poll(shown).toBe('six');
  await expect.poll(() => speaker.locator('#notes-text').textContent()).toContain('a private note');
  await stage.keyboard.press('b');
  await expect.poll(() => viewer.locator('.reveal.paused').count()).toBe(1);
  expect(await viewer.content()).not.toContain('a private note');
  await Promise.all([desk.close(), hall.close()]);
});

test.each([laptop, phone])(
  'axe finds nothing on the page that --report writes, $width wide',
  async (viewport) => {
    const context = await browser.newContext({ viewport });
    const page = await context.newPage();
    await page.goto(pathToFileURL(join(folder.at('out'), 'report.html')).href);
    await page.evaluate(axe.source);
    const violations = await page.evaluate(
      'axe.run().then(({ violations }) => violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => id + " " + target)))',
    );
    expect(violations).toEqual([]);
    await context.close();
  },
);
