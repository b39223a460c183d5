/** Diagrams that only Mermaid draws, in a real browser: text first, then a drawing in the same room. */
import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { hold } from './hold.ts';
import { atRest, decks, openStage, type Stage, visit, visitDeck } from './page.ts';

let stage: Stage;
beforeAll(async () => {
  // The folder that other files serve, too: what was compiled for the first of them is remembered.
  stage = await openStage(decks);
});
afterEach(() => stage?.leave());
afterAll(() => stage?.close());

const SIZES = { stage: { width: 1280, height: 720 }, phone: { width: 390, height: 844 } };

const requested = (page: Page) =>
  page.evaluate(() =>
    performance
      .getEntriesByType('resource')
      .map(({ name }) => name)
      .filter((name) => name.includes('mermaid')),
  );

async function open(page: Page, id: string): Promise<void> {
  await page.evaluate((slide) => {
    location.hash = `#/${slide}`;
  }, id);
  await page.waitForSelector(`#${id}.present`);
}

describe.each(Object.entries(SIZES))('on a %s', (_name, size) => {
  test('every kind is drawn within its slide', async () => {
    const { page, errors } = await visitDeck(stage, '/late-diagrams/', size);
    for (const id of ['shares', 'plan', 'years', 'branches', 'crosses', 'mind', 'parts']) {
      await open(page, id);
      await page.waitForSelector(`#${id} .diagram-later > svg`);
      await atRest(page);
      const svg = await page.locator(`#${id} .diagram-late`).boundingBox();
      expect(svg?.x).toBeGreaterThanOrEqual(0);
      expect((svg?.x ?? 0) + (svg?.width ?? 0)).toBeLessThanOrEqual(size.width);
      expect((svg?.y ?? 0) + (svg?.height ?? 0)).toBeLessThanOrEqual(size.height);
      expect((svg?.width ?? 0) * (svg?.height ?? 0)).toBeGreaterThan(5000);
      expect(await page.locator(`#${id} .diagram-source`).isVisible()).toBe(false);
    }
    expect(errors.filter((error) => !error.includes('wrong-diagram-1'))).toEqual([]);
  });
});

test('the room of a drawing is that of its source, which is there without script', async () => {
  const still = await visit(stage, '/late-diagrams/', {
    ...SIZES.stage,
    context: { javaScriptEnabled: false },
  });
  await expect(still.page.locator('#shares .diagram-source').textContent()).resolves.toContain('"Cats" : 85');
  expect(await still.page.locator('#shares .diagram-source').isVisible()).toBe(true);
  const before = await still.page.locator('#shares .diagram').boundingBox();
  const { page } = await visitDeck(stage, '/late-diagrams/#/shares', SIZES.stage);
  await page.waitForSelector('#shares svg');
  const after = await page.locator('#shares .diagram').boundingBox();
  expect((after?.width ?? 0) / (after?.height ?? 1)).toBeCloseTo(
    (before?.width ?? 0) / (before?.height ?? 1),
    2,
  );
});

test('a drawing is one picture to assistive technology', async () => {
  const { page } = await visitDeck(stage, '/late-diagrams/#/shares', SIZES.stage);
  await page.waitForSelector('#shares svg');
  await expect(page.locator('#shares svg').getAttribute('aria-label')).resolves.toMatch(
    /^Pets in the street: /,
  );
  await page.evaluate(axe.source);
  expect(await page.evaluate('axe.run().then(({ violations }) => violations.map(({ id }) => id))')).toEqual(
    [],
  );
});

test('a mistake that only the browser finds leaves the source, and is told as a script’s error', async () => {
  const { page, errors } = await visitDeck(stage, '/late-diagrams/#/wrong', SIZES.stage);
  await page.waitForSelector('#wrong [data-failed]');
  expect(await page.locator('#wrong .diagram-source').isVisible()).toBe(true);
  await expect
    .poll(() => errors)
    .toEqual(['The diagram wrong-diagram-1 cannot be drawn: Invalid date:nonsense']);
});

test('a slide that a save replaced is drawn again', async () => {
  const { page } = await visitDeck(stage, '/late-diagrams/#/shares', SIZES.stage);
  await page.waitForSelector('#shares svg');
  await page.evaluate(() => {
    document.querySelector('#shares svg')?.remove();
    const source = document.querySelector('#shares .diagram-source');
    if (source) source.textContent = 'pie title Birds\n"Owls" : 1\n"Wrens" : 2';
  });
  await page.waitForSelector('#shares svg:has-text("Owls")');
});

const fillOf = (page: Page) =>
  page
    .locator('#shares svg .legend text')
    .first()
    .evaluate((text) => getComputedStyle(text).fill);

test('the colours follow the viewer’s wish for dark', async () => {
  const { page } = await visitDeck(stage, '/late-diagrams/#/shares', SIZES.stage);
  const fill = () => fillOf(page);
  await page.waitForSelector('#shares svg');
  expect(await fill()).toBe('rgb(29, 26, 22)');
  await page.emulateMedia({ colorScheme: 'dark' });
  await expect.poll(fill).toBe('rgb(245, 241, 232)');
});

test('a wish for dark while something is drawn counts for it, too', async () => {
  const { page } = await visit(stage, '/healthz', { ...SIZES.stage, context: {} });
  const kind = hold('**/_/mermaid-pie.*.js');
  await kind.prepare(page);
  const asked = page.waitForRequest('**/_/mermaid-pie.*.js');
  await page.goto(`${stage.url}/late-diagrams/#/shares`);
  // Its colours are chosen by then.
  await asked;
  await page.emulateMedia({ colorScheme: 'dark' });
  kind.release();
  await expect.poll(() => fillOf(page)).toBe('rgb(245, 241, 232)');
});

test('a mind map’s words stand within their shapes, and pictures of servers are in the theme’s colours', async () => {
  const { page } = await visitDeck(stage, '/late-diagrams/#/mind', SIZES.stage);
  await page.waitForSelector('#mind svg');
  await atRest(page);
  const outside = await page.locator('#mind .mindmap-node').evaluateAll((nodes) =>
    nodes.filter((node) => {
      const shape = node.querySelector('circle, rect.basic, path')?.getBoundingClientRect();
      const words = node.querySelector('text')?.getBoundingClientRect();
      return !shape || !words || words.left < shape.left - 1 || words.right > shape.right + 1;
    }),
  );
  expect(outside).toHaveLength(0);
  await open(page, 'parts');
  await page.waitForSelector('#parts svg');
  const blue = await page
    .locator('#parts [style*="#087ebf"]')
    .evaluateAll((parts) => parts.map((part) => getComputedStyle(part).fill));
  expect(blue.length).toBeGreaterThan(0);
  expect(blue).not.toContain('rgb(8, 126, 191)');
});

test('paper has every drawing', async () => {
  const { page } = await visit(stage, '/late-diagrams/?view=print', SIZES.stage);
  await page.waitForSelector('.pdf-page');
  await expect.poll(() => page.locator('.pdf-page .diagram-later > svg').count()).toBe(7);
  expect(await page.locator('.pdf-page .diagram-source').last().isVisible()).toBe(true);
});

test('only a deck with such a diagram asks for Mermaid', async () => {
  const { page } = await visitDeck(stage, '/diagrams/', SIZES.stage);
  // What a deck needs it asks for when it is idle.
  await atRest(page);
  await page.waitForTimeout(1000);
  expect(await requested(page)).toEqual([]);
  const own = await visitDeck(stage, '/late-diagrams/', SIZES.stage);
  await expect.poll(() => requested(own.page)).not.toEqual([]);
});
