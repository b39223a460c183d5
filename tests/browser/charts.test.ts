/** Charts and QR codes in a real browser: every letter within its slide and large enough, told in steps, heard, scanned. */
import { writeFileSync } from 'node:fs';
import axe from 'axe-core';
import jsQR from 'jsqr';
import type { Browser, Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { command, type Started, startNode } from '../setup/command.ts';
import { createFolder, type TestFolder } from '../setup/folder.ts';
import { freePort } from '../setup/port.ts';
import { settled } from '../setup/settled.ts';
import { lendChromium } from './chromium.ts';

const KEY = 'a-key-for-tests-0123456789';

const sales = ['Year,Plan,Done', '2022,12,9.5', '2023,14,15', '2024,16,18'].join('\n');
const long = 'A name with rather more letters than anybody would want to read on a chart, isn’t it';

/** A slide of its own for each. */
const charts: Readonly<Record<string, string>> = {
  bars: '```chart bar {unit=km}\nPlace,Distance\nA place with a long name,120\nCork,-30\nGalway,80\n```',
  'grouped-bars': '```chart bar {src=sales.csv}\n```',
  columns: '```chart column {src=sales.csv steps mark=Done}\n```',
  stacked: '```chart column stacked {src=sales.csv}\n```',
  lines: '```chart line {src=sales.csv title="Plan and truth" mark="Done|2023"}\n```',
  areas: '```chart area stacked {src=sales.csv}\n```',
  points: '```chart scatter\nTown,People,Rain\nCork,224,1228\nDublin,592,758\n```',
  pie: '```chart pie\nWay,People\nTrain,44\nCar,31\nBicycle,15\nOn foot,7\nOther,3\n```',
  hostile: `\`\`\`chart line\nx,${Array.from({ length: 30 }, (_, i) => `${long} ${i}`)}\na,${Array.from({ length: 30 }, (_, i) => i)}\nb,${Array.from({ length: 30 }, (_, i) => 30 - i)}\n\`\`\``,
  'beside-words': 'Some words.\n\n***\n\n```chart column\nYear,Visitors\n2022,980\n2023,1350\n2024,1502\n```',
};

const slides = Object.entries(charts).map(
  ([id, chart]) => `${id === 'beside-words' ? '{.columns}\n\n' : ''}# ${id.replaceAll('-', ' ')}\n\n${chart}`,
);
const text = (settings: string) =>
  `---\ntitle: A talk\n${settings}---\n\n# One\n\n---\n\n${slides.join('\n\n---\n\n')}\n\n---\n\n# Code\n\n![Follow along](qr:)\n\n---\n\n# Other\n\n![Us](qr:https://lectern.example/)\n`;

let folder: TestFolder;
let server: Started;
let browser: Browser;
let url: string;

beforeAll(async () => {
  folder = createFolder({
    'decks/talk/deck.md': text(''),
    'decks/talk/sales.csv': sales,
    'decks/black/deck.md': text('theme: black\n'),
    'decks/black/sales.csv': sales,
  });
  const port = String(await freePort());
  const words = ['serve', folder.at('decks'), '--host', '127.0.0.1', '--port', port, '--key', KEY];
  server = startNode([command, ...words, '--url', 'https://talks.example/t/']);
  url = `http://localhost:${port}`;
  const answers = async () => expect((await fetch(`${url}/healthz`)).ok).toBe(true);
  await vi.waitFor(answers, { interval: 50, timeout: 60_000 });
  await settled(`${url}/`);
  browser = await lendChromium();
});
afterAll(async () => {
  await browser?.close();
  server?.child.kill('SIGTERM');
  await server?.ended;
  folder?.remove('');
});

async function open(path: string, size: { width: number; height: number }): Promise<Page> {
  const context = await browser.newContext({
    viewport: size,
    reducedMotion: 'reduce',
    serviceWorkers: 'block',
  });
  const page = await context.newPage();
  await page.goto(`${url}${path}`);
  await page.waitForSelector('.reveal.ready');
  return page;
}

/** Says which letters of the current slide's chart are too small, or beyond the slide. */
const faults = (page: Page) =>
  page.evaluate(() => {
    const slide = Reveal.getCurrentSlide();
    const scale = Reveal.getScale();
    const { height = 720 } = Reveal.getConfig();
    const box = slide.getBoundingClientRect();
    const words = [
      ...slide.querySelectorAll<HTMLElement>(
        '.chart text, .chart-key > span, .chart > p, .chart > figcaption',
      ),
    ];
    const shown = words.filter((each) => each.getBoundingClientRect().width > 0 && each.textContent !== '');
    const isNarrow = document.querySelector('.reveal.narrow') !== null;
    const least = isNarrow ? 22 : Number(height) / 32;
    return {
      count: shown.length,
      small: shown
        .filter((each) => Number.parseFloat(getComputedStyle(each).fontSize) < least)
        .map((each) => each.textContent),
      outside: shown
        .filter((each) => {
          const { left, right, top, bottom } = each.getBoundingClientRect();
          const some = 4 * scale;
          return (
            left < box.left - some ||
            right > box.right + some ||
            top < box.top - some ||
            bottom > innerHeight + some
          );
        })
        .map((each) => each.textContent),
    };
  });

describe.each([
  ['talk', { width: 1280, height: 720 }],
  ['talk', { width: 390, height: 844 }],
  ['black', { width: 1280, height: 720 }],
])('the deck %s at %o', (deck, size) => {
  test('has all letters of its charts within the slide, and large enough for the last row', async () => {
    const page = await open(`/${deck}/`, size);
    for (const id of Object.keys(charts)) {
      await page.evaluate((hash) => {
        location.hash = hash;
      }, `#/${id}`);
      await page.waitForFunction((wanted) => Reveal.getCurrentSlide().id === wanted, id);
      const { count, ...found } = await faults(page);
      expect([id, found]).toEqual([id, { small: [], outside: [] }]);
      expect([id, count > 3]).toEqual([id, true]);
    }
    await page.context().close();
  });
});

test('a chart is told in steps, its names and cells with its marks, and without motion where that is asked for', async () => {
  const page = await open('/talk/#/columns', { width: 1280, height: 720 });
  const seen = () =>
    page.evaluate(() => {
      const parts = [...Reveal.getCurrentSlide().querySelectorAll('.chart .fragment')];
      const [bar] = Reveal.getCurrentSlide().querySelectorAll('.chart-bar');
      return [
        ...['.chart-key span', 'svg g', 'td'].map(
          (part) =>
            parts.filter((each) => each.matches(part) && getComputedStyle(each).visibility === 'visible')
              .length,
        ),
        bar && getComputedStyle(bar).transitionDuration,
      ];
    });
  await expect.poll(seen).toEqual([0, 0, 0, '0s']);
  await page.keyboard.press('ArrowRight');
  const [keys, marks, cells] = await seen();
  expect([keys, cells]).toEqual([1, 3]);
  expect(marks).toBeGreaterThan(2);
  await page.keyboard.press('ArrowRight');
  await expect.poll(seen).toEqual([2, Number(marks) * 2, 6, '0s']);
  expect(await page.evaluate(() => Reveal.availableFragments().next)).toBe(false);
  await page.context().close();
});

test('who listens gets the table and not the drawing, and axe finds nothing', async () => {
  const page = await open('/talk/#/lines', { width: 1280, height: 720 });
  const slide = page.locator('section.present');
  expect(await slide.locator('figure').ariaSnapshot()).toContain('cell "9.5"');
  expect(await slide.locator('figure').ariaSnapshot()).not.toContain('img');
  for (const hash of ['#/lines', '#/pie', '#/code']) {
    await page.evaluate((to) => {
      location.hash = to;
    }, hash);
    await page.evaluate(axe.source);
    expect(await page.evaluate('axe.run().then(({ violations }) => violations.map(({ id }) => id))')).toEqual(
      [],
    );
  }
  await page.context().close();
});

test('a save of its data is on the slide', async () => {
  const page = await open('/black/#/columns', { width: 1280, height: 720 });
  writeFileSync(folder.at('decks/black/sales.csv'), `${sales}\n2025,20,21.25\n`);
  await expect
    .poll(() => page.locator('section#columns .chart-data').textContent(), { timeout: 20_000 })
    .toContain('21.25');
  await page.context().close();
});

describe('a QR code', () => {
  /** What a phone reads of a page; nothing where there is no code. */
  async function scan(page: Page): Promise<string | undefined> {
    const picture = sharp(await page.screenshot())
      .ensureAlpha()
      .raw();
    const { data, info } = await picture.toBuffer({ resolveWithObject: true });
    return jsQR(new Uint8ClampedArray(data), info.width, info.height)?.data;
  }

  test('leads to the deck as the audience reaches it, or to what it says, on dark paper, too', async () => {
    for (const deck of ['talk', 'black']) {
      const page = await open(`/${deck}/#/code`, { width: 1280, height: 720 });
      await page.emulateMedia({ colorScheme: 'dark' });
      await expect.poll(() => scan(page)).toBe(`https://talks.example/t/${deck}/`);
      expect(await page.locator('section#code .qr-code').getAttribute('href')).toBe(
        `https://talks.example/t/${deck}/`,
      );
      await page.evaluate(() => {
        location.hash = '#/other';
      });
      await expect.poll(() => scan(page)).toBe('https://lectern.example/');
      await page.context().close();
    }
  });

  test('is on the stage and in the speaker view behind Q, with its address, and goes with the next step', async () => {
    const page = await open('/talk/', { width: 1280, height: 720 });
    await page.keyboard.press('q');
    await page.goto(`${url}/talk/speaker?key=${KEY}`);
    await page.waitForSelector(
      '#link[data-state="connected"], #link[data-state="good"], #link:not([data-state="connecting"])',
    );
    await page.keyboard.press('q');
    await expect.poll(() => scan(page)).toBe('https://talks.example/t/talk/');
    expect(await page.locator('#audience-code p').textContent()).toBe('talks.example/t/talk');
    await page.goto(`${url}/talk/`);
    await page.waitForSelector('.reveal.ready[data-part]');
    await page.keyboard.press('q');
    await expect.poll(() => scan(page)).toBe('https://talks.example/t/talk/');
    expect(await page.locator('.live-code p').textContent()).toBe('talks.example/t/talk');
    await page.keyboard.press('Escape');
    expect(await page.locator('.live-code').count()).toBe(0);
    expect(await page.evaluate(() => Reveal.isOverview())).toBe(false);
    await page.keyboard.press('q');
    await page.waitForSelector('.live-code svg');
    await page.keyboard.press('Space');
    await expect.poll(() => page.locator('.live-code').count()).toBe(0);
    await page.context().close();
  });
});
