/** Pictures in a real browser: nothing jumps when they arrive, and each screen takes the file that fits it. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createFolder, type TestFolder } from '../setup/folder.ts';
import { drawPhoto, TALL, WIDE } from '../setup/photo.ts';
import { hold } from './hold.ts';
import { offered, openStage, type Stage, visit, visitDeck } from './page.ts';

/** Pictures are made some seconds after the start, on two cores that others use as well. */
const PATIENCE = 180_000;

const DECK = `
# Words

![A wide picture](wide.jpg)

Words below.

---

![One](wide.jpg) ![Another](tall.jpg)

Words below.

---

![](wide.jpg) <!-- .element: class="r-stretch" -->

---

<img src="tall.jpg" alt="" style="height: 120px"> words <img src="wide.jpg" alt="" width="300">

Words below.
`;

let folder: TestFolder;
let stage: Stage;

beforeAll(async () => {
  const [wide, tall] = [await drawPhoto(WIDE), await drawPhoto(TALL)];
  folder = createFolder({
    'lectern/deck.md': `---\ntransition: none\n---\n${DECK}`,
    'black/deck.md': `---\ntheme: black\ntransition: none\n---\n${DECK}`,
  });
  for (const deck of ['lectern', 'black'])
    folder.write({ [`${deck}/wide.jpg`]: wide, [`${deck}/tall.jpg`]: tall });
  stage = await openStage(folder.path);
  for (const deck of ['lectern', 'black']) await offered(() => fetch(`${stage.url}/${deck}/`), ' srcset=');
}, PATIENCE);
afterAll(async () => {
  await stage.close();
  folder.remove('');
});

/** Sums up how far things move (Layout Instability). */
async function watchShifts(page: Page): Promise<() => Promise<number>> {
  await page.addInitScript(() => {
    const told: number[] = [];
    Object.assign(window, { told });
    new PerformanceObserver((list) => {
      // The entry's type is not among the DOM's yet.
      for (const entry of list.getEntries()) told.push((entry as PerformanceEntry & { value: number }).value);
    }).observe({ type: 'layout-shift', buffered: true });
  });
  return () =>
    page.evaluate(() =>
      // What the script above has set.
      (window as unknown as { told: number[] }).told.reduce((sum, value) => sum + value, 0),
    );
}

/** Where everything on the present slide is. */
const places = (page: Page) =>
  page.evaluate(() =>
    [...document.querySelectorAll('.present:not(.stack), .present:not(.stack) *')].map((element) => {
      const { x, y, width, height } = element.getBoundingClientRect();
      return [element.tagName, x, y, width, height].join(' ');
    }),
  );

/** Those that reveal.js lays out by style sheets alone. */
const SLIDES = [0, 1, 3];

/** Shows a slide with its pictures. */
async function show(page: Page, slide: number): Promise<void> {
  await page.evaluate(async (h) => {
    Reveal.slide(h);
    const pictures = [...document.querySelectorAll<HTMLImageElement>('.present img')];
    await Promise.all(pictures.map((picture) => picture.decode()));
    await document.fonts.ready;
  }, slide);
}

describe.each(['lectern', 'black'])('in the theme %s', (deck) => {
  test(
    'nothing moves when a slow picture arrives',
    async () => {
      const { page } = await visit(stage, '/healthz');
      const shifts = await watchShifts(page);
      const pictures = hold(/\.(?:jpg|avif)$/);
      await pictures.prepare(page);
      await page.goto(`${stage.url}/${deck}/`, { waitUntil: 'commit' });
      await page.waitForSelector('.reveal.ready');
      const slides: string[][] = [];
      for (const slide of SLIDES) {
        await page.evaluate(async (h) => {
          Reveal.slide(h);
          // Fonts are asked for when the slide is laid out.
          await new Promise(requestAnimationFrame);
          await document.fonts.ready;
        }, slide);
        slides.push(await places(page));
      }
      await page.evaluate(async () => {
        Reveal.slide(0);
        // What this itself moves is told of by then.
        for (const _ of [1, 2]) await new Promise(requestAnimationFrame);
      });
      const before = await shifts();
      pictures.release();
      await page.waitForFunction(() =>
        [...document.querySelectorAll('img')].slice(0, 1).every(({ complete }) => complete),
      );
      await page.waitForTimeout(300);
      expect((await shifts()) - before).toBe(0);
      for (const [index, slide] of SLIDES.entries()) {
        await show(page, slide);
        expect(await places(page)).toEqual(slides[index]);
      }
      await page.close();
    },
    PATIENCE,
  );

  test(
    'everything stands where it does without sizes',
    async () => {
      const seen: string[][][] = [];
      for (const isPlain of [false, true]) {
        const { page } = await visit(stage, '/healthz');
        await page.route(`**/${deck}/`, async (route) => {
          const response = await route.fetch();
          const html = await response.text();
          const plain = html.replace(/<img[^>]*>/g, (image) =>
            image.replace(
              / width="\d+" height="\d+"| (?:srcset|sizes)="[^"]*"|(?:contain-intrinsic-size|aspect-ratio):[^;"]*;?/g,
              '',
            ),
          );
          await route.fulfill({ response, body: isPlain ? plain : html });
        });
        await page.goto(`${stage.url}/${deck}/`);
        await page.waitForSelector('.reveal.ready');
        const slides: string[][] = [];
        for (const slide of SLIDES) {
          await show(page, slide);
          slides.push(await places(page));
        }
        seen.push(slides);
        await page.close();
      }
      expect(seen[0]).toEqual(seen[1]);
    },
    PATIENCE,
  );
});

test(
  'each screen takes the file that fits it, and no colours are left behind',
  async () => {
    const chosen: string[] = [];
    for (const [width, height, deviceScaleFactor] of [
      [390, 844, 3],
      [1280, 720, 1],
    ] as const) {
      const { page } = await visitDeck(stage, '/lectern/', {
        context: { viewport: { width, height }, deviceScaleFactor },
      });
      const image = page.locator('.present img').first();
      await page.waitForFunction(() => document.querySelector<HTMLImageElement>('.present img')?.complete);
      chosen.push(
        await image.evaluate((element: HTMLImageElement) =>
          element.currentSrc.replace(/.*\.(\d+\.\w+)$/, '$1'),
        ),
      );
      // Its `load` may be told a moment after it is complete.
      await expect
        .poll(() =>
          image.evaluate((element: HTMLImageElement) => element.style.getPropertyValue('--preview')),
        )
        .toBe('');
      await page.close();
    }
    expect(chosen).toEqual(['1280.avif', '1280.avif']);
  },
  PATIENCE,
);

test(
  'where a smaller file is gone, the picture’s own is shown',
  async () => {
    const { page } = await visit(stage, '/healthz');
    await page.route(/\.avif$/, (route) => route.fulfill({ status: 404 }));
    await page.goto(`${stage.url}/lectern/`);
    await page.waitForFunction(
      () => (document.querySelector<HTMLImageElement>('.present img')?.naturalWidth ?? 0) > 0,
    );
    expect(
      await page
        .locator('.present img')
        .first()
        .evaluate((element: HTMLImageElement) => element.currentSrc),
    ).toMatch(/wide\.jpg$/);
    await page.close();
  },
  PATIENCE,
);
