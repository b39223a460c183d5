/** Decks that were opened stay when the network dies, in every form of a site; where it answers, it is right. */
import { readFileSync } from 'node:fs';
import { createServer, type Server, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { drawPicture } from '../bench/picture.ts';
import { command } from '../setup/command.ts';
import { serveFiles } from '../setup/file-server.ts';
import { createFolder, type TestFolder } from '../setup/folder.ts';
import { freePort } from '../setup/port.ts';
import { build, buildStatic, type Served, startServer } from '../setup/sealed.ts';
import { INSECURE_HOST, lendChromium } from './chromium.ts';

const KEY = 'a-key-for-tests-0123456789';

/** Something of everything that a deck's page fetches late, and of everything that is for nobody else. */
const slides = [
  '---\ntitle: A talk\n---\n\n# One\n\n<!-- a private comment -->\n\nNote: a private note',
  '<!-- .slide: data-visibility="hidden" -->\n\n## A hidden slide',
  '## Two\n\n![Dots](pic.png)\n<img src="small.png" srcset="small.png 640w, large.png 1280w" sizes="100vw" alt="">',
  '## Three\n\n![The site’s](/img/logo.png)',
  '<!-- .slide: data-background-image="ground.png" -->\n\n## Four\n\n$e^{i\\pi}$',
  '## Five\n\n![Starting a deck](start.cast)',
  '## Six\n\n[A paper](paper.pdf) <video src="film.mp4"></video>',
].join('\n\n---\n\n');

const decks = {
  'talk/deck.md': slides,
  'talk/pic.png': drawPicture(1),
  'talk/ground.png': drawPicture(2),
  'talk/small.png': drawPicture(6),
  'talk/large.png': drawPicture(7),
  'talk/start.cast': readFileSync(join(import.meta.dirname, '../../decks/guide/start.cast')),
  'talk/paper.pdf': '%PDF-1.7 for nobody offline',
  'talk/film.mp4': Buffer.alloc(6_000_000),
  'img/logo.png': drawPicture(3),
};

let folder: TestFolder;
let browser: Browser;
let context: BrowserContext;
let sealed: string;
const running = new Set<Pick<Served, 'stop'>>();

beforeAll(async () => {
  const below = (name: string) => Object.entries(decks).map(([path, file]) => [`${name}/${path}`, file]);
  folder = createFolder({
    ...Object.fromEntries([...below('open'), ...below('decks')]),
    'decks/held/deck.md':
      '---\naudience: shown-only\n---\n\n# Shown\n\n---\n\n## A held slide\n\n![](held.png)',
    'decks/held/held.png': drawPicture(4),
    'other/talk/deck.md': '# Another talk\n\n---\n\n## Two\n\n![](pic.png)',
    'other/talk/pic.png': drawPicture(5),
  });
  sealed = (await build(folder.at('decks'), folder.at('out'))).file;
  browser = await lendChromium();
}, 120_000);

afterAll(async () => {
  await browser?.close();
  folder.remove('');
});

beforeEach(async () => {
  context = await browser.newContext();
});

afterEach(async () => {
  await context.close();
  for (const server of running) await server.stop();
  running.clear();
});

/** Starts a server that ends with the test, at a port that something else may have after it. */
async function start(words: readonly string[], port?: string): Promise<Served> {
  const server = await startServer([...words, '--key', KEY], undefined, port ?? String(await freePort()));
  running.add(server);
  return server;
}

const serve = (decks: string, port?: string) => start([command, 'serve', folder.at(decks)], port);

async function stop(server: Pick<Served, 'stop'>): Promise<void> {
  running.delete(server);
  await server.stop();
}

/** Opens a deck, and waits until the browser keeps all of it. */
async function keep(address: string): Promise<Page> {
  const page = await context.newPage();
  await page.goto(address);
  await expect.poll(() => page.evaluate(isKept)).toBe(true);
  return page;
}

const isKept = async () => {
  const deck = new URL('.', location.href).href;
  const found = [await caches.match(`${deck}offline.json`), await caches.match(deck, { ignoreSearch: true })];
  return !found.includes(undefined) && navigator.serviceWorker.controller !== null;
};

/** The names of what a deck is kept with. */
const keptFiles = async () => {
  const caches = await Promise.all((await self.caches.keys()).map((name) => self.caches.open(name)));
  const keys = await Promise.all(caches.map((cache) => cache.keys()));
  return keys.flat().map(({ url }) => url);
};

/** What every slide of the deck shows, fetched as a reader does who goes through it. */
async function readAll(page: Page) {
  await page.waitForSelector('.reveal.ready');
  const seen: unknown[] = [];
  for (let at = 0; at < 6; at++) {
    await page.evaluate((h) => globalThis.Reveal.slide(h), at);
    seen.push(
      await page.evaluate(async () => {
        const slide = globalThis.Reveal.getCurrentSlide();
        const ground =
          globalThis.Reveal.getSlideBackground(slide)?.querySelector('.slide-background-content');
        const images = [...slide.querySelectorAll('img')];
        for (const image of images) await image.decode();
        if (ground?.getAttribute('style')) {
          const picture = new Image();
          picture.src = /url\("?([^")]+)/.exec(getComputedStyle(ground).backgroundImage)?.[1] ?? '';
          images.push(picture);
          await picture.decode();
        }
        return [slide.id, images.map(({ naturalWidth }) => naturalWidth > 1)];
      }),
    );
  }
  const fonts = await page.evaluate(async () => {
    await document.fonts.ready;
    return [...document.fonts]
      .filter(({ status }) => status === 'loaded')
      .map(({ family }) => family.replaceAll('"', ''));
  });
  return { seen, fonts: fonts.filter((family) => !family.endsWith('Fallback')).sort() };
}

const whole = {
  seen: [
    ['one', []],
    ['two', [true, true]],
    ['three', [true]],
    ['four', [true]],
    ['five', []],
    ['six', []],
  ],
  fonts: ['Atkinson Hyperlegible Mono', 'Atkinson Hyperlegible Next', 'KaTeX_Main', 'KaTeX_Math'],
};

/** Plays the recording, whose player and file come only now. */
async function playCast(page: Page): Promise<void> {
  await page.evaluate(() => globalThis.Reveal.slide(4));
  await page.getByRole('button', { name: 'Play' }).click();
  const time = () => page.locator('lectern-cast').evaluate((cast: HTMLMediaElement) => cast.currentTime);
  await expect.poll(time).toBeGreaterThan(0.3);
}

/** What a deck is kept by: stored anew when all of a version is there and nothing of the one before. */
const keptList = async () => (await caches.match('offline.json'))?.text();

/** Something else than Lectern, at a port where it was. */
async function answerAt(port: string, answer: (response: ServerResponse) => void) {
  const server: Server = createServer((_, response) => answer(response));
  await new Promise<void>((resolve) => server.listen(Number(port), resolve));
  const stop = () =>
    new Promise<void>((resolve) => {
      server.closeAllConnections();
      server.close(() => resolve());
    });
  const other = { stop };
  running.add(other);
  return other;
}

const portOf = ({ address }: { readonly address: string }) => new URL(address).port;

describe('a sealed file', () => {
  test('that is gone leaves the whole deck to who has opened it, and its address to what comes after it', async () => {
    const server = await start([sealed]);
    const page = await keep(`${server.address}talk/`);
    const kept = await page.evaluate(keptFiles);
    expect(kept.filter((url) => /small|large/.test(url))).toHaveLength(1);
    await stop(server);
    await playCast(page);
    // The browser would choose the other size now.
    await page.setViewportSize({ width: 630, height: 600 });
    await page.reload();
    expect(await readAll(page)).toEqual(whole);
    await playCast(page);
    await expect
      .poll(() => page.locator('.live-sign').innerText())
      .toBe('Offline: the deck as it was kept here');
    await page.goto(`${server.address}talk/index.html#/three`);
    await page.waitForSelector('#three.present');
    const speaker = await context.newPage();
    await expect(speaker.goto(`${server.address}talk/speaker`)).rejects.toThrow('ERR_CONNECTION_REFUSED');
    await speaker.close();
    await answerAt(portOf(server), (response) =>
      response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>Something else</h1>'),
    );
    await page.goto(`${server.address}talk/`);
    expect(await page.innerText('h1')).toBe('Something else');
    await expect.poll(() => page.evaluate(() => navigator.serviceWorker.getRegistrations())).toEqual([]);
    expect(await page.evaluate(keptFiles)).toEqual([]);
  });

  test('has nothing kept that not everyone may see, though a presenter looks', async () => {
    const server = await start([sealed]);
    const page = await context.newPage();
    await page.goto(`${server.address}talk/speaker?key=${KEY}`);
    await page.waitForSelector('#notes-text');
    await page.goto(`${server.address}held/#/a-held-slide`);
    await page.waitForSelector('#a-held-slide.present');
    await page.close();
    const deck = await keep(`${server.address}talk/`);
    for (const path of ['talk/speaker', 'held/']) {
      await deck.goto(server.address + path);
      await deck.waitForTimeout(1000);
    }
    const kept = await deck.evaluate(async () => {
      const texts: string[] = [];
      for (const name of await caches.keys()) {
        const cache = await caches.open(name);
        for (const request of await cache.keys()) {
          const answer = await cache.match(request);
          texts.push(request.url, JSON.stringify([...(answer?.headers ?? [])]), (await answer?.text()) ?? '');
        }
      }
      return texts;
    });
    expect(kept.length).toBeGreaterThan(30);
    expect(kept.join('\n')).toContain('id="two"');
    const secrets = [
      KEY,
      'a private',
      'A hidden slide',
      'A held slide',
      'held',
      'talk/speaker',
      'set-cookie',
    ];
    // The client's own code speaks of what is held.
    const told = kept.filter((text) => !text.includes('import('));
    expect(secrets.filter((secret) => told.some((text) => text.includes(secret)))).toEqual([]);
    expect(kept.filter((text) => /paper\.pdf|film\.mp4/.test(text) && text.startsWith('http'))).toEqual([]);
  });
});

describe('a server', () => {
  test('that has another deck at the address is right at once, and is kept in its turn', async () => {
    const first = await serve('open');
    const page = await keep(`${first.address}talk/`);
    const before = await page.evaluate(keptFiles);
    const list = await page.evaluate(keptList);
    await stop(first);
    // Else the page might learn of the other deck itself, and load it at the same moment.
    await page.goto('about:blank');
    const second = await serve('other', portOf(first));
    await page.goto(`${second.address}talk/`);
    expect(await page.innerText('.present h1')).toBe('Another talk');
    // A page that was kept says so when it joins its room.
    await page.waitForSelector('.reveal.ready[data-part]');
    expect(await page.locator('.live-sign.is-lost').count()).toBe(0);
    const pictures = async () => (await page.evaluate(keptFiles)).filter((url) => url.includes('pic.png'));
    await expect.poll(() => page.evaluate(keptList)).not.toBe(list);
    expect(await pictures()).not.toEqual(before.filter((url) => url.includes('pic.png')));
    expect((await page.evaluate(keptFiles)).filter((url) => url.includes('cast'))).toEqual([]);
    await stop(second);
    await page.reload();
    expect(await page.innerText('.present h1')).toBe('Another talk');
    expect(await pictures()).toHaveLength(1);
  });

  test('has nothing kept by who saves data', async () => {
    const { address } = await serve('open');
    await context.addInitScript(() => {
      Object.defineProperty(navigator, 'connection', { value: { saveData: true } });
    });
    const page = await context.newPage();
    await page.goto(`${address}talk/`);
    await page.waitForSelector('.reveal.ready');
    await page.waitForTimeout(1500);
    expect(await page.evaluate(() => navigator.serviceWorker.getRegistrations())).toEqual([]);
  });

  test('without https has pages fetch their pictures before the network dies', async () => {
    const { address } = await serve('open');
    const page = await context.newPage();
    await page.goto(`${address.replace('localhost', INSECURE_HOST)}talk/`);
    expect(await page.evaluate(() => isSecureContext)).toBe(false);
    const widths = () =>
      page.evaluate(() =>
        [...document.images].map(({ complete, naturalWidth }) => complete && naturalWidth > 1),
      );
    await expect.poll(widths).toEqual([true, true, true]);
  });

  test('that develops decks has what was kept forgotten', async () => {
    const first = await serve('open');
    const page = await keep(`${first.address}talk/`);
    await stop(first);
    await start([command, 'dev', folder.at('other')], portOf(first));
    // A server that is slow to answer is taken for a network that has died, for this time.
    await expect
      .poll(async () => {
        await page.reload();
        return page.innerText('.present h1');
      })
      .toBe('Another talk');
    await expect.poll(() => page.evaluate(keptFiles)).toEqual([]);
    const workers = () => page.evaluate(() => navigator.serviceWorker.getRegistrations());
    await expect.poll(workers).toEqual([]);
    await page.waitForTimeout(1000);
    expect(await workers()).toEqual([]);
  });
});

test('a static site below a path leaves the whole deck to who has opened it', async () => {
  const { site } = await buildStatic(folder.at('open'), folder.at('static'));
  const files = await serveFiles(site, '/some/where/', await freePort());
  const page = await keep(`${files.address}talk/`);
  await files.stop();
  await page.reload();
  expect(await readAll(page)).toEqual(whole);
  await playCast(page);
  // A proxy that is there alone, and a network that loses everything.
  for (const answer of [(response: ServerResponse) => response.writeHead(502).end(), () => undefined]) {
    const other = await answerAt(portOf(files), answer);
    await page.reload();
    expect(await readAll(page)).toEqual(whole);
    await stop(other);
  }
});
