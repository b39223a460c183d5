/** A mouse at a stage: frames that it has clicked give the keys back, and clicks step where they are asked to. */
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { all, laptop, press, type Seat, Talk } from './talk.ts';

const demo = join(import.meta.dirname, '../../decks/guide/demo.html');

const text = `---
title: A talk with a mouse
---

# One

---

## Own

<iframe src="demo.html" title="Ours" width="600" height="300"></iframe>

---

## Strange

<iframe src="demo.html" title="As of another server" sandbox="allow-scripts" width="600" height="300"></iframe>

---

## Four

[A link](#/one)

Some words.
`;

let talk: Talk;
let stage: Seat;
let viewer: Seat;

beforeAll(async () => {
  talk = await Talk.open({ text, files: [demo] });
  stage = await talk.present(laptop, (page) => page.clock.install());
  viewer = await talk.watch();
});
afterAll(() => talk?.close());

beforeEach(async () => {
  await press(stage, 'End');
  await all([stage, viewer], ['four', -1, false]);
});

describe('a frame on a slide', () => {
  test('of this server steps with the page keys, and has the others', async () => {
    await goTo('own');
    await clickFrame('own');
    await stage.page.locator('iframe.has-keys').waitFor();
    await stage.page.getByText('The keys go to the page in the frame.').waitFor();
    await press(stage, 'ArrowRight');
    await press(stage, 'PageDown');
    await all([stage, viewer], ['strange', -1, false]);
    await press(stage, 'ArrowRight');
    await all([stage, viewer], ['four', -1, false]);
    expect(await stage.page.locator('.has-keys').count()).toBe(0);
  });

  test('of another server gives the keys back when it has not been used for a while', async () => {
    await goTo('strange');
    await clickFrame('strange');
    await stage.page.locator('iframe.has-keys').waitFor();
    await press(stage, 'PageDown');
    // To look at the page meanwhile would count as using it.
    await stage.page.waitForTimeout(9_000);
    await press(stage, 'PageDown');
    await all([stage, viewer], ['four', -1, false]);
  });

  test('of another server gives a key back now and then while it is in use, for a clicker to get through', async () => {
    await goTo('strange');
    await clickFrame('strange');
    await beInUseFor(11_000);
    expect(await stage.page.locator('iframe.has-keys').count()).toBe(1);
    await beInUseFor(2_000);
    await stage.page.locator('iframe.has-keys').waitFor({ state: 'detached' });
    await press(stage, 'n');
    await beInUseFor(13_000);
    await stage.page.locator('iframe.has-keys').waitFor({ state: 'detached' });
    await all([stage, viewer], ['strange', -1, false]);
    await press(stage, 'PageDown');
    await all([stage, viewer], ['four', -1, false]);
  });

  test('gives the keys back with the next slide, whoever steps', async () => {
    await goTo('strange');
    await clickFrame('strange');
    await stage.page.locator('iframe.has-keys').waitFor();
    await stage.page.evaluate(() => Reveal.prev());
    await all([stage, viewer], ['own', -1, false]);
    await press(stage, 'PageUp');
    await all([stage, viewer], ['one', -1, false]);
  });
});

describe('a click', () => {
  const words = () => stage.page.locator('#four p', { hasText: 'Some words.' });

  test('does nothing by itself', async () => {
    await words().click();
    await stage.page.waitForTimeout(100);
    await all([stage, viewer], ['four', -1, false]);
  });

  test('steps where the speaker view says so, a right one back, and links stay links', async () => {
    const speaker = await stage.context.newPage();
    await speaker.goto(`${talk.url}/talk/speaker`);
    await speaker.locator('#menu-button').click();
    await speaker.locator('#clicks-button').click();
    await expect.poll(() => speaker.locator('#clicks-button').getAttribute('aria-pressed')).toBe('true');
    await words().click({ button: 'right' });
    await all([stage, viewer], ['strange', -1, false]);
    await stage.page.mouse.click(20, 20);
    await all([stage, viewer], ['four', -1, false]);
    await stage.page.getByRole('link', { name: 'A link' }).click();
    await all([stage, viewer], ['one', -1, false]);
    await viewer.page.mouse.click(20, 20);
    await viewer.page.waitForTimeout(100);
    await all([stage, viewer], ['one', -1, false]);
    await speaker.locator('#clicks-button').click();
    await speaker.close();
    await stage.page.mouse.click(20, 20);
    await stage.page.waitForTimeout(100);
    await all([stage, viewer], ['one', -1, false]);
  });
});

test('pages are without errors', () => {
  for (const { errors } of [stage, viewer]) expect(errors).toEqual([]);
});

async function goTo(id: string): Promise<void> {
  await stage.page.evaluate((id) => {
    const { h } = Reveal.getIndices(document.getElementById(id) ?? undefined);
    Reveal.slide(h);
  }, id);
  await all([stage, viewer], [id, -1, false]);
}

/** Clicks into the middle of a slide's frame. */
async function clickFrame(id: string): Promise<void> {
  const box = await stage.page.locator(`#${id} iframe`).boundingBox();
  await stage.page.mouse.click((box?.x ?? 0) + (box?.width ?? 0) / 2, (box?.y ?? 0) + (box?.height ?? 0) / 2);
}

/** Has the stage's clock go forward while its frame is in use: to look at a page counts as that, and Playwright does. */
async function beInUseFor(milliseconds: number): Promise<void> {
  await stage.page.locator('iframe.has-keys').waitFor();
  await stage.page.clock.runFor(milliseconds);
}
