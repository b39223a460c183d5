/** What phones do, iPhones above all, that no engine here does by itself: each habit is emulated, or read from the styles. */
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { speak } from './speakers.ts';
import { all, deck, type Seat, Talk } from './talk.ts';

/** An iPhone held upright, and lying. */
const upright = { width: 390, height: 844 };
const lying = { width: 844, height: 390 };

let talk: Talk;
let stage: Seat;
let viewer: Seat;
let speaker: Page;
beforeAll(async () => {
  talk = await Talk.open({ text: `---\nrevealOptions: { slideNumber: true }\n${deck.slice(4)}` });
  stage = await talk.present();
  viewer = await talk.watch(upright);
  speaker = await speak(talk, upright);
});
afterEach(() => viewer.page.setViewportSize(upright));
afterAll(() => talk?.close());

/** Dispatches what a page hears when it is left, or comes back, with the back/forward cache. */
const turn = ({ page }: Seat, type: 'pagehide' | 'pageshow') =>
  page.evaluate((name) => dispatchEvent(new PageTransitionEvent(name, { persisted: true })), type);

/** How many sockets a page has opened, and how many of them are open. */
const sockets = ({ page }: Seat) =>
  page.evaluate(() => {
    const { sockets } = globalThis as unknown as { sockets: WebSocket[] };
    return [sockets.length, sockets.filter(({ readyState }) => readyState === WebSocket.OPEN).length];
  });

/** What the first element that a selector finds has of a style. */
function styleOf(page: Page, selector: string, name: 'touchAction' | 'userSelect'): Promise<string> {
  const read = (element: Element, of: 'touchAction' | 'userSelect') => getComputedStyle(element)[of];
  return page.locator(selector).first().evaluate(read, name);
}

test('a page that is left disconnects, and one that comes back is in step', async () => {
  const [before = 0] = await sockets(viewer);
  await turn(viewer, 'pagehide');
  await expect.poll(() => sockets(viewer)).toEqual([before, 0]);
  await stage.page.keyboard.press('PageDown');
  await all([stage], ['two', -1, false]);
  await turn(viewer, 'pageshow');
  await all([viewer], ['two', -1, false]);
  expect(await sockets(viewer)).toEqual([before + 1, 1]);
});

test('an address bar that comes and goes leaves the slide where it is', async () => {
  const { page } = viewer;
  const place = () =>
    page.evaluate(() => {
      const heading = Reveal.getCurrentSlide().querySelector('h1, h2')?.getBoundingClientRect();
      return { slide: Reveal.getCurrentSlide().id, top: heading?.top ?? Number.NaN, left: heading?.left };
    });
  const before = await place();
  expect(before.top).toBeGreaterThan(0);
  for (const height of [upright.height - 84, upright.height]) {
    await page.setViewportSize({ ...upright, height });
    await expect.poll(() => page.evaluate(() => innerHeight)).toBe(height);
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve))));
    const { slide, top, left } = await place();
    expect({ slide, left }).toEqual({ slide: before.slide, left: before.left });
    expect(Math.abs(top - before.top)).toBeLessThan(10);
  }
});

test('nothing in a corner is below a notch or a home bar', async () => {
  const { page } = viewer;
  await page.setViewportSize(lying);
  const insets = { top: 0, bottom: 21, left: 59, right: 59 };
  const session = await page.context().newCDPSession(page);
  await session.send('Emulation.setSafeAreaInsetsOverride', { insets });
  await page.evaluate(() => document.querySelector('.live-sign')?.classList.add('is-lost'));
  const corners = ['.controls .navigate-right', '.slide-number', '.live-sign', '.live-bar'];
  const edges = async () => {
    const boxes = await Promise.all(corners.map((name) => page.locator(name).boundingBox()));
    return boxes.map((box) => box && [box.x, box.x + box.width, box.y + box.height].map(Math.round));
  };
  const [left, right, bottom] = [insets.left, lying.width - insets.right, lying.height - insets.bottom];
  // The bar goes from side to side, with its buttons in the middle.
  await expect.poll(edges).toEqual([
    [expect.any(Number), right, expect.any(Number)],
    [expect.any(Number), right, bottom],
    [left, expect.any(Number), bottom],
    [0, lying.width, bottom],
  ]);
  await session.send('Emulation.setSafeAreaInsetsOverride', { insets: {} });
});

describe('zoom', () => {
  test('two fingers zoom every page', async () => {
    for (const path of [
      '/',
      '/talk/',
      '/talk/speaker',
      '/nothing',
      '/talk/speaker?key=wrong-key-wrong-key',
    ]) {
      const html = await (await fetch(talk.url + path)).text();
      const [, content = ''] = /<meta name="viewport" content="([^"]*)"/.exec(html) ?? [];
      expect(content, path).toMatch(/^width=device-width, initial-scale=1(, viewport-fit=cover)?$/);
    }
    expect(await styleOf(viewer.page, '.reveal', 'touchAction')).toMatch(/^(manipulation|pinch-zoom)$/);
  });

  test('quick taps do not zoom the speaker view and the room’s buttons', async () => {
    expect(await styleOf(speaker, 'body', 'touchAction')).toBe('manipulation');
    expect(await styleOf(viewer.page, '.live-bar button', 'touchAction')).toBe('manipulation');
  });

  test('no field has letters so small that to enter it zooms', async () => {
    const sizes = (page: Page) =>
      page
        .locator('input')
        .evaluateAll((fields) => fields.map((field) => Number.parseFloat(getComputedStyle(field).fontSize)));
    await viewer.page.waitForSelector('.deck-search', { state: 'attached' });
    const signIn = await talk.browser.newPage({ viewport: upright });
    await signIn.goto(`${talk.url}/talk/speaker`);
    for (const page of [viewer.page, speaker, signIn]) {
      const all = await sizes(page);
      expect(all.length).toBeGreaterThan(0);
      expect(Math.min(...all)).toBeGreaterThanOrEqual(16);
    }
    await signIn.close();
  });
});

test('a button held down is not marked as text', async () => {
  expect(await styleOf(speaker, '#next', 'userSelect')).toBe('none');
  expect(await styleOf(viewer.page, '.live-bar button', 'userSelect')).toBe('none');
});

test('the speaker view is as high as what the address bar leaves', async () => {
  const { page } = viewer;
  const html = await (await stage.context.request.get(`${talk.url}/talk/speaker`)).text();
  expect(html).toMatch(/body\{[^}]*height:100dvh/);
  // Of the viewport without bars, which is higher than what one sees, there is nothing.
  expect(html).not.toMatch(/[\d.]vh\b/);
  expect(await page.content()).not.toMatch(/(?<!height:)(?<!var\(--vh,)100vh|90vh/);
});
