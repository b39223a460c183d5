/** Clickers that send arrows, in a deck from right to left with a stack: as reveal.js has it, or as the speaker view says. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { all, type Seat, Talk, type Where } from './talk.ts';

const text = `---
title: A talk from right to left
lang: he
transition: none
---

# One

Note:
הערה, 25 °C, and so on.

Lectern הוא כלי.

English (really).

---

## Two

----

## Below

---

{#three}

## שלוש (3)
`;

let talk: Talk;
let stage: Seat;
let viewer: Seat;
let speaker: Page;

beforeAll(async () => {
  ({ talk, stage, viewer } = await Talk.begin({ text }));
  // The browser that has the stage: what arrows do is its own.
  speaker = await stage.context.newPage();
  await speaker.goto(`${talk.url}/talk/speaker`);
});
afterAll(() => talk?.close());

const at = (slide: string): Where => [slide, -1, false];

describe.each([
  ['the stage', () => stage.page],
  ['the speaker view', () => speaker],
])('at %s', (_, pageOf) => {
  test('← is next as it is', async () => {
    await pageOf().keyboard.press('ArrowLeft');
    await all([stage, viewer], at('two'));
    await pageOf().keyboard.press('ArrowRight');
    await all([stage, viewer], at('one'));
  });

  test('→ and ↓ are next, and the slides of stacks are in line, where arrows step', async () => {
    await toggle();
    const steps = ['ArrowRight', 'two', 'ArrowRight', 'below', 'ArrowDown', 'three', 'ArrowLeft', 'below'];
    const back = ['ArrowUp', 'two', 'ArrowLeft', 'one'];
    const way = [...steps, ...back];
    for (let i = 0; i < way.length; i += 2) {
      await pageOf().keyboard.press(way[i] ?? '');
      await all([stage, viewer], at(way[i + 1] ?? ''));
    }
    await toggle();
    await pageOf().keyboard.press('ArrowLeft');
    await all([stage, viewer], at('two'));
    await pageOf().keyboard.press('ArrowRight');
    await all([stage, viewer], at('one'));
  });
});

test('notes go as their letters do, and titles keep the words around them in order', async () => {
  const notes = await speaker
    .locator('#notes-text p')
    .evaluateAll((all) => all.map((each) => getComputedStyle(each).direction));
  expect(notes).toEqual(['rtl', 'rtl', 'ltr']);
  expect(await speaker.locator('#notes-text article').getAttribute('lang')).toBe('he');
  await speaker.keyboard.press('End');
  await all([stage, viewer], at('three'));
  await speaker.keyboard.press('PageUp');
  const next = speaker.locator('#next-slide-title');
  await expect.poll(() => next.textContent()).toBe('Next: \u2068שלוש (3)\u2069');
  await speaker.keyboard.press('Home');
  await all([stage, viewer], at('one'));
});

test('the speaker view says which arrow is next where the other one leads nowhere', async () => {
  await speaker.keyboard.press('ArrowRight');
  await expect
    .poll(() => speaker.locator('#notice').textContent())
    .toBe('In this deck ← is next. For a clicker that sends arrows: More, Arrows step.');
});

test('an arrow belongs to whoever goes through the overview', async () => {
  await toggle();
  await stage.page.keyboard.press('o');
  await stage.page.keyboard.press('ArrowLeft');
  expect(await stage.page.evaluate(() => Reveal.isOverview())).toBe(true);
  await stage.page.keyboard.press('o');
  await toggle();
});

/** Presses the button of the sheet More. */
async function toggle(): Promise<void> {
  await speaker.locator('#menu-button').click();
  await speaker.locator('#arrows-button').click();
  await speaker.keyboard.press('Escape');
}
