/** Measures what a step costs the main thread, and when it is seen, without throttling. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser, CDPSession, Page } from 'playwright-core';
import { launchChromium } from '../../setup/chromium.ts';
import { type Figure, figure, type Row } from '../statistics.ts';
import { lectern, start } from '../subjects.ts';
import { openContext } from '../visit.ts';
import type { Workspace } from '../workspace.ts';

/** Milliseconds after opening in which a page becomes idle. */
const SETTLED_MS = 3000;

/** Milliseconds in which a step has come to an end, transition included. */
const STEP_MS = 1200;

/** Steps in each run; the first is a warm-up. */
const STEPS = 4;

/** Milliseconds of the main thread, and from the key to the frame that shows what it did. */
interface Step {
  readonly processor: number;
  readonly frame: number;
}

/** What is done at each size, by the key pressed. */
const ACTS = { key: 'ArrowRight', jump: 'End', overview: 'o' } as const;

/** Compares a deck of 1,000 slides with one of 40. */
export async function measureSteps(workspace: Workspace, runs: number): Promise<Row[]> {
  const browser = await launchChromium();
  try {
    const [small, large] = [
      await stepsOf(browser, workspace.deck(40), runs),
      await stepsOf(browser, workspace.deck(1000), runs),
    ];
    const beside = (what: string, act: keyof typeof ACTS): Row => ({
      what: `main thread for ${what}, 1000 slides`,
      unit: 'ms',
      own: large[act].processor,
      reference: { name: 'the same at 40', figure: small[act].processor },
      floor: { atMost: 2 },
    });
    return [
      beside('a step', 'key'),
      { what: 'the same', unit: 'ms', own: large.key.processor, floor: { atMost: 60 } },
      { what: 'key to frame, 1000 slides', unit: 'ms', own: large.key.frame, floor: { atMost: 50 } },
      beside('a jump to the end', 'jump'),
      { what: 'key to overview, 1000 slides', unit: 'ms', own: large.overview.frame, floor: { atMost: 300 } },
    ];
  } finally {
    await browser.close();
  }
}

type Figures = Readonly<Record<keyof Step, Figure>>;

async function stepsOf(browser: Browser, deck: string, runs: number) {
  const server = await start(lectern(deck));
  try {
    const found: Record<keyof typeof ACTS, Step[]> = { key: [], jump: [], overview: [] };
    for (let run = 0; run < runs; run++) {
      const context = await openContext(browser);
      const page = await context.newPage();
      const devtools = await context.newCDPSession(page);
      await devtools.send('Performance.enable', { timeDomain: 'threadTicks' });
      await page.goto(server.url);
      await page.waitForSelector('.reveal.ready');
      await sleep(SETTLED_MS);
      await step(page, devtools, ACTS.key);
      for (let each = 1; each < STEPS; each++) found.key.push(await step(page, devtools, ACTS.key));
      found.jump.push(await step(page, devtools, ACTS.jump));
      found.overview.push(await step(page, devtools, ACTS.overview));
      await context.close();
    }
    const figures = (steps: readonly Step[]): Figures => ({
      processor: figure(steps.map(({ processor }) => processor)),
      frame: figure(steps.map(({ frame }) => frame)),
    });
    return { key: figures(found.key), jump: figures(found.jump), overview: figures(found.overview) };
  } finally {
    await server.stop();
  }
}

/** Presses a key, and returns what that cost. */
async function step(page: Page, devtools: CDPSession, key: string): Promise<Step> {
  await page.evaluate(() => {
    const frame = new Promise<number>((resolve) => {
      const seen = ({ timeStamp }: Event) =>
        requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - timeStamp)));
      addEventListener('keydown', seen, { once: true, capture: true });
    });
    Reflect.set(globalThis, 'stepSeen', frame);
  });
  const before = await taskTime(devtools);
  await page.keyboard.press(key);
  const frame = await page.evaluate<number>('globalThis.stepSeen');
  await sleep(STEP_MS);
  return { processor: (await taskTime(devtools)) - before, frame };
}

/** Milliseconds that the main thread has spent in tasks. */
async function taskTime(devtools: CDPSession): Promise<number> {
  const { metrics } = await devtools.send('Performance.getMetrics');
  return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN) * 1000;
}
