/** Diagrams in a real browser: in place before any script, within the slide, in the theme's colours. */
import axe from 'axe-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { atRest, decks, openStage, type Stage, visit, visitDeck } from './page.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage(decks);
});
afterEach(() => stage?.leave());
afterAll(() => stage?.close());

const SIZES = { stage: { width: 1280, height: 720 }, phone: { width: 390, height: 844 } };

describe.each(Object.entries(SIZES))('on a %s', (_name, size) => {
  test('every diagram is within its slide, below its heading', async () => {
    const { page, errors } = await visitDeck(stage, '/diagrams/', size);
    for (const id of ['a-flow', 'a-tall-one', 'a-graph']) {
      await page.evaluate((slide) => {
        location.hash = `#/${slide}`;
      }, id);
      await page.waitForSelector(`#${id}.present`);
      await atRest(page);
      const [svg, heading] = await Promise.all([
        page.locator(`#${id} svg`).boundingBox(),
        page.locator(`#${id} h2`).boundingBox(),
      ]);
      if (!svg || !heading) throw new Error(`nothing is drawn on ${id}`);
      expect(svg.x).toBeGreaterThanOrEqual(0);
      expect(svg.x + svg.width).toBeLessThanOrEqual(size.width);
      expect(svg.y).toBeGreaterThanOrEqual(heading.y + heading.height);
      expect(svg.y + svg.height).toBeLessThanOrEqual(size.height);
      expect(svg.width * svg.height).toBeGreaterThan(5000);
    }
    expect(errors).toEqual([]);
  });
});

test('labels fit their boxes, in the deck’s own letters', async () => {
  const { page } = await visitDeck(stage, '/diagrams/', SIZES.stage);
  await page.evaluate(() => document.fonts.ready);
  const nodes = await page.locator('#a-flow g.node').evaluateAll((groups) =>
    groups.map((group) => ({
      family: getComputedStyle(group.querySelector('text') ?? group).fontFamily,
      spare:
        (group.querySelector('rect')?.getBoundingClientRect().width ?? 0) -
        (group.querySelector('text')?.getBoundingClientRect().width ?? 0),
    })),
  );
  expect(nodes).toHaveLength(3);
  for (const { family, spare } of nodes) {
    expect(family).toContain('Atkinson Hyperlegible Next');
    expect(spare).toBeGreaterThan(4);
  }
});

test('the colours follow the viewer’s wish for dark', async () => {
  const colours = [];
  for (const colorScheme of ['light', 'dark'] as const) {
    const { page } = await visitDeck(stage, '/diagrams/', { ...SIZES.stage, context: { colorScheme } });
    colours.push(
      await page
        .locator('#a-graph text')
        .first()
        .evaluate((text) => getComputedStyle(text).fill),
    );
  }
  expect(colours).toEqual(['rgb(29, 26, 22)', 'rgb(245, 241, 232)']);
});

test('a diagram is one picture to assistive technology, and the page carries no renderer', async () => {
  const { page } = await visitDeck(stage, '/diagrams/', SIZES.stage);
  await expect(page.locator('#a-flow svg').getAttribute('aria-label')).resolves.toBe(
    'Flow chart: Markdown → Deck (read), Deck → Slides',
  );
  const loaded = await page.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => name));
  expect(loaded.filter((name) => /mermaid|viz|wasm/i.test(name))).toEqual([]);
  await page.evaluate(axe.source);
  const violations = await page.evaluate(
    'axe.run().then(({ violations }) => violations.map(({ id }) => id))',
  );
  expect(violations).toEqual([]);
});

test('without script the diagrams are there', async () => {
  const { page } = await visit(stage, '/diagrams/', {
    ...SIZES.stage,
    context: { javaScriptEnabled: false },
  });
  expect((await page.locator('#a-tall-one svg').boundingBox())?.height).toBeGreaterThan(200);
});
