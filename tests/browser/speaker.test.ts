/** The speaker view in a real browser, on a laptop and on a phone: what it shows, what it moves, what it survives. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { ClientMessage } from '../../server/wire/protocol.ts';
import { laptop, speak } from './speakers.ts';
import { all, phone, type Seat, Talk, type Where } from './talk.ts';

const text = `---
title: A talk with notes
duration: 10
---

# One

Note: Say **hello**.

---

## Two

- first {.fragment data-notes="Of the first."}
- second {.fragment}

Note: Of the slide.

---

## Film

<video src="film.mp4" autoplay></video>

<iframe src="https://example.org/" title="A page"></iframe>

----

## Below

---

## End
`;

let talk: Talk;
let viewer: Seat;
let laptopPage: Page;
let phonePage: Page;
/** Every address that the two speaker views asked for since they were there. */
const asked: string[] = [];

beforeAll(async () => {
  talk = await Talk.open({ text, data: true });
  viewer = await talk.watch();
  laptopPage = await speak(talk, laptop);
  phonePage = await speak(talk, phone);
  for (const page of [laptopPage, phonePage]) page.on('request', (request) => asked.push(request.url()));
});
afterAll(() => talk?.close());

beforeEach(async () => {
  // By way of another slide: who is still there from before is not there yet.
  await press('End');
  await meet(['end', -1, false]);
  await press('Home');
  await meet(['one', -1, false]);
});

describe('the speaker view', () => {
  test('shows the notes, the slide and what comes next', async () => {
    await press('n');
    await expectText('#notes-text', 'Of the slide.');
    expect(await laptopPage.locator('#notes-text strong').count()).toBe(0);
    await expectText('#number', 'Slide 2 of 5');
    await expectText('#step', 'step 0 of 2');
    await expectText('#next-slide-title', 'Next: Film');
    expect(await shown('#current')).toEqual(['two', []]);
    expect(await shown('#step-preview')).toEqual(['two', ['first']]);
    expect(await shown('#slide-preview')).toEqual(['film', []]);
  });

  test('marks the notes of the fragment that is shown', async () => {
    await press('n', 'n');
    const marked = laptopPage.locator('#notes-text .now');
    await expect.poll(() => marked.allTextContents()).toEqual(['Of the first.']);
    await press('n');
    await expect.poll(() => marked.count()).toBe(0);
  });

  test('moves the audience by keys and by taps, fragments and black screen too', async () => {
    await press('PageDown', 'ArrowRight');
    await meet(['two', 0, false]);
    await phonePage.locator('#next').tap();
    await meet(['two', 1, false]);
    await phonePage.locator('#previous').tap();
    await meet(['two', 0, false]);
    await phonePage.locator('#black').tap();
    await meet(['two', 0, true]);
    expect(await laptopPage.locator('.veil').isVisible()).toBe(true);
    await press('.');
    await meet(['two', 0, false]);
  });

  test('follows the others', async () => {
    await press('n', 'n', 'n');
    await meet(['two', 1, false]);
    await expect.poll(() => phonePage.locator('#watching').textContent()).toBe('1 watching');
  });

  test('passes over an accidental second tap, but not over a key', async () => {
    const next = phonePage.locator('#next');
    await phonePage.waitForTimeout(300);
    await next.evaluate((button) => {
      const tap = () => button.dispatchEvent(new PointerEvent('click', { detail: 1, pointerType: 'touch' }));
      tap();
      tap();
    });
    await meet(['two', -1, false]);
    await press('n', 'n');
    await meet(['two', 1, false]);
  });

  test('jumps by number and by words', async () => {
    await press('4', 'Enter');
    await meet(['below', -1, false]);
    await press('o');
    await laptopPage.locator('#jump[open] #jump-to:focus').waitFor();
    await laptopPage.keyboard.type('fil');
    await press('Enter');
    await meet(['film', -1, false]);
    await phonePage.locator('#slides-button').tap();
    await phonePage.getByRole('button', { name: '5 End' }).tap();
    await meet(['end', -1, false]);
  });

  test('keeps the clock on the server', async () => {
    // Before a reset of more than a minute the view would ask.
    await say({ type: 'timer', action: 'pause' });
    await say({ type: 'timer', action: 'reset' });
    await expectText('#start', 'Start');
    await press('n');
    await expectText('#start', 'Pause');
    await expect.poll(() => seconds('#elapsed b')).toBeGreaterThanOrEqual(1);
    await reload();
    await expectText('#start', 'Pause');
    expect(await seconds('#elapsed b')).toBeGreaterThanOrEqual(1);
    await press('t');
    await expect.poll(() => phonePage.locator('#start').textContent()).toBe('Go on');
    await laptopPage.locator('#reset').click();
    await expect.poll(() => phonePage.locator('#elapsed b').textContent()).toBe('0:00');
    await expect.poll(() => phonePage.locator('#left b').textContent()).toBe('10:00');
  });

  test('has a help sheet that no clicker is caught in', async () => {
    await press('?');
    await expect.poll(() => laptopPage.locator('#help').isVisible()).toBe(true);
    await press('PageDown');
    await meet(['two', -1, false]);
    expect(await laptopPage.locator('#help').isVisible()).toBe(false);
  });

  test('remembers the size of the notes', async () => {
    const size = () => laptopPage.locator('#notes-text').evaluate((it) => getComputedStyle(it).fontSize);
    const before = await size();
    await press('+', '+');
    const larger = await size();
    expect(Number.parseFloat(larger)).toBeGreaterThan(Number.parseFloat(before));
    await reload();
    expect(await size()).toBe(larger);
    await press('-', '-');
  });

  test('says when the connection is lost, goes on, and catches the room up', async () => {
    await laptopPage.context().setOffline(true);
    await laptopPage.evaluate(() => {
      for (const socket of (globalThis as { sockets?: WebSocket[] }).sockets ?? []) socket.close();
    });
    await expectText('#link', 'Connection lost');
    await press('n', 'n');
    await expectText('#step', 'step 1 of 2');
    // The projector stands still, and nothing may look as if it did not.
    const words = laptopPage.getByRole('status').filter({ hasText: 'the projector does not follow' });
    await words.waitFor();
    expect(await laptopPage.locator('#live').getAttribute('data-state')).toBe('lost');
    expect(await laptopPage.locator('#live').innerText()).toBe('Offline');
    await laptopPage.context().setOffline(false);
    await meet(['two', 0, false]);
    await expectText('#link', 'Connected');
    await expectText('#live', 'Live');
    expect(await words.count()).toBe(0);
  });

  test('shows an edited deck, on its slide', async () => {
    await press('n');
    await meet(['two', -1, false]);
    talk.edit(text.replace('Of the slide.', 'Of the edited slide.').replace('- second', '- next'));
    await expectText('#notes-text', 'Of the edited slide.');
    expect(await shown('#current')).toEqual(['two', []]);
    talk.edit(text);
    await expectText('#notes-text', 'Of the slide.');
  });

  test('loads no frames, and of films the first picture', async () => {
    await press('n', 'n', 'n', 'n');
    await meet(['film', -1, false]);
    expect(await shown('#current')).toEqual(['film', []]);
    await laptopPage.waitForTimeout(200);
    expect(asked.filter((url) => /example/.test(url))).toEqual([]);
    const film = await laptopPage.locator('#current video').evaluate((element: HTMLVideoElement) => {
      const { autoplay, preload, muted, controls } = element;
      return { autoplay, preload, muted, controls, src: element.getAttribute('src') };
    });
    expect(film).toEqual({
      autoplay: false,
      preload: 'metadata',
      muted: true,
      controls: false,
      src: 'film.mp4#t=0.001',
    });
  });

  test('keeps only the slides in sight in the page', async () => {
    const count = await laptopPage.evaluate(
      () =>
        [...document.querySelectorAll('.preview > div:first-child')].flatMap((host) => [
          ...(host.shadowRoot?.querySelectorAll('section[id]') ?? []),
        ]).length,
    );
    expect(count).toBeLessThanOrEqual(3);
  });
});

describe('inviting a phone', () => {
  test('shows a code that makes another browser a presenter, once', async () => {
    await laptopPage.locator('#menu-button').click();
    await laptopPage.locator('#phone-button').click();
    const code = laptopPage.locator('#phone-code');
    await code.locator('svg').waitFor();
    await expect.poll(() => laptopPage.locator('#phone-note').textContent()).toMatch(/^Good for \d+ s$/);
    const address = new URL((await code.getAttribute('data-address')) ?? '');
    const path = address.pathname + address.search;

    const context = await talk.browser.newContext({ viewport: phone });
    const page = await context.newPage();
    await page.goto(talk.url + path);
    await page.getByRole('button').click();
    await page.waitForURL(/\/talk\/speaker$/);
    await expect.poll(() => page.locator('#link').textContent()).toBe('Connected');
    // Nothing is in front of the notes any more.
    await expect.poll(() => laptopPage.locator('#phone[open]').count()).toBe(0);
    await expect.poll(() => laptopPage.locator('#notice').innerText()).toBe('A phone has joined');
    await context.close();

    const late = await talk.browser.newContext();
    const second = await late.newPage();
    await second.goto(talk.url + path);
    await second.getByRole('button').click();
    await expect.poll(() => second.getByRole('alert').count()).toBe(1);
    await late.close();
  });
});

describe('after a talk', () => {
  test('tells how long each slide took, and offers the log', async () => {
    await press('n', 'n', 'n');
    await laptopPage.locator('#menu-button').click();
    await laptopPage.locator('#end-button').click();
    await laptopPage.getByRole('button', { name: 'Yes' }).click();
    await expectText('#live', 'Not live');
    await openTalks();
    await expect.poll(() => laptopPage.locator('#talks-list tbody tr').count()).toBeGreaterThan(1);
    const [response] = await Promise.all([
      laptopPage.waitForEvent('download'),
      laptopPage.locator('#talks-log').click(),
    ]);
    expect(response.suggestedFilename()).toBe('talk.jsonl');
    // It was a click through the slides: by itself nothing is measured against it.
    await expectText('#talks-note', 'the same time for every slide');
    await laptopPage.getByRole('button', { name: 'Measure against this talk' }).click();
    await expectText('#talks-note', 'measured against that of');
    await reload(false);
    await openTalks();
    await expectText('#talks-note', 'measured against that of');
    await laptopPage.getByRole('button', { name: 'Forget this talk' }).click();
    await laptopPage.getByRole('button', { name: 'Yes' }).click();
    await expectText('#talks-note', 'the same time for every slide');
    expect(await laptopPage.locator('#talks-list details').count()).toBe(0);
    await press('Escape');
  });
});

async function press(...keys: string[]): Promise<void> {
  for (const key of keys) await laptopPage.keyboard.press(key);
}

async function openTalks(): Promise<void> {
  await laptopPage.locator('#menu-button').click();
  await laptopPage.locator('#talks-button').click();
  await laptopPage.locator('#talks[open]').waitFor();
}

/** Loads the laptop's page anew: what is done before it knows where the talk is would be refused. */
async function reload(isLive = true): Promise<void> {
  await laptopPage.reload();
  await laptopPage.locator(isLive ? '#live[data-state="on"]' : '#link[data-state="good"]').waitFor();
}

/** Says something to the room as the laptop's page does. */
async function say(message: ClientMessage): Promise<void> {
  await laptopPage.evaluate((text) => {
    (globalThis as { sockets?: WebSocket[] }).sockets?.at(-1)?.send(text);
  }, JSON.stringify(message));
}

async function expectText(selector: string, text: string): Promise<void> {
  await expect.poll(() => laptopPage.locator(selector).innerText()).toContain(text);
}

async function seconds(selector: string): Promise<number> {
  const [minutes = 0, rest = 0] = (await laptopPage.locator(selector).innerText()).split(':').map(Number);
  return minutes * 60 + rest;
}

/** Waits until all pages are at a place: what a speaker view does before it knows of the other's step is refused. */
async function meet(place: Where): Promise<void> {
  await all([viewer], place);
  for (const page of [laptopPage, phonePage]) await expect.poll(() => told(page)).toEqual(place);
}

/** Where a speaker view says that the talk is. */
async function told(page: Page): Promise<Where> {
  const [id] = await shown('#current', page);
  const [, steps = '0'] = /^step (\d+)/.exec(await page.locator('#step').innerText()) ?? [];
  return [id, Number(steps) - 1, (await page.locator('#black').getAttribute('aria-pressed')) === 'true'];
}

/** The slide in a small picture, and those of its fragments that can be seen. */
async function shown(selector: string, page = laptopPage): Promise<[string, string[]]> {
  return await page.locator(`${selector} > div:first-child`).evaluate((host) => {
    const section = host.shadowRoot?.querySelector('section.present');
    const fragments = [...(section?.querySelectorAll('.fragment') ?? [])].filter((fragment) =>
      fragment.checkVisibility({ opacityProperty: true, visibilityProperty: true }),
    );
    return [section?.id ?? '', fragments.map(({ textContent }) => textContent.trim())];
  });
}
