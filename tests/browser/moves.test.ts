/** Every way to another slide, on the stage and in the room, is one move of reveal.js, which is what a step costs. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { all, press, type Seat, Talk, where } from './talk.ts';

let talk: Talk;
let stage: Seat;
let viewer: Seat;

beforeAll(async () => {
  talk = await Talk.open();
  [stage, viewer] = await Promise.all([talk.present(), talk.watch()]);
});

afterAll(() => talk?.close());

beforeEach(async () => {
  await goHome();
  for (const { page } of [stage, viewer]) await countMoves(page);
});

async function goHome(): Promise<void> {
  await press(stage, 'End');
  await all([viewer], ['six', -1, false]);
  await press(stage, 'Home');
  await all([viewer], ['one', -1, false]);
}

/** Counts from now on how often reveal.js goes somewhere. */
async function countMoves(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const counted = globalThis as { moves?: number };
    // What the last move has set on its way arrives before.
    await new Promise((resolve) => setTimeout(resolve, 50));
    if (counted.moves === undefined)
      Reveal.on('beforeslidechange', () => {
        counted.moves = (counted.moves ?? 0) + 1;
      });
    counted.moves = 0;
  });
}

/** How often reveal.js went somewhere, once the browser has told of every address that was set. */
const moves = ({ page }: Seat) =>
  page.evaluate(async () => {
    await new Promise((resolve) => setTimeout(resolve, 100));
    return (globalThis as { moves?: number }).moves;
  });

const address = ({ page }: Seat) => page.evaluate(() => location.hash);

/** The browser's own ways back and forth. */
async function travel({ page }: Seat, steps: number): Promise<void> {
  await page.evaluate((delta) => history.go(delta), steps);
}

async function type({ page }: Seat, hash: string): Promise<void> {
  await page.evaluate((value) => {
    location.hash = value;
  }, hash);
}

describe('one move of reveal.js is', () => {
  test('a key on the stage, in a stack and out of it', async () => {
    await press(stage, 'End', 'PageUp', 'PageUp', 'PageUp', 'PageUp', 'PageDown');
    await all([stage, viewer], ['four', -1, false]);
    expect(await moves(stage)).toBe(6);
    expect(await address(stage)).toBe('#/four');
  });

  test('what the room says', async () => {
    for (const [key, slide] of [
      ['End', 'six'],
      ['PageUp', 'five'],
      ['Home', 'one'],
    ] as const) {
      await press(stage, key);
      await all([viewer], [slide, -1, false]);
    }
    expect(await moves(viewer)).toBe(3);
  });

  test('an address that a person types, by name or by number, and a link', async () => {
    await type(stage, '#/below-four');
    await all([stage, viewer], ['below-four', -1, false]);
    expect(await moves(stage)).toBe(1);
    await type(stage, '#/0');
    await all([stage, viewer], ['one', -1, false]);
    expect(await moves(stage)).toBe(2);
    expect(await address(stage)).toBe('#/one');
    await type(stage, '#/five');
    await stage.page.getByRole('link', { name: 'To one' }).click();
    await all([stage, viewer], ['one', -1, false]);
    expect(await moves(stage)).toBe(4);
  });

  test('the browser’s ways back and forth', async () => {
    await press(stage, 'End', 'PageUp', 'PageUp');
    await all([stage, viewer], ['below-four', -1, false]);
    await travel(stage, -1);
    await all([stage, viewer], ['five', -1, false]);
    await travel(stage, -2);
    await all([stage, viewer], ['one', -1, false]);
    await travel(stage, 1);
    await all([stage, viewer], ['six', -1, false]);
    expect(await moves(stage)).toBe(6);
  });

  test('a reader’s key', async () => {
    await press(viewer, 'End', 'PageUp', 'PageUp', 'Home');
    expect(await moves(viewer)).toBe(4);
    await viewer.page.getByRole('button', { name: /Back to live/ }).click();
  });
});

test('fragments, code steps among them, are steps without a move', async () => {
  await press(stage, 'PageDown', 'PageDown', 'PageDown', 'PageDown', 'PageDown');
  await all([stage, viewer], ['three', 0, false]);
  expect(await moves(stage)).toBe(2);
});

test('an address that names no slide leaves the slide and gets its own back', async () => {
  await type(stage, '#/nowhere');
  await expect.poll(() => address(stage)).toBe('#/one');
  expect(await where(stage)).toEqual(['one', -1, false]);
});
