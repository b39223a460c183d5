/** What is seen from the last row, whatever a deck shows: arrows over pictures, long titles, the legends of pies. */
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { themeNames } from '../../server/bundle/css/themes.ts';
import { contrastRatio, type Rgb } from '../../server/deck/model/colours.ts';
import { isOwnTheme } from '../../server/deck/model/own-themes.ts';
import { createFolder, type TestFolder } from '../setup/folder.ts';
import { atRest, openStage, type Stage, visitDeck } from './page.ts';

const STAGE = { width: 1280, height: 720 };

/** The lowest letters that are read from the last row, in pixels of such a slide. */
const FLOOR = STAGE.height / 32;

const REVEALS = themeNames.filter((name) => !isOwnTheme(name));

const TITLES = [
  'How a small team of three engineers replaced an ageing monolith without a single weekend',
  'What we have learned from ten years of tides and talks',
];

const GROUNDS = { dark: '#0a0f14', light: '#fafafa' } as const;
const photo = (background: string) =>
  sharp({ create: { width: 640, height: 360, channels: 3, background } })
    .png()
    .toBuffer();

let folder: TestFolder;
let stage: Stage;
beforeAll(async () => {
  folder = createFolder({
    'dark.png': await photo(GROUNDS.dark),
    'light.png': await photo(GROUNDS.light),
    ...Object.fromEntries(
      ['light', 'dark'].map((scheme) => [
        `pictures-${scheme}.md`,
        `---\ntheme: lectern-${scheme}\nrevealOptions: { transition: none }\n---\n\n${['dark', 'light']
          .flatMap((ground) => [`{.right}\n\n# Words\n\n![](${ground}.png)`, `![](${ground}.png)`])
          .join('\n\n---\n\n')}\n\n---\n\nLast\n`,
      ]),
    ),
    'pie.md':
      '# Pie\n\n---\n\n## Week\n\n```mermaid\npie title A week\n  "Meetings" : 4\n  "Reading what others write" : 2\n```\n',
    ...Object.fromEntries(
      REVEALS.map((theme) => [
        `${theme}.md`,
        `---\ntheme: ${theme}\n---\n\n${TITLES.map((title) => `# ${title}`).join('\n\n---\n\n')}\n`,
      ]),
    ),
  });
  stage = await openStage(folder.path);
});
afterEach(() => stage?.leave());
afterAll(async () => {
  await stage?.close();
  folder?.remove('.');
});

test.each(['light', 'dark'] as const)(
  'the arrow onwards stands out from any picture, in the %s',
  async (scheme) => {
    const { page } = await visitDeck(stage, `/pictures-${scheme}/`, STAGE);
    for (const at of [0, 1, 2, 3]) {
      await page.evaluate((h) => window.Reveal.slide(h), at);
      await atRest(page);
      const clip = await page.locator('.controls .navigate-right').boundingBox();
      if (!clip) throw new Error('there is no arrow');
      const { data, info } = await sharp(await page.screenshot({ clip }))
        .removeAlpha()
        .raw()
        .toBuffer({ resolveWithObject: true });
      const colourAt = (pixel: number): Rgb => {
        const [r = 0, g = 0, b = 0] = data.subarray(pixel * info.channels);
        return { r, g, b, alpha: 1 };
      };
      // The corner is the picture alone.
      const ground = colourAt(0);
      const count = Array.from({ length: info.width * info.height }, (_, pixel) => colourAt(pixel)).filter(
        (colour) => contrastRatio(colour, ground) >= 4.5,
      ).length;
      expect(count, `picture ${at}`).toBeGreaterThan(40);
    }
  },
);

test.each(REVEALS)('a long title fits its slide in %s', async (theme) => {
  const { page } = await visitDeck(stage, `/${theme}/`, STAGE);
  for (const at of TITLES.keys()) {
    await page.evaluate((h) => window.Reveal.slide(h), at);
    await atRest(page);
    const box = await page.locator('.slides .present h1').boundingBox();
    if (!box) throw new Error('there is no title');
    expect(box.y, TITLES[at]).toBeGreaterThanOrEqual(0);
    expect(box.y + box.height, TITLES[at]).toBeLessThanOrEqual(STAGE.height);
  }
});

test('title, shares and legend of a pie are no smaller than other letters may be, and within its drawing', async () => {
  const { page } = await visitDeck(stage, '/pie/#/1', STAGE);
  await page.waitForSelector('.present svg .legend');
  await atRest(page);
  const letters = await page.evaluate(() => {
    const svg = document.querySelector<SVGSVGElement>('.present .diagram svg');
    const { right = 0, bottom = 0 } = svg?.getBoundingClientRect() ?? {};
    return [...(svg?.querySelectorAll<SVGTextElement>('text') ?? [])].map((text) => {
      const box = text.getBoundingClientRect();
      const scale = text.getScreenCTM()?.a ?? 0;
      return {
        size: Number.parseFloat(getComputedStyle(text).fontSize) * scale,
        isWithin: box.right <= right + 1 && box.bottom <= bottom + 1,
      };
    });
  });
  expect(letters).toHaveLength(5);
  for (const { size, isWithin } of letters) {
    expect(size).toBeGreaterThanOrEqual(FLOOR);
    expect(isWithin).toBe(true);
  }
});
