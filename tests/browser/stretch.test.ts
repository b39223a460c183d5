/** What fills the height that a slide has left keeps its size through the steps of the slide, itself a step or not. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { createFolder, type TestFolder } from '../setup/folder.ts';
import { openStage, type Stage, visitDeck } from './page.ts';

const guide = join(import.meta.dirname, '../../decks/guide');

const slides = {
  picture:
    '## A\n\n- one {.fragment}\n\n![A](a.jpg) <!-- .element: class="fragment r-stretch" -->\n\nlast {.fragment}',
  paragraph: '## B\n\none {.fragment}\n\n![A](a.jpg){.r-stretch}\n{.fragment}\n\nlast {.fragment}',
  film: '## C\n\none {.fragment}\n\n![A](a.webm){.fragment .r-stretch}\n\nlast {.fragment}',
  page: '## D\n\n<style>.slow { transition: all 1s }</style>\n\n<iframe class="r-stretch slow" src="a.html"></iframe>\n\nlast {.fragment}',
  old: '## E\n\n<p><img class="stretch fragment grow" src="a.jpg" alt=""></p>\n\nlast {.fragment}',
  inside:
    '## F\n\n<div class="r-stretch fragment"><p class="fragment">one</p><p class="fragment">two</p></div>\n\nlast {.fragment}',
};

let folder: TestFolder;
let stage: Stage;
beforeAll(async () => {
  const deck = Object.entries(slides).map(([id, text]) => `<!-- .slide: id="${id}" -->\n${text}`);
  folder = createFolder({
    // A slide of a stack, too.
    'talk/deck.md': deck.join('\n\n----\n\n'),
    'talk/a.jpg': readFileSync(join(guide, 'hills.jpg')),
    'talk/a.webm': readFileSync(join(guide, 'glow.webm')),
    'talk/a.html': '<p>A page</p>',
  });
  stage = await openStage(folder.path);
});
afterEach(() => stage?.leave());
afterAll(async () => {
  await stage?.close();
  folder.remove('');
});

const height = (page: Page) =>
  page.evaluate(
    () =>
      Reveal.getCurrentSlide().querySelector<HTMLElement>(':scope > :is(.stretch, .r-stretch)')?.offsetHeight,
  );

test.each(Object.keys(slides))('%s', { timeout: 20_000 }, async (id) => {
  const { page } = await visitDeck(stage, `/talk/#/${id}`, { width: 1280, height: 720 });
  await page.waitForSelector(`#${id}.present`);
  await expect.poll(() => height(page)).toBeGreaterThan(100);
  const first = await height(page);
  for (let step = 0; step < 4; step++) {
    if ((await page.evaluate(() => Reveal.availableFragments().next)) === false) break;
    await page.evaluate(() => {
      Reveal.nextFragment();
      Reveal.layout();
    });
    expect(await height(page)).toBe(first);
    await page.waitForTimeout(100);
    await page.evaluate(() => Reveal.layout());
    expect(await height(page)).toBe(first);
  }
});
