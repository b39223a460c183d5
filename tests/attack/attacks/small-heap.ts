/** Attack: a server with a heap of 64 MB, whose deck is requested, followed and saved. */
import { writeFileSync } from 'node:fs';
import { ask } from '../ask.ts';
import { type Attack, TALK } from '../context.ts';
import { Peer, Pulse } from '../room.ts';

const HEAP = '--max-old-space-size=64';
const VIEWERS = 200;
const PAGES = 1_000;
const SAVES = 10;

/** Seconds until the last save must be served, on a machine that does all of this at once. */
const PATIENCE = 10;

/** Does all of it at once. */
export const smallHeap: Attack = {
  name: 'small-heap',
  about: `a heap of 64 MB: ${VIEWERS} viewers, ${PAGES} pages and ${SAVES} saves beside a talk`,
  async run(context) {
    const folder = context.folder(TALK);
    const target = await context.serve(folder, { node: [HEAP] });
    const pulse = await Pulse.start(target);
    const viewers = await Promise.all(
      Array.from({ length: VIEWERS }, (_, i) => Peer.join(target, { from: `127.0.1.${1 + i}` })),
    );
    const pages = async () => {
      for (let n = 0; n < PAGES; n += 10) {
        await Promise.all(
          Array.from({ length: 10 }, (_, i) => ask(target.port, '/talk/', { from: `127.0.2.${1 + i}` })),
        );
        context.count(10);
      }
    };
    const saves = async () => {
      for (let n = 0; n < SAVES; n++) {
        writeFileSync(folder.at('decks/talk/deck.md'), `${TALK['decks/talk/deck.md']}\nSaved ${n}.\n`);
        context.count();
        await new Promise((resolve) => setTimeout(resolve, 400));
      }
    };
    await Promise.all([pages(), saves(), pulse.beat(context, 200)]);
    const last = viewers[0]?.state.seq;
    const behind = viewers.filter(({ state }) => state.seq !== last).length;
    const findings = behind > 0 ? [`${behind} of ${VIEWERS} viewers are behind.`] : [];
    if (!target.isRunning)
      findings.push(`The server has ended: ${(await target.ended).stderr.slice(0, 500)}`);
    else if (!(await isServed(target.port, `Saved ${SAVES - 1}.`)))
      findings.push('The last save is not served.');
    for (const viewer of viewers) viewer.leave();
    return findings;
  },
};

async function isServed(port: number, text: string): Promise<boolean> {
  for (let waited = 0; waited < PATIENCE; waited++) {
    if ((await ask(port, '/talk/')).text.includes(text)) return true;
    await new Promise((resolve) => setTimeout(resolve, 1000));
  }
  return false;
}
