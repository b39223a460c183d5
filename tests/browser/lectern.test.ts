/** Lectern's own theme, decks and pages in a real browser: on a phone, and for assistive technology. */
import { join } from 'node:path';
import axe from 'axe-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { createFolder } from '../setup/folder.ts';
import { atRest, differingShare, openStage, type Stage, visit, visitDeck, visitHeld } from './page.ts';

const PHONE = { width: 390, height: 844 };

const line = '    value = compute(value, option=1, carry=previous_result)\n';
const folder = createFolder({
  'long.md': `## In steps

\`\`\`python [1|4-6|20]
def run(value):
${line.repeat(40)}\`\`\`

---

## With words

\`\`\`python
${line.repeat(40)}\`\`\`

- What it does
- What it does not do

---

## Short

\`\`\`python
${line.repeat(3)}\`\`\`

As it was.
`,
});

let stage: Stage;
let long: Stage;
beforeAll(async () => {
  stage = await openStage(join(import.meta.dirname, '../../decks'));
  long = await openStage(folder.path);
});
afterEach(async () => {
  await stage?.leave();
  await long?.leave();
});
afterAll(async () => {
  await stage?.close();
  await long?.close();
  folder.remove('');
});

test('without script, what a slide shows stays within it', async () => {
  const context = await stage.browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  for (const deck of ['welcome', 'guide', 'mirage']) {
    await page.goto(`${stage.url}/${deck}/`);
    const first = page.locator('.slides section:not(.stack)').first();
    const [slide, line] = [await first.boundingBox(), await first.locator('p').last().boundingBox()];
    expect((line?.y ?? Number.NaN) + (line?.height ?? 0)).toBeLessThanOrEqual(
      (slide?.y ?? 0) + (slide?.height ?? 0),
    );
  }
  await context.close();
});

describe('on a phone', () => {
  test('every slide’s text is large enough and within its page', async () => {
    const { page } = await visitDeck(stage, '/guide/', PHONE);
    await atRest(page);
    const slides = await page.evaluate(() => {
      const scale = Number(getComputedStyle(document.body).getPropertyValue('--slide-scale'));
      return [...document.querySelectorAll('.slides section:not(.stack)')].map((slide) => ({
        id: slide.id,
        sizes: [...slide.querySelectorAll(':scope > p, li')].map(
          (text) => Number.parseFloat(getComputedStyle(text).fontSize) * scale,
        ),
        // What stands in the margin below is still on the page.
        isCut: slide.scrollHeight > slide.clientHeight + 48,
      }));
    });
    expect(slides.length).toBeGreaterThan(80);
    expect(slides.filter(({ isCut }) => isCut)).toEqual([]);
    const small = slides.filter(({ sizes }) => sizes.some((size) => size < 15));
    expect(small).toEqual([]);
  });

  test.each(['/guide/#/options', '/guide/#/half-a-picture', '/welcome/'])(
    'nothing moves on %s when reveal takes over',
    async (path) => {
      const { page, release } = await visitHeld(stage, path, PHONE);
      const before = await page.screenshot();
      await release();
      await atRest(page);
      expect(await differingShare(before, await page.screenshot())).toBeLessThanOrEqual(0.01);
    },
  );

  test('long code scrolls, and leaves the letters around it as they are', async () => {
    const { page } = await visitDeck(long, '/long/', PHONE);
    await atRest(page);
    const measured = await page.evaluate(() => {
      const scale = Number(getComputedStyle(document.body).getPropertyValue('--slide-scale'));
      const sizeOf = (text: Element | null) =>
        text ? Number.parseFloat(getComputedStyle(text).fontSize) * scale : 0;
      return [...document.querySelectorAll('.slides section:not(.stack)')].map((slide) => {
        const code = slide.querySelector('pre code');
        return {
          heading: sizeOf(slide.querySelector('h2')) > 28,
          text: [...slide.querySelectorAll(':scope > p, li')].every((text) => sizeOf(text) > 18),
          code: sizeOf(slide.querySelector('pre')) > 12,
          fits: slide.scrollHeight <= slide.clientHeight + 48,
          scrolls: (code?.scrollHeight ?? 0) > (code?.clientHeight ?? 0),
        };
      });
    });
    const readable = { heading: true, text: true, code: true, fits: true };
    expect(measured).toEqual([
      { ...readable, scrolls: true },
      { ...readable, scrolls: true },
      { ...readable, scrolls: false },
    ]);
  });

  test('turning it changes the slides’ shape, and back', async () => {
    const { page } = await visitDeck(stage, '/welcome/', PHONE);
    const width = () => page.evaluate(() => document.querySelector<HTMLElement>('.slides h1')?.offsetWidth);
    const upright = await width();
    await page.setViewportSize({ width: 844, height: 390 });
    await expect.poll(width).toBeGreaterThan(1000);
    await page.setViewportSize(PHONE);
    await expect.poll(width).toBe(upright);
  });
});

test('opening a deck is one step of the history', async () => {
  const { page } = await visitDeck(stage, '/welcome/', { context: {} });
  await expect.poll(() => page.url()).toContain('#/slides-ready');
  // The blank page, and the deck.
  expect(await page.evaluate(() => history.length)).toBe(2);
});

describe('for assistive technology', () => {
  // On a phone, reveal.js shows all slides at once.
  test.each([
    ['/', 1280, 720],
    ['/', 390, 844],
    ['/nowhere/', 1280, 720],
    ['/nowhere/', 390, 844],
    ['/welcome/', 1280, 720],
    ['/welcome/', 390, 844],
    ['/guide/#/options', 1280, 720],
    ['/guide/', 390, 844],
  ] as const)('axe finds nothing at %s, %i × %i', async (path, width, height) => {
    const { page } = await visit(stage, path, { width, height });
    if (await page.evaluate(() => document.querySelector('.reveal') !== null)) await atRest(page);
    await page.evaluate(axe.source);
    const violations = await page.evaluate(
      'axe.run().then(({ violations }) => violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => id + " " + target)))',
    );
    expect(violations).toEqual([]);
  });
});
