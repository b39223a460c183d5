/** Measures Lectern beside the tools that people would use instead, with the same talk of 40 slides. */
import type { Browser } from 'playwright-core';
import { launchChromium } from '../../setup/chromium.ts';
import { type Peer, preparePeers } from '../peers.ts';
import { figure, type Row } from '../statistics.ts';
import { lectern, start } from '../subjects.ts';
import { writeSlides } from '../talk.ts';
import { openContext, READY, visit } from '../visit.ts';
import type { Workspace } from '../workspace.ts';

const SLIDES = 40;

/** What one run of one tool gives. */
interface Run {
  /** From the command to the first slide in a browser that is open already. */
  readonly visible: number;
  /** Of a visit on a slow phone: until the first slide is there, and what was sent until nothing more came. */
  readonly ready: number;
  readonly kilobytes: number;
  readonly requests: number;
}

/** Starts each in turn, with its caches filled, and visits it. */
export async function measurePeers(workspace: Workspace, runs: number): Promise<Row[]> {
  const folder = workspace.deck(SLIDES);
  const own: Peer = { subject: lectern(folder), ready: READY.reveal };
  const peers = preparePeers(writeSlides(SLIDES), `${folder}/talk`);
  const browser = await launchChromium();
  try {
    const all = [own, ...peers].map((peer) => ({ peer, runs: [] as Run[] }));
    for (const { peer } of all) await runOnce(browser, peer);
    for (let run = 0; run < runs; run++) {
      for (const { peer, runs: done } of all) done.push(await runOnce(browser, peer));
    }
    const [first, ...others] = all;
    return others.flatMap(({ peer, runs: theirs }) => {
      const row = (what: string, unit: Row['unit'], field: keyof Run): Row => ({
        what,
        unit,
        own: figure((first?.runs ?? []).map((each) => each[field])),
        reference: { name: peer.subject.name, figure: figure(theirs.map((each) => each[field])) },
      });
      return [
        row('command → first slide', 'ms', 'visible'),
        row('first slide, slow phone', 'ms', 'ready'),
        row('all that is loaded', 'kB', 'kilobytes'),
        row('requests', 'requests', 'requests'),
      ];
    });
  } finally {
    await browser.close();
  }
}

async function runOnce(browser: Browser, { subject, ready }: Peer): Promise<Run> {
  const server = await start(subject);
  try {
    const near = await openContext(browser);
    const seen = await visit(near, { url: server.url, ready, slow: false });
    await near.close();
    const far = await openContext(browser);
    const slow = await visit(far, { url: server.url, ready, slow: true });
    await far.close();
    return {
      visible: server.startMs + seen.ready,
      ready: slow.ready,
      kilobytes: slow.sent.reduce((sum, { bytes }) => sum + bytes, 0) / 1000,
      requests: slow.sent.length,
    };
  } finally {
    await server.stop();
  }
}
