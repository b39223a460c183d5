/** Terminal recordings in a real browser: played, steered, followed, printed and read. */
import { join } from 'node:path';
import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hold } from './hold.ts';
import { all, phone, Talk } from './talk.ts';

const recording = join(import.meta.dirname, '../../decks/guide/start.cast');

const text =
  '# Start\n\n---\n\n## Cast\n\n![Starting a deck](start.cast){idle=1 poster=2}\n\n---\n\n## End\n';

let talk: Talk;
beforeAll(async () => {
  talk = await Talk.open({ text, beside: [recording] });
});
afterAll(() => talk?.close());

const state = (page: Page) =>
  page.evaluate(() => {
    const cast = document.querySelector('lectern-cast') as unknown as HTMLMediaElement;
    return { paused: cast.paused, time: cast.currentTime };
  });
const playerIn = (page: Page) => page.locator('lectern-cast .ap-term').count();
const requested = (page: Page) =>
  page.evaluate(() =>
    performance
      .getEntriesByType('resource')
      .map(({ name }) => name)
      .filter((name) => /asciinema|\.cast/.test(name)),
  );

describe('one reader', () => {
  test('loads the player when the recording is played, and nothing of it before', async () => {
    const { page, errors, context } = await talk.watch(undefined, '/talk/#/cast');
    await page.waitForSelector('.cast-controls');
    expect(await requested(page)).toEqual([]);
    await page.evaluate(() => document.fonts.ready);
    const before = await page.locator('.cast-screen').boundingBox();
    await page.getByRole('button', { name: 'Play' }).click();
    await page.waitForSelector('.ap-term');
    await expect.poll(async () => (await state(page)).time).toBeGreaterThan(0.5);
    expect(await page.locator('.cast-screen').boundingBox()).toEqual(before);
    await page.getByRole('button', { name: 'Pause' }).click();
    const stopped = await state(page);
    expect(stopped.paused).toBe(true);
    await page.waitForTimeout(400);
    expect((await state(page)).time).toBeCloseTo(stopped.time, 1);
    expect(errors).toEqual([]);
    await context.close();
  });

  test('steers it by keyboard, and the deck stays where it is', async () => {
    const { page, context } = await talk.watch(undefined, '/talk/#/cast');
    await page.waitForSelector('.cast-controls');
    await page.getByRole('button', { name: 'Play' }).focus();
    await page.keyboard.press('Space');
    await expect.poll(async () => (await state(page)).paused).toBe(false);
    await page.keyboard.press('Space');
    await expect.poll(async () => (await state(page)).paused).toBe(true);
    await page.getByRole('slider', { name: 'Time' }).focus();
    await page.keyboard.press('End');
    await expect.poll(async () => (await state(page)).time).toBeGreaterThan(5);
    await page.keyboard.press('Home');
    await expect.poll(async () => (await state(page)).time).toBeLessThan(0.1);
    expect(await page.evaluate(() => Reveal.getCurrentSlide().id)).toBe('cast');
    await context.close();
  });

  test('turns the page, and it stops', async () => {
    const { page, context } = await talk.watch(undefined, '/talk/#/cast');
    await page.waitForSelector('.cast-controls');
    await page.locator('.cast-screen').click();
    await expect.poll(async () => (await state(page)).paused).toBe(false);
    await page.keyboard.press('ArrowRight');
    await expect.poll(async () => (await state(page)).paused).toBe(true);
    await context.close();
  });

  test('hears what was typed and printed, and axe finds nothing', async () => {
    const { page, context } = await talk.watch(undefined, '/talk/#/cast');
    await page.waitForSelector('.cast-controls');
    await expect(page.getByRole('group', { name: 'Starting a deck' }).textContent()).resolves.toContain(
      'Compiling welcome/deck.md',
    );
    await page.evaluate(axe.source);
    expect(await page.evaluate('axe.run().then(({ violations }) => violations.map(({ id }) => id))')).toEqual(
      [],
    );
    await context.close();
  });

  test('has it within a phone’s page', async () => {
    const { page, context } = await talk.watch(phone, '/talk/#/cast');
    await page.waitForSelector('.cast-controls');
    const boxes = [
      await page.locator('.cast-screen').boundingBox(),
      await page.getByRole('button', { name: 'Play' }).boundingBox(),
    ];
    for (const box of boxes) {
      expect(box?.x).toBeGreaterThanOrEqual(0);
      expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(phone.width);
      expect(box?.height).toBeGreaterThan(20);
    }
    await context.close();
  });

  test.each([
    ['print', '?view=print'],
    ['no script', ''],
  ])('reads the last frame with %s', async (how, query) => {
    const context = await talk.browser.newContext({ javaScriptEnabled: how !== 'no script' });
    const page = await context.newPage();
    if (how === 'print') await page.emulateMedia({ media: 'print' });
    await page.goto(`${talk.url}/talk/${query}`);
    if (how === 'print') await page.waitForSelector('.pdf-page');
    const last = await page.locator('.cast-last').boundingBox();
    expect(last?.width).toBeGreaterThan(300);
    expect(last?.height).toBeGreaterThan(100);
    const isCut = await page
      .locator('.cast-last')
      .evaluate((frame) => frame.scrollWidth > frame.clientWidth + 1);
    expect(isCut).toBe(false);
    expect(await page.locator('.cast-screen').isVisible()).toBe(false);
    await context.close();
  });

  test('a recording that does not come leaves the button as it was, and comes with the next press', async () => {
    const { page, context } = await talk.watch(undefined, '/talk/#/cast');
    await page.waitForSelector('.cast-controls');
    const asked: string[] = [];
    await page.route(/\.cast$/, (route) => {
      asked.push(route.request().url());
      return asked.length === 1 ? route.abort() : route.continue();
    });
    const failure = page.waitForEvent('pageerror');
    await page.getByRole('button', { name: 'Play' }).click();
    await failure;
    expect(await state(page)).toMatchObject({ paused: true });
    await page.getByRole('button', { name: 'Play' }).click();
    await expect.poll(async () => (await state(page)).time).toBeGreaterThan(0.1);
    expect(asked).toHaveLength(2);
    await context.close();
  });
});

describe('the room', () => {
  test('plays, stops and seeks with the presenter', async () => {
    const [stage, reader] = [await talk.present(), await talk.watch()];
    await stage.page.keyboard.press('ArrowRight');
    await all([stage, reader], ['cast', -1, false]);
    await stage.page.getByRole('button', { name: 'Play' }).click();
    await expect.poll(async () => (await state(reader.page)).paused).toBe(false);
    await expect.poll(() => playerIn(reader.page)).toBe(1);
    await stage.page.getByRole('button', { name: 'Pause' }).click();
    await expect.poll(async () => (await state(reader.page)).paused).toBe(true);
    await stage.page.getByRole('slider', { name: 'Time' }).focus();
    await stage.page.keyboard.press('End');
    await expect.poll(async () => (await state(reader.page)).time).toBeGreaterThan(5);
    expect([...stage.errors, ...reader.errors]).toEqual([]);
    await stage.context.close();
    await reader.context.close();
  });

  test('shows the speaker a still picture', async () => {
    const { page, context } = await talk.present();
    await page.goto(`${talk.url}/talk/speaker`);
    await page.waitForTimeout(1500);
    expect(await requested(page)).toEqual([]);
    await context.close();
  });
});

describe('a player that comes late', () => {
  let late: Talk;
  beforeAll(async () => {
    late = await talk.another('late', { text });
  });
  afterAll(() => late?.close());

  test('to the presenter plays for the audience at once', async () => {
    const { prepare, release } = hold(/\/_\/asciinema-player\./);
    const [stage, reader] = [await late.present(undefined, prepare), await late.watch()];
    await stage.page.keyboard.press('ArrowRight');
    await all([stage, reader], ['cast', -1, false]);
    await stage.page.getByRole('button', { name: 'Play' }).click();
    await expect.poll(async () => (await state(reader.page)).paused).toBe(false);
    expect(await playerIn(stage.page)).toBe(0);
    release();
    await expect.poll(() => playerIn(stage.page)).toBe(1);
    await stage.page.getByRole('button', { name: 'Pause' }).click();
    await expect.poll(async () => (await state(reader.page)).paused).toBe(true);
    await stage.context.close();
    await reader.context.close();
  });

  test('to one of the audience plays when it has come', async () => {
    const { prepare, release } = hold(/\/_\/casts\./);
    let hear = (): void => undefined;
    const heard = new Promise<void>((resolve) => {
      hear = resolve;
    });
    const stage = await late.present();
    const reader = await late.watch(undefined, '/late/', async (page) => {
      await prepare(page);
      page.on('websocket', (socket) =>
        socket.on('framereceived', ({ payload }) => {
          if (/"type":"media".*"playing":true/.test(String(payload))) hear();
        }),
      );
    });
    // Where the last test has left the room.
    await all([stage, reader], ['cast', -1, false]);
    await stage.page.getByRole('button', { name: 'Play' }).click();
    await heard;
    expect(await reader.page.locator('.cast-controls').count()).toBe(0);
    release();
    await expect.poll(async () => (await state(reader.page)).paused).toBe(false);
    await expect.poll(() => playerIn(reader.page)).toBe(1);
    await stage.context.close();
    await reader.context.close();
  });
});

test('only decks with a recording may compile WebAssembly', async () => {
  const policy = async (path: string) =>
    (await fetch(`${talk.url}${path}`)).headers.get('content-security-policy') ?? '';
  expect(await policy('/talk/')).toContain("'wasm-unsafe-eval'");
  expect(await policy('/')).not.toContain('wasm');
});
