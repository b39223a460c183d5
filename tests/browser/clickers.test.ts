/** Clickers at a stage and at speaker views: each button of each, and steps whatever is open or has the focus. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { clickers } from './clickers.ts';
import { laptop, speak } from './speakers.ts';
import { all, phone, press, type Seat, Talk, type Where } from './talk.ts';

const text = `---
title: A talk with a clicker
transition: none
---

# One

---

## Two

[A link](https://example.org/)

<video src="film.webm" controls></video>

<textarea></textarea>

<label>Volume <input type="range"></label>

---

## Three

- step {.fragment}

---

## Four
`;

let talk: Talk;
let stage: Seat;
let viewer: Seat;
let laptopPage: Page;
let phonePage: Page;

beforeAll(async () => {
  ({ talk, stage, viewer } = await Talk.begin({ text }));
  laptopPage = await speak(talk, laptop);
  phonePage = await speak(talk, phone);
});
afterAll(() => talk?.close());

beforeEach(async () => {
  await goTo(['four', -1, false]);
  await goTo(['two', -1, false]);
});

/** What several clickers send is tried once. */
const buttons = new Map(
  clickers.flatMap(({ buttons }) => buttons.map((button) => [button.keys.join(' and '), button])),
);

/** Where a button leads from the second slide. */
const leads: Readonly<Record<string, Where>> = {
  next: ['three', -1, false],
  previous: ['one', -1, false],
  black: ['two', -1, true],
};

describe.each([
  ['the stage', () => stage.page],
  ['the speaker view', () => laptopPage],
])('at %s', (_, pageOf) => {
  test.each([...buttons])('a button that sends %s does what its name says', async (_, { keys, does }) => {
    const page = pageOf();
    await mark(page);
    for (const key of keys) {
      const wasFull = await isFull(page);
      await page.keyboard.press(key);
      // The browser takes its time over it, and until then Escape has nothing to leave.
      if (key.endsWith('F5')) await expect.poll(() => isFull(page)).toBe(!wasFull);
    }
    // What is not to happen is given the time to.
    if (leads[does] === undefined) await page.waitForTimeout(100);
    await all([stage, viewer], leads[does] ?? ['two', -1, false]);
    expect(await isMarked(page)).toBe(true);
    expect(await page.locator('dialog[open], .reveal.overview').count()).toBe(0);
  });

  test.each(['PageDown', 'PageUp', 'ArrowRight', 'Enter', ' ', 'n', 'End'])(
    'while the screen is black, %s shows the slide again and stays there',
    async (key) => {
      const page = pageOf();
      await page.keyboard.press('b');
      await all([stage, viewer], ['two', -1, true]);
      await page.keyboard.press(key);
      await all([stage, viewer], ['two', -1, false]);
      await page.keyboard.press('PageDown');
      await all([stage, viewer], ['three', -1, false]);
    },
  );

  test('the button for the start shows the page alone, and its other half leaves that again', async () => {
    const page = pageOf();
    await page.keyboard.press('F5');
    await expect.poll(() => isFull(page)).toBe(true);
    if (page === stage.page) await page.keyboard.press('Escape');
    else await page.keyboard.press('F5');
    await expect.poll(() => isFull(page)).toBe(false);
  });
});

describe('at the stage', () => {
  test.each([
    ['the overview', 'o', '.reveal.overview'],
    ['the help', 'Shift+?', '.r-overlay-help'],
    ['the field for a slide’s number', 'g', '.jump-to-slide-input:focus'],
    ['the search', 'Control+Shift+F', '.deck-search input:focus'],
  ])('a step closes %s', async (_, key, open) => {
    const { page } = stage;
    await page.waitForSelector('.deck-search', { state: 'attached' });
    for (const [press, place] of [
      ['PageDown', 'three'],
      ['PageUp', 'two'],
    ] as const) {
      await page.keyboard.press(key);
      await page.locator(open).waitFor();
      await page.keyboard.press(press);
      await all([stage, viewer], [place, -1, false]);
      await page
        .locator(open)
        .waitFor({ state: 'detached' })
        .catch(() => undefined);
      expect(await page.locator(open).count()).toBe(0);
    }
  });

  test.each(['a', 'video', 'textarea', 'input[type=range]'])(
    'a focused %s keeps no page key',
    async (name) => {
      const { page } = stage;
      await page.locator(`#two ${name}`).focus();
      await press(stage, 'PageDown');
      await all([stage, viewer], ['three', -1, false]);
    },
  );

  test('arrows and letters belong to who writes', async () => {
    const { page } = stage;
    await page.locator('#two textarea').click();
    await page.keyboard.type('b. ');
    await press(stage, 'ArrowLeft', 'Enter');
    expect(await page.locator('#two textarea').inputValue()).toBe('b.\n ');
    await all([stage, viewer], ['two', -1, false]);
  });

  test('what the mouse has pressed leaves arrows, Space and Enter to the clicker', async () => {
    const { page } = stage;
    await page.locator('#two input[type=range]').click();
    await press(stage, 'ArrowRight');
    await all([stage, viewer], ['three', -1, false]);
    await page.locator('.navigate-left').click();
    await all([stage, viewer], ['two', -1, false]);
    await press(stage, 'Enter');
    await all([stage, viewer], ['three', -1, false]);
    await press(stage, 'Enter');
    await all([stage, viewer], ['three', 0, false]);
  });

  test('Enter belongs to a link that has the focus', async () => {
    const { page } = stage;
    await page.evaluate(() => document.querySelector('#two a')?.setAttribute('href', '#/four'));
    await page.locator('#two a').focus();
    await press(stage, 'Enter');
    await all([stage, viewer], ['four', -1, false]);
  });

  test('a button held down switches the screen once', async () => {
    const { page } = stage;
    for (let repeat = 0; repeat < 4; repeat++) await page.keyboard.down('.');
    await page.keyboard.up('.');
    await all([stage, viewer], ['two', -1, true]);
  });

  test('Escape closes what is open, and opens nothing', async () => {
    const { page } = stage;
    await press(stage, 'Escape');
    expect(await page.locator('.reveal.overview').count()).toBe(0);
    await press(stage, 'o');
    await page.locator('.reveal.overview').waitFor();
    await press(stage, 'Escape');
    expect(await page.locator('.reveal.overview').count()).toBe(0);
  });
});

describe.each([
  ['a laptop', () => laptopPage],
  ['a phone', () => phonePage],
])('at the speaker view on %s', (_, pageOf) => {
  test.each([
    ['jump', '#slides-button'],
    ['help', '#menu-button', '#help-button'],
    ['phone', '#menu-button', '#phone-button'],
    ['talks', '#menu-button', '#talks-button'],
    ['audience', '#menu-button', '#audience-button'],
    ['confirm', '#menu-button', '#end-button'],
    ['menu', '#menu-button'],
  ])('a step closes the sheet %s', async (id, ...way) => {
    const page = pageOf();
    for (const [key, place] of [
      ['PageDown', 'three'],
      [id === 'jump' ? 'PageUp' : 'ArrowLeft', 'two'],
    ] as const) {
      for (const button of way) await page.locator(button).click();
      await page.locator(`#${id}[open]`).waitFor();
      await page.keyboard.press(key);
      await all([stage, viewer], [place, -1, false]);
      expect(await page.locator('dialog[open]').count()).toBe(0);
    }
  });

  test.each([
    ['help', '?'],
    ['audience', 'q'],
    ['confirm', '#menu-button', '#end-button'],
    ['menu', '#menu-button'],
  ])(
    'Space and Enter step in the sheet %s, too, and leave its buttons to who goes to them',
    async (id, ...way) => {
      const page = pageOf();
      const open = async (): Promise<void> => {
        for (const each of way) {
          if (each.startsWith('#')) await page.locator(each).click();
          else await page.keyboard.press(each);
        }
        await page.locator(`#${id}[open]`).waitFor();
      };
      for (const [key, place] of [
        ['Space', 'three'],
        ['Shift+Space', 'two'],
        ['Enter', 'three'],
      ] as const) {
        await open();
        await page.keyboard.press(key);
        await all([stage, viewer], [place, -1, false]);
        expect(await page.locator('dialog[open]').count()).toBe(0);
      }
      await open();
      // The keyboard gets to them as before.
      await page.keyboard.press('Tab');
      expect(
        await page.evaluate((id) => document.activeElement?.closest(`#${id} :is(button, a)`) != null, id),
      ).toBe(true);
      await page.locator(`#${id} .close`).focus();
      await page.keyboard.press('Enter');
      await expect.poll(() => page.locator('dialog[open]').count()).toBe(0);
      await all([stage, viewer], ['three', -1, false]);
    },
  );

  test('the screen goes black whatever is open', async () => {
    const page = pageOf();
    await page.locator('#menu-button').click();
    await page.keyboard.press('.');
    await all([stage, viewer], ['two', -1, true]);
    await page.keyboard.press('Escape');
  });
});

test('a viewer’s own keys do at the viewer’s page what they always did', async () => {
  await press(viewer, 'Escape');
  await viewer.page.locator('.reveal.overview').waitFor();
  await press(viewer, 'Escape');
  await mark(viewer.page);
  await Promise.all([viewer.page.waitForEvent('load'), viewer.page.evaluate(() => location.reload())]);
  expect(await isMarked(viewer.page)).toBe(false);
});

test('a phone’s tap shows a black screen’s slide again, and the next one steps', async () => {
  await phonePage.locator('#black').tap();
  await all([stage, viewer], ['two', -1, true]);
  await phonePage.locator('#next').tap();
  await all([stage, viewer], ['two', -1, false]);
  await phonePage.waitForTimeout(300);
  await phonePage.locator('#next').tap();
  await all([stage, viewer], ['three', -1, false]);
});

test('a slide that is chosen behind a black screen stays there until it is shown', async () => {
  await laptopPage.keyboard.press('b');
  await all([stage, viewer], ['two', -1, true]);
  await laptopPage.keyboard.press('4');
  await laptopPage.keyboard.press('Enter');
  await all([stage, viewer], ['four', -1, true]);
  await laptopPage.keyboard.press('PageDown');
  await all([stage, viewer], ['four', -1, false]);
});

test('what steps by hand on a black stage shows the slide again: a click, a swipe, no wheel', async () => {
  const { page } = stage;
  await page.evaluate(() => {
    localStorage.setItem('lectern:clicks', 'step');
    Reveal.configure({ mouseWheel: true });
  });
  for (const button of ['left', 'right'] as const) {
    await page.keyboard.press('b');
    await all([stage, viewer], ['two', -1, true]);
    await page.mouse.click(400, 300, { button });
    await all([stage, viewer], ['two', -1, false]);
  }
  await page.keyboard.press('b');
  await all([stage, viewer], ['two', -1, true]);
  await page.mouse.wheel(0, 300);
  await page.waitForTimeout(100);
  await all([stage, viewer], ['two', -1, true]);
  await page.evaluate(() => {
    const overlay = document.querySelector('.pause-overlay');
    const touch = (type: string, clientX: number) =>
      overlay?.dispatchEvent(
        new PointerEvent(type, { bubbles: true, pointerType: 'touch', pointerId: 7, clientX, clientY: 300 }),
      );
    touch('pointerdown', 500);
    for (let x = 480; x > 200; x -= 20) touch('pointermove', x);
    touch('pointerup', 200);
  });
  await all([stage, viewer], ['two', -1, false]);
  await page.evaluate(() => {
    localStorage.removeItem('lectern:clicks');
    Reveal.configure({ mouseWheel: false });
  });
});

test('a black screen is what a click hits at once, and no longer than it is there', async () => {
  const hit = await stage.page.evaluate(() =>
    [true, false].map((paused) => {
      Reveal.togglePause(paused);
      return document.elementFromPoint(400, 300)?.className;
    }),
  );
  expect(hit).toEqual(['pause-overlay', expect.not.stringContaining('pause-overlay')]);
});

test('pages are without errors', () => {
  for (const { errors } of [stage, viewer]) expect(errors).toEqual([]);
});

/** Takes everyone to a place by the room itself, whatever is open. */
async function goTo([slide, f, paused]: Where): Promise<void> {
  for (const page of [laptopPage, phonePage]) {
    await page.evaluate(() => {
      for (const sheet of document.querySelectorAll('dialog')) sheet.close();
      if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    });
  }
  await stage.page.evaluate(
    ([slide, f, paused]) => {
      if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
      Reveal.toggleOverview(false);
      const { h, v } = Reveal.getIndices(document.getElementById(slide) ?? undefined);
      Reveal.slide(h, v, f);
      Reveal.togglePause(paused);
    },
    [slide, f, paused] as const,
  );
  await all([stage, viewer], [slide, f, paused]);
  for (const page of [laptopPage, phonePage])
    await expect.poll(() => shown(page)).toEqual([slide, String(paused)]);
}

async function shown(page: Page): Promise<[string, string | null]> {
  const slide = await page
    .locator('#current > div:first-child')
    .evaluate((host) => host.shadowRoot?.querySelector('section.present')?.id ?? '');
  return [slide, await page.locator('#black').getAttribute('aria-pressed')];
}

function isFull(page: Page): Promise<boolean> {
  return page.evaluate(() => document.fullscreenElement !== null);
}

/** Leaves a mark that is gone with the page. */
async function mark(page: Page): Promise<void> {
  await page.evaluate(() => {
    (globalThis as { marked?: boolean }).marked = true;
  });
}

function isMarked(page: Page): Promise<boolean> {
  return page.evaluate(() => (globalThis as { marked?: boolean }).marked === true);
}
