/** Measures the time from a save to the changed slide on the screen, in an open page. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser, Page } from 'playwright-core';
import { launchChromium } from '../../setup/chromium.ts';
import { figure, type Row } from '../statistics.ts';
import { developing, reference, type Subject, start } from '../subjects.ts';
import { openContext } from '../visit.ts';
import type { Workspace } from '../workspace.ts';

const SIZES = [40, 1000] as const;

/** Saves in each run; the first is a warm-up. */
const SAVES = 6;

/**
 * Milliseconds between saves: a minimum, and the range of a random addition, so that saves do not align with frames.
 */
const PAUSE_MS = { least: 900, random: 100 };

/** Milliseconds after opening in which a page becomes idle. */
const SETTLED_MS = 2500;

/** Matches the place in the edited heading, the fourth slide's, in Markdown and in HTML. */
const HEADING = /(?<=^## |<h2>)(?=[^\n<]* \(4\))/m;

/** Compares it with a hand-made page that is reloaded, as in most tools. */
export async function measureEdit(workspace: Workspace, runs: number): Promise<Row[]> {
  const browser = await launchChromium();
  try {
    const rows: Row[] = [];
    for (const size of SIZES) {
      const own = workspace.unseenDeck(size);
      const byHand = workspace.editedReveal(size);
      const times = await save(browser, developing(own), { file: join(own, 'talk', 'deck.md'), runs });
      const reload = reference('a page that is loaded anew', 'reload.mjs', byHand);
      const others = await save(browser, reload, { file: join(byHand, 'index.html'), runs });
      const what = `save to screen, ${size.toLocaleString('en-US')} slides`;
      rows.push(
        { what, unit: 'ms', own: figure(times), floor: { atMost: 50 } },
        {
          what: 'the same, compared',
          unit: 'ms',
          own: figure(times),
          reference: { name: reload.name, figure: figure(others) },
        },
      );
    }
    return rows;
  } finally {
    await browser.close();
  }
}

interface Saving {
  readonly file: string;
  readonly runs: number;
}

/** Returns the milliseconds of each save except the first. */
async function save(browser: Browser, subject: Subject, { file, runs }: Saving): Promise<number[]> {
  const server = await start(subject);
  const text = readFileSync(file, 'utf8');
  try {
    const page = await (await openContext(browser)).newPage();
    await page.addInitScript(watchHeading);
    await page.goto(`${server.url}#/3`);
    await page.waitForSelector('.reveal.ready');
    await sleep(SETTLED_MS);
    const times: number[] = [];
    for (let run = 0; run <= runs * SAVES; run++) {
      const token = `EDIT${run} `;
      const saved = performance.timeOrigin + performance.now();
      writeFileSync(file, text.replace(HEADING, token));
      times.push((await shownAt(page, token.trim())) - saved);
      await sleep(PAUSE_MS.least + Math.random() * PAUSE_MS.random);
    }
    await page.context().close();
    return times.slice(1);
  } finally {
    writeFileSync(file, text);
    await server.stop();
  }
}

/** Returns when the frame with a word in its heading was rendered, in milliseconds since 1970. */
async function shownAt(page: Page, token: string): Promise<number> {
  const handle = await page.waitForFunction(
    (word) => {
      const seen: unknown = Reflect.get(globalThis, 'headingSeen');
      return Array.isArray(seen) && seen[0] === word && seen[1];
    },
    token,
    { polling: 20 },
  );
  return Number(await handle.jsonValue());
}

/**
 * Runs in every page: records the word in the current heading, and when its frame was rendered. It looks when the page has
 * changed; a look in every frame would have the page render all the time, and cost a thousand slides a quarter of the result.
 */
function watchHeading(): void {
  let last = '';
  const look = (): void => {
    const heading = document.querySelector('.slides section.present h2');
    const word = heading?.checkVisibility() ? (/EDIT\d+/.exec(heading.textContent ?? '')?.[0] ?? '') : '';
    if (word === last) return;
    last = word;
    requestAnimationFrame(() =>
      setTimeout(() => {
        Object.assign(globalThis, { headingSeen: [word, performance.timeOrigin + performance.now()] });
      }),
    );
  };
  const changes = {
    subtree: true,
    childList: true,
    characterData: true,
    attributeFilter: ['class', 'hidden'],
  };
  new MutationObserver(look).observe(document, changes);
}
