/** In a browser that lacks what is younger than the oldest that count, and some more: deck, index and speaker view. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { contrastRatio, rgbOf } from '../../server/deck/model/colours.ts';
import { createFolder, type TestFolder } from '../setup/folder.ts';
import { forget } from './old-browser.ts';
import { all, deck, laptop, type Seat, Talk } from './talk.ts';

/** A deck with a dark paper of its own, for every viewer. */
const DARK = '---\ntitle: Dark\ncss: dark/own.css\n---\n\n# One\n\nwith [a link](#/two)\n\n---\n\n## Two\n';

let folder: TestFolder;
let talk: Talk;
let dark: Talk;
beforeAll(async () => {
  folder = createFolder({ 'own.css': ':root { --paper: #102030; --accent: #00589b }' });
  talk = await Talk.open({ text: deck.replace('# One', '# One\n\nNote: Say hello.') });
  dark = await talk.another('dark', { text: DARK, files: [folder.at('own.css')] });
});
afterAll(async () => {
  await talk?.close();
  folder.remove('');
});

const schemes = ['light', 'dark'] as const;

/** Makes a page old before it goes anywhere. */
const old = (colorScheme: (typeof schemes)[number]) => async (page: Page) => {
  await page.emulateMedia({ colorScheme });
  await forget(page);
};

/** The contrast of an element's text with the page's ground. */
async function contrast(page: Page, selector: string): Promise<number> {
  const [ink, ground] = await page
    .locator(selector)
    .first()
    .evaluate((element) => [element, document.body].map((each) => getComputedStyle(each)))
    .then((styles) => [styles[0]?.color, styles[1]?.backgroundColor].map((colour) => rgbOf(colour ?? '')));
  return ink && ground ? contrastRatio(ink, ground) : 0;
}

describe.each(schemes)('with %s mode', (scheme) => {
  let viewer: Seat;
  beforeAll(async () => {
    viewer = await talk.watch(laptop, '/talk/', old(scheme));
  });
  afterAll(() => viewer?.context.close());

  test('a deck is readable, and goes its steps', async () => {
    const { page } = viewer;
    expect(await page.locator('h1').isVisible()).toBe(true);
    expect(await contrast(page, 'h1')).toBeGreaterThanOrEqual(7);
    expect((await page.locator('h1').boundingBox())?.height).toBeGreaterThan(50);
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await all([viewer], ['two', 0, false]);
    await expect.poll(() => page.locator('.fragment:visible').allInnerTexts()).toEqual(['first']);
    for (let step = 0; step < 3; step += 1) await page.keyboard.press('ArrowRight');
    await all([viewer], ['three', 0, false]);
    expect(viewer.errors).toEqual([]);
  });

  test('a deck with a dark paper of its own is readable', async () => {
    const { page } = viewer;
    await page.goto(`${dark.url}/dark/`);
    await page.waitForSelector('.reveal.ready');
    for (const text of ['h1', 'section.present p', 'section.present a'])
      expect(await contrast(page, text), text).toBeGreaterThanOrEqual(4.5);
  });

  test('the index is readable, in the scheme of the browser, and leads to a deck', async () => {
    const { page } = viewer;
    await page.goto(`${talk.url}/`);
    for (const text of ['h1', 'h2', '.meta'])
      expect(await contrast(page, text), text).toBeGreaterThanOrEqual(7);
    const ground = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    expect(ground).toBe(scheme === 'dark' ? 'rgb(14, 13, 11)' : 'rgb(245, 242, 235)');
    await page.getByRole('link', { name: 'A talk' }).click();
    await page.waitForSelector('.reveal.ready');
  });
});

test('a speaker view shows notes and slides, and moves the room', async () => {
  const viewer = await talk.watch(laptop, '/talk/', old('dark'));
  const stage = await talk.present(laptop, old('dark'));
  const { page } = stage;
  await page.goto(`${talk.url}/talk/speaker`);
  await page.locator('#link[data-state="good"]').waitFor();
  await page.getByText('Say hello.').waitFor();
  await page.locator('#current h1').waitFor();
  await page.locator('#slide-preview h2').waitFor();
  await page.keyboard.press('ArrowRight');
  await page.getByRole('button', { name: /next/i }).first().click();
  await all([viewer], ['two', 0, false]);
  expect([stage.errors, viewer.errors]).toEqual([[], []]);
});

test('the browser of these tests is as old as they say', async () => {
  const { page, context } = await talk.watch(laptop, '/talk/', old('light'));
  expect(await page.content()).toContain(':x-light-dark(');
  expect(await page.content()).not.toMatch(/[^-]light-dark\(|[^-]text-wrap:|:has\(/);
  const apis = ['serviceWorker', 'wakeLock', 'vibrate'].map((name) => [name, false]);
  expect(
    await page.evaluate(
      (names) => names.map((name) => [name, name in navigator]),
      ['serviceWorker', 'wakeLock', 'vibrate'],
    ),
  ).toEqual(apis);
  expect(
    await page.evaluate(() => ['Highlight', 'requestIdleCallback'].map((name) => name in globalThis)),
  ).toEqual([false, false]);
  expect(await page.evaluate(() => ['canParse' in URL, 'moveBefore' in document.body])).toEqual([
    false,
    false,
  ]);
  await page.goto(`${talk.url}/`);
  expect(
    await page
      .locator('.cover > div')
      .first()
      .evaluate(({ shadowRoot }) => shadowRoot),
  ).toBe(null);
  await context.close();
});
