/** Measures first paint, slide-ready and blocking on a slow network and a slow processor, cold and warm. */
import type { Browser } from 'playwright-core';
import { launchChromium } from '../../setup/chromium.ts';
import { figure, type Row } from '../statistics.ts';
import { lectern, type Running, reference, start } from '../subjects.ts';
import { openContext, READY, type Visit, visit } from '../visit.ts';
import type { Workspace } from '../workspace.ts';

/** The bounds to keep, as ratios to the reference, by the number of slides. */
const FLOORS = {
  40: { paint: 1.2, cold: 0.95, warm: 1.05, blocked: undefined },
  1000: { paint: 1.3, cold: 0.55, warm: 0.55, blocked: 0.35 },
} as const;

/** Compares them with a bare page (first paint) and hand-made reveal.js (the rest). */
export async function measurePaint(workspace: Workspace, runs: number): Promise<Row[]> {
  const browser = await launchChromium();
  try {
    return [...(await paint(browser, workspace, 40, runs)), ...(await paint(browser, workspace, 1000, runs))];
  } finally {
    await browser.close();
  }
}

async function paint(
  browser: Browser,
  workspace: Workspace,
  slides: keyof typeof FLOORS,
  runs: number,
): Promise<Row[]> {
  const own = await start(lectern(workspace.deck(slides)));
  const bare = await start(reference('bare page', 'files.mjs', workspace.bare(slides)));
  const reveal = await start(reference('reveal.js by hand', 'files.mjs', workspace.reveal(slides)));
  try {
    // The first visit warms up the servers and the browser, but not the cache, which each context has for itself.
    await runAll(browser, 1, { own, bare, reveal });
    const visits = await runAll(browser, runs, { own, bare, reveal });
    console.error(`Longest at ${slides} slides: ${longest(visits.own.map(({ cold }) => cold)).join(', ')}.`);
    const floors = FLOORS[slides];
    const row = (
      what: string,
      to: 'bare' | 'reveal',
      [turn, value]: readonly [Turn, 'firstPaint' | 'ready' | 'blocked'],
      atMost: number | undefined,
    ): Row => {
      const of = (name: 'own' | 'bare' | 'reveal') => figure(visits[name].map((each) => each[turn][value]));
      return {
        what: `${what}, ${slides} slides`,
        unit: 'ms',
        own: of('own'),
        reference: { name: to === 'bare' ? 'bare page' : 'reveal.js by hand', figure: of(to) },
        ...(atMost !== undefined && { floor: { atMost } }),
      };
    };
    return [
      row('first paint', 'bare', ['cold', 'firstPaint'], floors.paint),
      row('slide ready', 'reveal', ['cold', 'ready'], floors.cold),
      row('slide ready, warm', 'reveal', ['warm', 'ready'], floors.warm),
      row('blocked', 'reveal', ['cold', 'blocked'], floors.blocked),
    ];
  } finally {
    await Promise.all([own, bare, reveal].map((server) => server.stop()));
  }
}

/** The two scripts of ours that ran longest, and in how many milliseconds of a slow processor. */
function longest(visits: readonly Visit[]): string[] {
  const times = new Map<string, number[]>();
  for (const { name, duration } of visits.flatMap(({ scripts }) => scripts))
    times.set(name, [...(times.get(name) ?? []), duration]);
  return [...times]
    .map(([name, all]) => ({ name, median: figure(all).median }))
    .sort((a, b) => b.median - a.median)
    .slice(0, 2)
    .map(({ name, median }) => `${name} ${Math.round(median)} ms`);
}

/** With an empty cache, and again with what that visit has left in it. */
type Turn = 'cold' | 'warm';
type Turns = Readonly<Record<Turn, Visit>>;

/** Visits the three alternately, each time with an empty cache and then once more. */
async function runAll(browser: Browser, runs: number, servers: Record<'own' | 'bare' | 'reveal', Running>) {
  const visits = { own: [] as Turns[], bare: [] as Turns[], reveal: [] as Turns[] };
  for (let run = 0; run < runs; run++) {
    for (const name of ['own', 'bare', 'reveal'] as const) {
      const context = await openContext(browser);
      const how = {
        url: servers[name].url,
        ready: name === 'bare' ? READY.bare : READY.reveal,
        slow: true,
      };
      const cold = await visit(context, how);
      visits[name].push({ cold, warm: await visit(context, how) });
      await context.close();
    }
  }
  return visits;
}
