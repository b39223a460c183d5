/**
 * Measures the time from a key in a phone-sized speaker view to the next slide on the audience's page, in a browser.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser, Page } from 'playwright-core';
import type { RevealApi } from 'reveal.js';
import { launchChromium } from '../../setup/chromium.ts';
import { liveLectern, signIn } from '../live-server.ts';
import { figure, type Row } from '../statistics.ts';
import { type Running, reference, start } from '../subjects.ts';
import { openContext } from '../visit.ts';
import type { Workspace } from '../workspace.ts';

/** Keys in each run. */
const KEYS = 7;

/** Milliseconds between keys: a minimum, and the range of a random addition, so that keys do not align with frames. */
const PAUSE_MS = { least: 200, random: 100 };

/** A phone in portrait orientation. */
const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };

/** What the pages record, in milliseconds since 1970. */
interface Noted {
  key?: number | undefined;
  shown?: number | undefined;
}

declare global {
  var noted: Noted;
  /** Exposed by deck pages. */
  var Reveal: RevealApi;
}

/** Compares it with hand-made reveal.js, where the key is pressed on the page that shows the slide. */
export async function measureRemote(workspace: Workspace, runs: number): Promise<Row[]> {
  const own = await start(liveLectern(workspace).subject);
  const byHand = await start(reference('key on reveal.js by hand', 'files.mjs', workspace.reveal(40)));
  const browser = await launchChromium();
  try {
    const room = await openRoom(browser, own);
    const alone = await openDeck(browser, byHand.url);
    const times = { room: [] as number[], alone: [] as number[] };
    for (let run = 0; run < runs; run++) {
      times.room.push(await pressKeys(room.speaker, room.audience));
      times.alone.push(await pressKeys(alone, alone));
    }
    const row = { what: 'phone to audience', unit: 'ms', own: figure(times.room) } as const;
    return [
      { ...row, floor: { atMost: 50 } },
      {
        ...row,
        what: 'the same, compared',
        reference: { name: 'key on reveal.js by hand', figure: figure(times.alone) },
      },
    ];
  } finally {
    await browser.close();
    await own.stop();
    await byHand.stop();
  }
}

/** Opens the speaker view on a phone, and the audience's page, which follows it. */
async function openRoom(browser: Browser, { url }: Running) {
  const phone = await browser.newContext(PHONE);
  const [name = '', value = ''] = (await signIn(url)).split('=');
  await phone.addCookies([{ name, value, url }]);
  const speaker = await phone.newPage();
  await speaker.addInitScript(note);
  await speaker.goto(`${url}speaker`);
  await speaker.waitForSelector('#link[data-state=good]');
  const audience = await openDeck(browser, url);
  await audience.waitForSelector('.reveal[data-part]');
  return { speaker, audience };
}

async function openDeck(browser: Browser, url: string): Promise<Page> {
  const page = await (await openContext(browser)).newPage();
  await page.addInitScript(note);
  await page.goto(url);
  await page.waitForSelector('.reveal.ready');
  await page.evaluate(() => Reveal.on('slidechanged', () => globalThis.dispatchEvent(new Event('changed'))));
  return page;
}

/** Runs in every page: records when a key was pressed, and when the frame with the next slide was rendered. */
function note(): void {
  globalThis.noted = {};
  const { timeOrigin } = performance;
  addEventListener('keydown', ({ timeStamp }) => (noted.key = timeOrigin + timeStamp), { capture: true });
  addEventListener('changed', () =>
    requestAnimationFrame(() => setTimeout(() => (noted.shown = timeOrigin + performance.now()))),
  );
}

/** Returns the milliseconds from a key on one page to the slide on the other: the median of several. */
async function pressKeys(from: Page, to: Page): Promise<number> {
  const times: number[] = [];
  // The first two keys lead back to the first slide from any position.
  for (const key of ['End', 'Home', ...Array.from({ length: KEYS }, () => 'n')]) {
    await to.evaluate(() => (noted.shown = undefined));
    await from.keyboard.press(key);
    const shown = await to.waitForFunction(() => noted.shown);
    times.push(
      ((await shown.jsonValue()) ?? Number.NaN) - (await from.evaluate(() => noted.key ?? Number.NaN)),
    );
    await sleep(PAUSE_MS.least + Math.random() * PAUSE_MS.random);
  }
  return figure(times.slice(2)).median;
}
