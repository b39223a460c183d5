/** Measures first paint and slide-ready on a slow network and a slow processor, with an empty cache. */
import type { Browser } from 'playwright-core';
import { launchChromium } from '../../setup/chromium.ts';
import { figure, type Row } from '../statistics.ts';
import { lectern, type Running, reference, start } from '../subjects.ts';
import { openContext, READY, type Visit, visit } from '../visit.ts';
import type { Workspace } from '../workspace.ts';

/** Compares them with a bare page (first paint) and hand-made reveal.js (ready), at 40 and at 1,000 slides. */
export async function measurePaint(workspace: Workspace, runs: number): Promise<Row[]> {
  const browser = await launchChromium();
  try {
    return [
      ...(await paint(browser, workspace, { slides: 40, runs })),
      ...(await paint(browser, workspace, { slides: 1000, runs })),
    ];
  } finally {
    await browser.close();
  }
}

async function paint(
  browser: Browser,
  workspace: Workspace,
  { slides, runs }: { slides: number; runs: number },
): Promise<Row[]> {
  const own = await start(lectern(workspace.deck(slides)));
  const bare = await start(reference('bare page', 'files.mjs', workspace.bare(slides)));
  const reveal = await start(reference('reveal.js by hand', 'files.mjs', workspace.reveal(slides)));
  try {
    // The first visit warms up the servers and the browser, but not the cache, which each context has for itself.
    await runAll(browser, 1, { own, bare, reveal });
    const visits = await runAll(browser, runs, { own, bare, reveal });
    const painted = (of: readonly Visit[]) => figure(of.map(({ firstPaint }) => firstPaint));
    const ready = (of: readonly Visit[]) => figure(of.map((each) => each.ready));
    return [
      {
        what: `first paint, ${slides} slides`,
        unit: 'ms',
        own: painted(visits.own),
        reference: { name: 'bare page', figure: painted(visits.bare) },
        floor: { atMost: 1.3 },
      },
      {
        what: `slide ready, ${slides} slides`,
        unit: 'ms',
        own: ready(visits.own),
        reference: { name: 'reveal.js by hand', figure: ready(visits.reveal) },
        floor: { atMost: 1 },
      },
    ];
  } finally {
    await Promise.all([own, bare, reveal].map((server) => server.stop()));
  }
}

/** Visits the three alternately, each time with an empty cache. */
async function runAll(browser: Browser, runs: number, servers: Record<'own' | 'bare' | 'reveal', Running>) {
  const visits = { own: [] as Visit[], bare: [] as Visit[], reveal: [] as Visit[] };
  for (let run = 0; run < runs; run++) {
    for (const name of ['own', 'bare', 'reveal'] as const) {
      const context = await openContext(browser);
      const ready = name === 'bare' ? READY.bare : READY.reveal;
      visits[name].push(await visit(context, { url: servers[name].url, ready, slow: true }));
      await context.close();
    }
  }
  return visits;
}
