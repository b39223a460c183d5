/** Who gets the speaker view, and whether everyone can use it, at every size. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Flood } from '../setup/flood.ts';
import { axe, laptop, lying, speak } from './speakers.ts';
import { phone, Talk } from './talk.ts';

const text = `---
duration: 10
---

# One

Note: Said aloud

---

## Two

- first {.fragment}
`;

const KEY = 'a-key-for-tests-0123456789';

let talk: Talk;

beforeAll(async () => {
  talk = await Talk.open({ text });
});
afterAll(() => talk?.close());

describe('access', () => {
  test('is for presenters only', async () => {
    const context = await talk.browser.newContext();
    const response = await context.request.get(`${talk.url}/talk/speaker`);
    expect(response.status()).toBe(401);
    expect(await response.text()).not.toContain('Said aloud');
  });

  test('is by the key, after a wrong one, too, on one page', async () => {
    const page = await talk.browser.newPage();
    await page.goto(`${talk.url}/talk/speaker`);
    await page.getByLabel('Key').fill('a wrong key, from someone who mistypes');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByText('That is not the key.').waitFor();
    expect(page.url()).toBe(`${talk.url}/talk/speaker`);
    await page.keyboard.type(KEY);
    await page.keyboard.press('Enter');
    await page.getByText('Said aloud').waitFor();
    expect(page.url()).toBe(`${talk.url}/talk/speaker`);
    await page.context().close();
  });

  test.each([
    ['in the form', '', true],
    ['in the link', `?key=${KEY}`, false],
  ])('is by the key %s while others flood the server, with nothing more to do', async (_, query, isTyped) => {
    const page = await talk.browser.newPage();
    const flood = new Flood(`${talk.url}/talk/speaker`, 100);
    try {
      await page.goto(`${talk.url}/talk/speaker${query}`);
      if (isTyped) {
        await page.getByLabel('Key').fill(KEY);
        await page.keyboard.press('Enter');
      }
      await page.getByText('Said aloud').waitFor();
      expect(page.url()).toBe(`${talk.url}/talk/speaker`);
    } finally {
      await flood.end();
    }
    await page.context().close();
  });
});

describe.each([
  ['a laptop', laptop],
  ['a phone', phone],
  ['a phone lying', lying],
])('on %s', (_, size) => {
  let page: Page;
  beforeAll(async () => {
    page = await speak(talk, size);
  });
  afterAll(() => page?.context().close());

  test('it has controls for a thumb, all in sight', async () => {
    const boxes = await page.locator('nav button, .watch button').evaluateAll((buttons) =>
      buttons.map((button) => {
        const { left, top, right, bottom } = button.getBoundingClientRect();
        return { id: button.id, left, top, right, bottom };
      }),
    );
    for (const { id, left, top, right, bottom } of boxes) {
      expect([id, right - left >= 44, bottom - top >= 44]).toEqual([id, true, true]);
      expect([id, left >= 0 && top >= 0, right <= size.width && bottom <= size.height]).toEqual([
        id,
        true,
        true,
      ]);
    }
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(size.width);
  });

  test('it has nothing for axe to find', async () => {
    expect(await axe(page)).toEqual([]);
    await page.keyboard.press('?');
    expect(await axe(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.keyboard.press('o');
    expect(await axe(page)).toEqual([]);
  });
});
