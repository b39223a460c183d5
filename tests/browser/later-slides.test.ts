/** A long deck, of which reveal.js starts with the first slides: what is done at once finds all of them. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { createFolder, type TestFolder } from '../setup/folder.ts';
import { breakReveal, openStage, type Stage, visit, visitDeck, visitHeld } from './page.ts';

const LENGTH = 130;

/** A slide; each tenth has steps, and each twentieth is a stack. */
function slideOf(_: unknown, at: number): string {
  const id = `s${at + 1}`;
  const steps = at % 10 === 3 ? '\n\n- one {.fragment}\n- two {.fragment}' : '';
  const below = at % 20 === 7 ? `\n\n----\n\n## Below {#${id}-below}` : '';
  return `## Slide ${at + 1} {#${id}}${steps}${below}`;
}

const text = Array.from({ length: LENGTH }, slideOf).join('\n\n---\n\n');

let folder: TestFolder;
let stage: Stage;
beforeAll(async () => {
  folder = createFolder({
    'free.md': `---\nrevealOptions: { disableLayout: true }\n---\n\n${text}\n`,
    'held.md': `---\ntitle: Held\n---\n\n${text.replace('## Slide 90', '<noscript>No script.</noscript>\n\n$&')}\n`,
    'long.md': `---\ntitle: Long\nrevealOptions: { slideNumber: c/t }\n---\n\n${text}\n`,
  });
  stage = await openStage(folder.path);
});
afterEach(() => stage?.leave());
afterAll(async () => {
  await stage?.close();
  folder.remove('');
});

/** What is seen of the place. */
const seen = () => ({
  slide: document.querySelector('.slides .present:not(.stack)')?.id,
  hash: location.hash,
});

/** Whether all slides are there. */
const isWhole = () => !document.querySelector('.reveal.partial');

describe('before the later slides are in', () => {
  /** Opens the deck, and keeps the browser from ever being idle. */
  async function visitBusy(path: string) {
    const { page, errors } = await visit(stage, '/healthz', { context: { serviceWorkers: 'block' } });
    await page.addInitScript(() => {
      window.requestIdleCallback = () => 0;
      window.cancelIdleCallback = () => {};
    });
    await page.goto(stage.url + path);
    await page.waitForSelector('.reveal.ready');
    expect(await page.evaluate(isWhole), 'the slides were in too early').toBe(false);
    return { page, errors };
  }

  test('neither totals nor progress are shown, and all of them afterwards', async () => {
    const { page, errors } = await visitBusy('/long/');
    const shown = () =>
      [...document.querySelectorAll('.progress, .slide-number')].map((each) =>
        each.checkVisibility({ visibilityProperty: true }),
      );
    expect(await page.evaluate(shown)).toEqual([false, false]);
    await page.keyboard.press('End');
    expect(await page.evaluate(shown)).toEqual([true, true]);
    expect(await page.locator('.slide-number').innerText()).toMatch(/137.*137/s);
    expect(errors).toEqual([]);
  });

  test('steps go on from slide to slide, and more than one at a time', async () => {
    const { page } = await visitBusy('/long/');
    for (const key of ['ArrowRight', 'PageDown', ' ', 'ArrowRight', 'ArrowRight'])
      await page.keyboard.press(key);
    expect(await page.evaluate(seen)).toEqual({ slide: 's4', hash: '#/s4/1' });
    expect(await page.evaluate(isWhole)).toBe(false);
  });

  test.each<[string, string]>([
    ['End', `s${LENGTH}`],
    ['o', 's1'],
    ['Escape', 's1'],
  ])('%s finds all slides', async (key, slide) => {
    const { page } = await visitBusy('/long/');
    await page.keyboard.press(key);
    expect(await page.evaluate(isWhole)).toBe(true);
    expect((await page.evaluate(seen)).slide).toBe(slide);
  });

  test.each<[string, string]>([
    ['#/s120', 's120'],
    ['#/99', 's100'],
    ['#/s108-below', 's108-below'],
  ])('an address further down, %s, is gone to', async (hash, slide) => {
    const { page } = await visitBusy('/long/');
    await page.evaluate((to) => {
      location.hash = to;
    }, hash);
    await expect.poll(async () => (await page.evaluate(seen)).slide).toBe(slide);
  });

  test('whoever asks Reveal finds all slides, in order', async () => {
    const { page } = await visitBusy('/long/');
    const found = await page.evaluate(() => [
      Reveal.getTotalSlides(),
      Reveal.getSlides().map(({ id }) => Number(id.replace(/^s(\d+)(-below)?$/, '$1'))),
      document.querySelectorAll('.backgrounds .slide-background:not(.stack)').length,
    ]);
    const columns = Array.from({ length: LENGTH }, (_, at) => at + 1);
    const order = columns.flatMap((at) => (at % 20 === 8 ? [at, at] : [at]));
    expect(found).toEqual([order.length, order, order.length]);
  });

  test('the deck is printed whole', async () => {
    const { page } = await visitBusy('/long/');
    await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
    expect(await page.evaluate(isWhole)).toBe(true);
  });
});

describe('without reveal.js, all slides can be read', () => {
  const count = LENGTH + 7;

  test('where scripts are off', async () => {
    const { page } = await visit(stage, '/long/', { context: { javaScriptEnabled: false } });
    expect(await page.locator('h2:visible').count()).toBe(count);
  });

  test('where the script does not arrive', async () => {
    const { page } = await visit(stage, '/healthz', { context: { serviceWorkers: 'block' } });
    await page.route('**/_/deck.*.js', (route) => route.abort());
    await page.goto(`${stage.url}/long/`);
    await expect.poll(() => page.locator('h2:visible').count()).toBe(count);
  });
});

test('what is put in part by part is as if it had been there from the start', async () => {
  const { page, errors } = await visitDeck(stage, '/long/');
  await page.waitForSelector('.reveal:not(.partial)');
  const [parts, synced] = await page.evaluate(() => {
    const attributes = (each: Element) =>
      [...each.attributes]
        .map(({ name, value }) => `${name}=${value.split(' ').sort().join(' ').trim()}`)
        .sort();
    const look = () =>
      [...document.querySelectorAll('.slides section, .slides .fragment, .slide-background')].map(
        (each) => `${each.tagName} ${attributes(each).join(' ')}`,
      );
    const before = look();
    Reveal.sync();
    return [before, look()];
  });
  expect(parts).toEqual(synced);
  expect(errors).toEqual([]);
});

test('a deck that has an element like that of the parts is whole from the start', async () => {
  const { page } = await visitDeck(stage, '/held/');
  expect(await page.evaluate(() => document.querySelectorAll('.slides>section').length)).toBe(LENGTH);
});

describe('before the page has been read to its end', () => {
  /** Opens the deck by way of a server that keeps the last part of its page until `release`. */
  async function visitSlowly(path: string) {
    let release = (): void => {};
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    const proxy = createServer(async ({ url = '/' }, response) => {
      const answer = await fetch(stage.url + url);
      const type = answer.headers.get('content-type') ?? '';
      const body = Buffer.from(await answer.arrayBuffer());
      response.writeHead(answer.status, { 'content-type': type });
      if (!type.startsWith('text/html')) return response.end(body);
      const at = body.lastIndexOf('<noscript>') + 99;
      response.write(body.subarray(0, at));
      await released;
      return response.end(body.subarray(at));
    }).listen(0, '127.0.0.1');
    const { page, errors } = await visit(stage, '/healthz', { context: { serviceWorkers: 'block' } });
    const { port } = proxy.address() as AddressInfo;
    await page.goto(`http://127.0.0.1:${port}${path}`, { waitUntil: 'commit' });
    return {
      page,
      errors,
      release,
      close: () => {
        release();
        proxy.close();
        proxy.closeAllConnections();
      },
    };
  }

  test('the first slides are ready for steps, and what needs the last one waits for it', async () => {
    const { page, errors, release, close } = await visitSlowly('/long/');
    await page.waitForSelector('.reveal.ready');
    expect(await page.evaluate(() => document.readyState)).toBe('loading');
    await page.keyboard.press('ArrowRight');
    expect((await page.evaluate(seen)).slide).toBe('s2');
    await page.keyboard.press('End');
    expect((await page.evaluate(seen)).slide).toBe('s2');
    release();
    await expect.poll(async () => (await page.evaluate(seen)).slide).toBe(`s${LENGTH}`);
    expect(await page.evaluate(() => document.querySelectorAll('.slides section').length)).toBe(LENGTH + 14);
    expect(errors).toEqual([]);
    close();
  });

  test('a view of all slides waits for the last one', async () => {
    const { page, release, close } = await visitSlowly('/long/?view=scroll');
    await page.waitForSelector('.slides>section:nth-of-type(40)', { state: 'attached' });
    release();
    await page.waitForSelector('.scroll-page');
    expect(await page.locator('.scroll-page').count()).toBe(LENGTH + 7);
    close();
  });

  test('an address further down is waited for', async () => {
    const { page, release, close } = await visitSlowly('/long/#/s129');
    await page.waitForSelector('.slides>section:nth-of-type(40)', { state: 'attached' });
    expect(await page.evaluate(() => document.querySelector('.reveal.ready'))).toBeNull();
    release();
    await page.waitForSelector('.reveal.ready');
    expect(await page.evaluate(seen)).toEqual({ slide: 's129', hash: '#/s129' });
    close();
  });
});

test('soon, they are in by themselves, and what is shown stays as it is', async () => {
  const { page, errors } = await visitDeck(stage, '/long/#/s50');
  await page.waitForSelector('.reveal:not(.partial)');
  expect(await page.evaluate(seen)).toEqual({ slide: 's50', hash: '#/s50' });
  expect(await page.evaluate(() => document.querySelectorAll('.slides section').length)).toBe(LENGTH + 14);
  const hidden = () =>
    [...document.querySelectorAll('.slides section:not(.present)')].every((each) => each.matches('[inert]'));
  expect(await page.evaluate(hidden)).toBe(true);
  const below = () =>
    [...document.querySelectorAll('section > section:nth-of-type(n + 2)')].map(({ className }) => className);
  expect(new Set(await page.evaluate(below))).toEqual(new Set(['future']));
  expect(errors).toEqual([]);
});

test('a deck that is not laid out starts at the slide that the address names', async () => {
  const { page } = await visitDeck(stage, '/free/#/s100');
  expect((await page.evaluate(seen)).slide).toBe('s100');
});

test('the scroll view of a phone has a page for each slide', async () => {
  const { page } = await visitDeck(stage, '/long/', { width: 390, height: 844 });
  await page.waitForSelector('.deck-search', { state: 'attached' });
  expect(await page.locator('.scroll-page').count()).toBe(LENGTH + 7);
});

test.each([
  ['print', '.pdf-page'],
  ['scroll', '.scroll-page'],
])('the %s view has a page for each slide', async (view, selector) => {
  const { page } = await visitDeck(stage, `/long/?view=${view}`);
  await page.waitForSelector(selector);
  const ids = () =>
    page.evaluate((of) => [...document.querySelectorAll(`${of} section[id]`)].map(({ id }) => id), selector);
  expect(new Set(await ids()).size).toBe(LENGTH + 7);
});

test('a start that fails leaves the whole document', async () => {
  const { page, errors } = await visit(stage, '/healthz', { context: { serviceWorkers: 'block' } });
  await breakReveal(page);
  await page.goto(`${stage.url}/long/`);
  await expect.poll(() => page.locator('h2:visible').count()).toBe(LENGTH + 7);
  expect(new Set(errors)).toEqual(new Set(['broken on purpose']));
  expect(await page.evaluate(isWhole)).toBe(true);
});

describe('between first paint and ready', () => {
  test('keys are taken, in order, once', async () => {
    const { page, release, errors } = await visitHeld(stage, '/long/#/s3');
    for (const key of ['ArrowRight', 'ArrowRight', 'ArrowRight', 'ArrowLeft']) await page.keyboard.press(key);
    await release();
    await expect.poll(() => page.evaluate(seen)).toEqual({ slide: 's4', hash: '#/s4/0' });
    await page.keyboard.press('ArrowLeft');
    expect(await page.evaluate(seen)).toEqual({ slide: 's4', hash: '#/s4' });
    expect(errors).toEqual([]);
  });

  test('a key for the full screen, which browsers may refuse by then, leaves the deck started', async () => {
    const context = { serviceWorkers: 'block' } as const;
    const { page, release } = await visitHeld(stage, '/long/', { context });
    await page.evaluate(() => {
      Element.prototype.requestFullscreen = () => Promise.reject(new TypeError('Too late'));
    });
    for (const key of ['f', 'ArrowRight']) await page.keyboard.press(key);
    await release();
    await expect.poll(async () => (await page.evaluate(seen)).slide).toBe('s2');
    expect(await page.evaluate(() => document.documentElement.matches('.reveal-ready'))).toBe(true);
  });

  test('a key for the last slide finds it', async () => {
    const { page, release } = await visitHeld(stage, '/long/');
    await page.keyboard.press('End');
    await release();
    await expect.poll(() => page.evaluate(seen)).toEqual({ slide: `s${LENGTH}`, hash: `#/s${LENGTH}` });
  });

  test('a swipe is taken', async () => {
    const context = { hasTouch: true, serviceWorkers: 'block' } as const;
    const { page, release } = await visitHeld(stage, '/long/', { width: 800, height: 600, context });
    const devtools = await page.context().newCDPSession(page);
    const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', x?: number) =>
      devtools.send('Input.dispatchTouchEvent', {
        type,
        touchPoints: x === undefined ? [] : [{ x, y: 300 }],
      });
    await touch('touchStart', 600);
    for (const x of [500, 400, 300, 200]) await touch('touchMove', x);
    await touch('touchEnd');
    await release();
    await expect.poll(async () => (await page.evaluate(seen)).slide).toBe('s2');
  });
});
