/** Measures the bytes and requests for the first slide of the 40-slide talk, and for a second visit. */
import { launchChromium } from '../../setup/chromium.ts';
import { figure, type Row } from '../statistics.ts';
import { lectern, reference, type Subject, start } from '../subjects.ts';
import { openContext, READY, type Sent, type Visit, visit } from '../visit.ts';
import type { Workspace } from '../workspace.ts';

/** Returns what the first slide needs: all requests before it is ready, but no pictures, since it has none. */
function neededBy({ ready, sent }: Visit): Sent[] {
  return sent.filter(({ type, at }) => type !== 'Image' && at <= ready);
}

/** Compares it with the hand-made reveal.js page. Sizes do not vary, so each page is visited only twice. */
export async function measureWeight(workspace: Workspace): Promise<Row[]> {
  const own = await weigh(lectern(workspace.deck(40)));
  const reveal = await weigh(reference('reveal.js by hand', 'files.mjs', workspace.reveal(40)));
  const compared = (value: number) => ({ name: 'reveal.js by hand', figure: figure([value]) });
  return [
    {
      what: 'bytes to the first slide',
      unit: 'kB',
      own: figure([own.first.bytes / 1000]),
      floor: { atMost: 72 },
    },
    {
      what: 'the same, compared',
      unit: 'kB',
      own: figure([own.first.bytes / 1000]),
      reference: compared(reveal.first.bytes / 1000),
    },
    {
      what: 'requests to the first slide',
      unit: 'requests',
      own: figure([own.first.requests]),
      floor: { atMost: 7 },
    },
    {
      what: 'the same, compared',
      unit: 'requests',
      own: figure([own.first.requests]),
      reference: compared(reveal.first.requests),
    },
    { what: 'all that is loaded, pictures too', unit: 'kB', own: figure([own.whole.bytes / 1000]) },
    { what: 'second visit', unit: 'requests', own: figure([own.second.requests]), floor: { atMost: 1 } },
    { what: 'second visit', unit: 'kB', own: figure([own.second.bytes / 1000]) },
  ];
}

async function weigh(subject: Subject) {
  const server = await start(subject);
  const browser = await launchChromium();
  try {
    const context = await openContext(browser);
    const options = { url: server.url, ready: READY.reveal, slow: false };
    const first = await visit(context, options);
    const second = await visit(context, options);
    return { first: sum(neededBy(first)), whole: sum(first.sent), second: sum(second.sent) };
  } finally {
    await browser.close();
    await server.stop();
  }
}

/** Counts the requests that left the browser, and their bytes. */
function sum(sent: readonly Sent[]): { readonly requests: number; readonly bytes: number } {
  const travelled = sent.filter(({ fromCache }) => !fromCache);
  return { requests: travelled.length, bytes: travelled.reduce((total, { bytes }) => total + bytes, 0) };
}
