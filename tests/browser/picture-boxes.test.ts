/** Pictures of every kind of slide, in several themes and on screens and paper: the room reserved for them moves nothing. */
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { createFolder, type TestFolder } from '../setup/folder.ts';
import { openStage, type Stage, type Visit, visit } from './page.ts';

/** Three themes are compiled, and each is opened six times. */
const PATIENCE = 180_000;

const THEMES = ['lectern', 'black', 'white'] as const;

const DECK = `
![A wide picture](wide.jpg)

---

{.left}

## On the left

Words.

![A wide picture](wide.jpg)

---

{.right}

## On the right

Words.

![A tall picture](tall.jpg)

---

{.below}

## Below

![A wide picture](wide.jpg)

---

## As large as there is room

![A tall picture](tall.jpg){.r-stretch}

Words below.

---

![A drawing](drawing.png)

---

## Among words

Words ![A tall picture](tall.jpg) ![A drawing](drawing.png) words.

- ![A drawing](drawing.png){width=100} in a list
`;

let folder: TestFolder;
let stage: Stage;

beforeAll(async () => {
  const picture = (width: number, height: number, background: string) =>
    sharp({ create: { width, height, channels: 3, background } });
  const files = {
    'wide.jpg': await picture(1600, 900, '#a33').jpeg().toBuffer(),
    'tall.jpg': await picture(300, 800, '#3a3').jpeg().toBuffer(),
    'drawing.png': await picture(640, 480, '#33a').png().toBuffer(),
  };
  folder = createFolder();
  for (const theme of THEMES) {
    folder.write({ [`${theme}/deck.md`]: `---\ntheme: ${theme}\ntransition: none\n---\n${DECK}` });
    for (const [name, bytes] of Object.entries(files)) folder.write({ [`${theme}/${name}`]: bytes });
  }
  stage = await openStage(folder.path);
}, PATIENCE);
afterEach(() => stage?.leave());
afterAll(async () => {
  await stage.close();
  folder.remove('');
});

/** A page as it is, or without the sizes that compiling has added. */
async function open(theme: string, query: string, how: { readonly plain: boolean; readonly screen: Visit }) {
  const { page } = await visit(stage, '/healthz', how.screen);
  await page.route(`**/${theme}/${query}`, async (route) => {
    const response = await route.fetch();
    const html = await response.text();
    // One that its author has sized keeps that size.
    const plain = html
      .replace(/<img[^>]*contain-intrinsic-size[^>]*>/g, (image) =>
        image.replace(/ width="\d+" height="\d+"|contain-intrinsic-size:[^;"]*;?/g, ''),
      )
      .replace(/aspect-ratio:auto [^;"]*;?/g, '');
    await route.fulfill({ response, body: how.plain ? plain : html });
  });
  await page.goto(`${stage.url}/${theme}/${query}`);
  await page.waitForSelector(query === '' ? '.reveal.ready' : '.pdf-page', { state: 'attached' });
  return page;
}

const isSeen = (box: string) => box.startsWith('IMG') && !box.endsWith(' 0.00');

/** Where everything in an element is, once its pictures are there. */
const boxesIn = (page: Page, selector: string) =>
  page.evaluate(async (within) => {
    const pictures = [...document.querySelectorAll<HTMLImageElement>(`${within} img`)];
    for (const picture of pictures) picture.loading = 'eager';
    await Promise.all(pictures.map((picture) => picture.decode()));
    await document.fonts.ready;
    return [...document.querySelectorAll(`${within}, ${within} *`)].map((element) => {
      const { x, y, width, height } = element.getBoundingClientRect();
      return [element.tagName, ...[x, y, width, height].map((value) => value.toFixed(2))].join(' ');
    });
  }, selector);

async function slidesOf(page: Page): Promise<string[][]> {
  const slides: string[][] = [];
  // A phone scrolls through all of them on one page.
  const isScrolled = await page.evaluate(() => document.querySelector('.scroll-page') !== null);
  const count = isScrolled ? 1 : await page.evaluate(() => Reveal.getTotalSlides());
  const selector = isScrolled ? '.scroll-page section' : '.present';
  for (let h = 0; h < count; h++) {
    await page.evaluate((to) => Reveal.slide(to), h);
    await boxesIn(page, selector);
    await page.evaluate(() => Reveal.layout());
    slides.push(await boxesIn(page, selector));
  }
  return slides;
}

const SCREENS = {
  desktop: { width: 1280, height: 720 },
  phone: { context: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true } },
};

describe.each(THEMES)('in the theme %s, pictures are where they are without sizes', (theme) => {
  test.each(Object.entries(SCREENS))(
    'on a %s',
    async (_name, screen) => {
      const [sized, plain] = [
        await open(theme, '', { plain: false, screen }),
        await open(theme, '', { plain: true, screen }),
      ];
      const slides = await slidesOf(sized);
      expect(slides.filter((boxes) => !boxes.some(isSeen))).toEqual([]);
      expect(slides).toEqual(await slidesOf(plain));
    },
    PATIENCE,
  );

  test(
    'on paper',
    async () => {
      const screen = SCREENS.desktop;
      const [sized, plain] = [
        await open(theme, '?view=print', { plain: false, screen }),
        await open(theme, '?view=print', { plain: true, screen }),
      ];
      const pages = await boxesIn(sized, '.pdf-page');
      expect(pages.filter(isSeen)).toHaveLength(9);
      expect(pages).toEqual(await boxesIn(plain, '.pdf-page'));
    },
    PATIENCE,
  );
});
