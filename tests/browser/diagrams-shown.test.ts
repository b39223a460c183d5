/** Diagrams drawn by the compiler and by the browser, wherever a deck is shown: after a save, beside notes, scrolled, on paper. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Author, isStillOpen } from './author.ts';

const deck = (compiled: string, drawn: string) => `# Flow

\`\`\`mermaid
flowchart LR
  A[${compiled}] --> B[End]
\`\`\`

---

## Pets

\`\`\`mermaid
pie title Pets
  "${drawn}" : 3
  "Cats" : 5
\`\`\`
`;

let author: Author;
beforeAll(async () => {
  author = await Author.start({ 'talk.md': deck('Start', 'Dogs') });
});
afterAll(() => author?.end());

/** Width and height of a drawing as it is seen. */
async function sizeOf(page: Page, drawing: string): Promise<readonly [number, number]> {
  const found = page.locator(drawing).first();
  await found.waitFor();
  const { width = 0, height = 0 } = (await found.boundingBox()) ?? {};
  return [width, height];
}

const isLarge = ([width, height]: readonly [number, number], least: number) =>
  width > least && height > least / 8;

test('a save changes either kind in place', async () => {
  const { page, errors } = await author.open('/talk/');
  expect(isLarge(await sizeOf(page, '#flow svg:has-text("Start")'), 200)).toBe(true);
  author.save({ 'talk.md': deck('Begin', 'Dogs') });
  expect(isLarge(await sizeOf(page, '#flow svg:has-text("Begin")'), 200)).toBe(true);
  expect(await page.locator('#flow svg').count()).toBe(1);
  await page.evaluate(() => Reveal.slide(1));
  expect(isLarge(await sizeOf(page, '#pets svg:has-text("Dogs")'), 200)).toBe(true);
  author.save({ 'talk.md': deck('Begin', 'Hamsters') });
  expect(isLarge(await sizeOf(page, '#pets svg:has-text("Hamsters")'), 200)).toBe(true);
  expect(await page.locator('#pets svg').count()).toBe(1);
  expect(await isStillOpen(page)).toBe(true);
  expect(errors).toEqual([]);
});

test('the speaker’s pictures show both', async () => {
  const { page, errors } = await author.speak('talk');
  await expect
    .poll(async () => isLarge(await sizeOf(page, '#current .diagram svg:has-text("Begin")'), 100))
    .toBe(true);
  await expect
    .poll(async () => isLarge(await sizeOf(page, '#slide-preview .diagram svg:has-text("Hamsters")'), 100))
    .toBe(true);
  expect(await page.locator('#slide-preview .diagram-source').isVisible()).toBe(false);
  author.save({ 'talk.md': deck('Begin', 'Wrens') });
  await expect
    .poll(async () => isLarge(await sizeOf(page, '#slide-preview .diagram svg:has-text("Wrens")'), 100))
    .toBe(true);
  expect(await page.locator('#slide-preview .diagram svg').count()).toBe(1);
  author.save({ 'talk.md': deck('Begin', 'Hamsters') });
  await expect
    .poll(async () => isLarge(await sizeOf(page, '#slide-preview .diagram svg:has-text("Hamsters")'), 100))
    .toBe(true);
  expect(errors).toEqual([]);
});

test('the speaker view loads what draws them when a picture has one', async () => {
  author.save({ 'far.md': `# One\n\n---\n\n# Two\n\n---\n\n${deck('Far', 'Owls')}` });
  await author.serves('/far/', 'Far');
  const { page, errors } = await author.speak('far');
  const asked = () =>
    page.evaluate(
      () =>
        performance.getEntriesByType('resource').filter(({ name }) => /\/(?:diagrams|mermaid)/.test(name))
          .length,
    );
  await page.locator('#slide-preview h1:has-text("Two")').waitFor();
  await page.keyboard.press('ArrowRight');
  await expect
    .poll(async () => isLarge(await sizeOf(page, '#slide-preview .diagram svg:has-text("Far")'), 50))
    .toBe(true);
  expect(await asked()).toBe(0);
  await page.keyboard.press('ArrowRight');
  await expect
    .poll(async () => isLarge(await sizeOf(page, '#slide-preview .diagram svg:has-text("Owls")'), 50))
    .toBe(true);
  expect(await asked()).toBeGreaterThan(0);
  await page.keyboard.press('ArrowRight');
  await expect
    .poll(async () => isLarge(await sizeOf(page, '#current .diagram svg:has-text("Owls")'), 100))
    .toBe(true);
  expect(errors).toEqual([]);
});

test('the scroll view has both', async () => {
  const { page, errors } = await author.open('/talk/', { viewport: { width: 390, height: 844 } });
  await page.locator('.reveal-scroll').waitFor();
  expect(isLarge(await sizeOf(page, '#flow svg:has-text("Begin")'), 100)).toBe(true);
  await page.locator('#pets h2').scrollIntoViewIfNeeded();
  expect(isLarge(await sizeOf(page, '#pets svg:has-text("Hamsters")'), 100)).toBe(true);
  expect(errors).toEqual([]);
});

test('paper has both', async () => {
  const { page, errors } = await author.open('/talk/?view=print');
  await page.locator('.pdf-page').first().waitFor();
  expect(isLarge(await sizeOf(page, '.pdf-page #flow svg:has-text("Begin")'), 200)).toBe(true);
  expect(isLarge(await sizeOf(page, '.pdf-page #pets svg:has-text("Hamsters")'), 200)).toBe(true);
  expect(errors).toEqual([]);
});
