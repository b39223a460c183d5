/**
 * Kills a server during talks, and checks whether a step that a presenter saw accepted is lost: the log must prevent
 * it.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { State } from '../../server/wire/protocol.ts';
import { Client, go } from '../live/hall.ts';
import { command } from '../setup/command.ts';
import { type Served, startServer } from '../setup/sealed.ts';

/** How many talks to try, and how. */
export interface LostStepsOptions {
  /** Number of talks in which commands are sent as fast as the room accepts them, killed at a random moment. */
  readonly fast: number;
  /** Number of talks in which each step waits for the previous one, killed when the last response arrives. */
  readonly calm: number;
  /** Whether a large deck is saved repeatedly, and so compiled and compressed, at the same time. */
  readonly compiles: boolean;
  /** Further options of the server. */
  readonly options?: readonly string[];
  /** Returns a number from 0 to 1. */
  readonly random?: () => number;
}

/** What was tried, and what was lost. */
export interface LostSteps {
  readonly talks: number;
  /** Number of commands with a response. */
  readonly accepted: number;
  /**
   * Number of talks in which presenters were told that the log is not stored, because the machine was too busy: these
   * may lose steps.
   */
  readonly unlogged: number;
  /** A sentence for each talk that lost something. */
  readonly findings: readonly string[];
}

const KEY = 'a-key-for-the-attack-on-steps';

/** Number of commands at full speed: below the burst that one presenter may send. */
const BURST = 250;

/** Maximum number of responses to wait for before the kill: a page that is behind receives only the newest. */
const ANSWERS = 100;

/** Maximum milliseconds between the last of these responses and the kill. */
const MORE_MS = 5;

/** Milliseconds that a burst takes on a busy machine. */
const BURST_MS = 2_000;

/** Maximum number of steps of a calm talk. */
const STEPS = 6;

/** Milliseconds between saves of the large deck. */
const SAVE_MS = 120;

/** Number of slides of the large deck, with enough text that compressing them takes time. */
const SLIDES = 80;

/** Starts talks, kills their server, and compares the room's state after a restart. */
export async function run({
  fast,
  calm,
  compiles,
  options = [],
  random = Math.random,
}: LostStepsOptions): Promise<LostSteps> {
  const folder = mkdtempSync(join(tmpdir(), 'lectern-lost-steps-'));
  const decks = join(folder, 'decks');
  mkdirSync(decks);
  writeFileSync(join(decks, 'talk.md'), '# One\n---\n# Two\n');
  const words = [command, 'serve', decks, '--host', 'localhost', '--key', KEY];
  const start = () => startServer([...words, '--data', join(folder, 'data'), ...options]);
  const findings: string[] = [];
  let accepted = 0;
  let unlogged = 0;
  let server = await start();
  try {
    for (let talk = 0; talk < fast + calm; talk++) {
      const saving = compiles ? saveAllTheWhile(decks) : undefined;
      const { known, last, isLogged } = await (talk < fast ? hurry(server, random) : step(server, random));
      saving?.();
      // So that the next start has less to compile.
      rmSync(join(decks, 'large.md'), { force: true });
      accepted += (last?.seq ?? 0) - (known.epoch === last?.epoch ? known.seq : 0);
      server = await start();
      const back = await stateOf(server);
      if (!isLogged) unlogged++;
      const lost = last && isLogged ? lostBetween(last, back) : undefined;
      if (lost) findings.push(`${talk < fast ? 'full speed' : 'calm'}, talk ${talk + 1}: ${lost}`);
    }
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
  return { talks: fast + calm, accepted, unlogged, findings };
}

/** The state that a presenter had at first, and the last one received. */
interface Talk {
  readonly known: State;
  readonly last: State | undefined;
  readonly isLogged: boolean;
}

/** Sends commands as fast as possible; the server is killed at some moment among them. */
async function hurry(server: Served, random: () => number): Promise<Talk> {
  const { stage, known } = await present(server);
  const death = Promise.race([answers(stage, 1 + random() * ANSWERS), sleep(BURST_MS)])
    .then(() => sleep(random() * MORE_MS))
    .then(() => server.child.kill('SIGKILL'));
  for (let sent = 0; sent < BURST && stage.ws.readyState === stage.ws.OPEN; sent++) {
    stage.say(go(sent % 2, known.seq, known.epoch));
    if (sent % 10 === 0) await new Promise((resolve) => setImmediate(resolve));
  }
  await death;
  return over(server, stage, known);
}

/** Resolves once this many states were received. */
function answers(stage: Client, count: number): Promise<void> {
  let heard = 0;
  return new Promise((resolve) => {
    stage.ws.on('message', (data) => {
      if (JSON.parse(String(data)).type === 'state' && ++heard >= count) resolve();
    });
  });
}

/**
 * Takes a few steps, each after the response to the previous one; the server is killed when the last response
 * arrives.
 */
async function step(server: Served, random: () => number): Promise<Talk> {
  const { stage, known } = await present(server);
  const steps = 1 + Math.floor(random() * STEPS);
  let state = known;
  for (let taken = 0; taken < steps; taken++) {
    await sleep(random() * 30);
    const { seq, epoch } = state;
    if (taken === steps - 1) {
      stage.ws.on('message', (data) => {
        if (JSON.parse(String(data)).type === 'state') server.child.kill('SIGKILL');
      });
    }
    stage.say(go(taken % 2, seq, epoch));
    state = await stage.until('state', (next) => next.epoch !== epoch || next.seq > seq);
  }
  return over(server, stage, known);
}

/** Waits until all messages sent before the kill were received, since they count. */
async function over(server: Served, stage: Client, known: State): Promise<Talk> {
  await server.ended;
  await stage.closed;
  const last = stage.heard.findLast((message) => message.type === 'state');
  const isLogged = !stage.heard.some((message) => message.type === 'log' && !message.kept);
  return { known, last: last?.type === 'state' ? last : undefined, isLogged };
}

async function present(server: Served): Promise<{ stage: Client; known: State }> {
  const answer = await fetch(`${server.address}talk/speaker?key=${KEY}`, { redirect: 'manual' });
  const cookie = answer.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  const stage = new Client(roomOf(server), { cookie });
  return { stage, known: await stage.next('state') };
}

async function stateOf(server: Served): Promise<State> {
  const viewer = new Client(roomOf(server));
  const state = await viewer.next('state');
  viewer.ws.terminate();
  return state;
}

function roomOf({ address }: Served): string {
  return `${address.replace('http', 'ws')}talk/live`;
}

/** Describes what a restarted room has lost, in a sentence; undefined where nothing is lost. */
function lostBetween(last: State, back: State): string | undefined {
  const isSamePlace = JSON.stringify(last.position) === JSON.stringify(back.position);
  const isKept = back.epoch === last.epoch && (back.seq > last.seq || (back.seq === last.seq && isSamePlace));
  if (isKept) return undefined;
  return `step ${last.seq} of run ${last.epoch} was accepted, and step ${back.seq} of run ${back.epoch} came back.`;
}

/** Saves a large deck repeatedly. Returns a function that stops it. */
function saveAllTheWhile(decks: string): () => void {
  let saves = 0;
  const save = () => {
    saves++;
    const words = Array.from({ length: 60 }, (_, i) => `word ${(i * 7919 * saves) % 1009}`).join(' ');
    const slides = Array.from({ length: SLIDES }, (_, i) => `## Slide ${i} of save ${saves}\n\n${words}`);
    writeFileSync(join(decks, 'large.md'), slides.join('\n\n---\n\n'));
  };
  save();
  const timer = setInterval(save, SAVE_MS);
  return () => clearInterval(timer);
}
