/** One run of a talk on several servers while everything around it is killed, stopped, cut and delayed; told by the dice. */
import { setTimeout } from 'node:timers/promises';
import { expect, vi } from 'vitest';
import type { State } from '../../server/wire/protocol.ts';
import { Dice, randomFrom } from '../live/random.ts';
import { openStage, openViewer, type Page, place, type Stage } from './pages.ts';
import { RedisServer, type Writing } from './redis-server.ts';
import { Relay } from './relay.ts';
import { balance, KEY, Server } from './servers.ts';

const SERVERS = 3;
const VIEWERS = 6;

/** Columns from here on are only wanted by those who may not go there. */
const FORBIDDEN = 90_000;

/** Milliseconds in which everybody has to be where the newest command is, once nothing is spoilt any more. */
const SETTLE_MS = 60_000;

/** The options of a run. */
export interface RunOptions {
  readonly seed: number;
  readonly writing: Exclude<Writing, 'no file'>;
  /** How often something happens. */
  readonly events: number;
  /** Folder with a deck `talk`. */
  readonly decks: string;
}

/** What a run has come to. */
export interface RunResult {
  /** What was done, in order. */
  readonly story: readonly string[];
  readonly acknowledged: number;
  /** What went wrong, as sentences. */
  readonly faults: readonly string[];
}

/** Makes a run. */
export async function run({ seed, writing, events, decks }: RunOptions): Promise<RunResult> {
  const dice = new Dice(seed);
  const story: string[] = [];
  const redis = await RedisServer.start(writing);
  const wire = await Relay.open(() => [redis.port]);
  const url = `redis://127.0.0.1:${wire.port}`;
  const servers = await Promise.all(
    Array.from({ length: SERVERS }, () => Server.start({ decks, redis: url })),
  );
  const balancer = await balance(servers, randomFrom(seed + 1));
  const home = `127.0.0.1:${balancer.port}`;
  const address = `ws://${home}/talk/live`;
  const cookie = await signIn(`http://${home}`);
  const stages = [openStage(address, cookie), openStage(address, cookie)];
  const viewers = Array.from({ length: VIEWERS }, () => openViewer(address));
  let column = 0;
  let isOver = false;
  const act = async () => {
    const rhythm = new Dice(seed + 2);
    while (!isOver) {
      rhythm.pick(stages).go(++column);
      // Some of the audience try, too.
      if (rhythm.chance(0.1))
        rhythm
          .pick(viewers)
          .connection.send({ type: 'go', position: place(FORBIDDEN + column), seen: column });
      await setTimeout(20 + rhythm.below(200));
    }
  };
  const acting = act();
  try {
    for (let event = 0; event < events; event++) {
      await setTimeout(200 + dice.below(600));
      await happen({ dice, servers, redis, wire, balancer, story });
    }
  } finally {
    isOver = true;
    await acting;
  }
  const faults = await settle({ stages, viewers, last: ++column });
  const log = await redis.ask('XRANGE lectern:room:talk - +');
  const pages: Page[] = [...stages, ...viewers];
  const acknowledged = [...new Set(stages.flatMap((stage) => [...stage.acknowledged]))];
  if (writing === 'always') {
    const lost = acknowledged.filter((h) => !log.includes(`"h":${h},`));
    if (lost.length > 0) faults.push(`Lost although acknowledged: ${lost.join(', ')}.`);
  }
  for (const { states } of pages) {
    const back = goneBack(states);
    if (back) faults.push(`A page went back from ${back}.`);
    const moved = states.find(({ position }) => position.h >= FORBIDDEN);
    if (moved) faults.push(`Somebody without the right moved to ${moved.position.h}.`);
  }
  for (const { connection } of pages) connection.stop();
  await Promise.all(servers.map((server) => server.kill()));
  await Promise.all([balancer.close(), wire.close()]);
  await redis.close();
  return { story, acknowledged: acknowledged.length, faults };
}

interface Scene {
  readonly dice: Dice;
  readonly servers: readonly Server[];
  readonly redis: RedisServer;
  readonly wire: Relay;
  readonly balancer: Relay;
  readonly story: string[];
}

/** One thing goes wrong, and is put right again. */
async function happen({ dice, servers, redis, wire, balancer, story }: Scene): Promise<void> {
  const number = dice.below(servers.length);
  const server = servers[number];
  const time = 100 + dice.below(2_500);
  const what = dice.below(8);
  const tell = (sentence: string) => story.push(`${sentence} for ${time} ms`);
  if (what === 0 && server) {
    tell(`server ${number} is killed`);
    await server.kill();
    await setTimeout(time);
    await server.start();
  } else if (what === 1 && server) {
    tell(`server ${number} is stopped`);
    server.signal('SIGSTOP');
    await setTimeout(time);
    server.signal('SIGCONT');
  } else if (what === 2) {
    tell('Redis is killed');
    await redis.kill();
    await setTimeout(time);
    await redis.start();
  } else if (what === 3) {
    tell('Redis is stopped');
    redis.signal('SIGSTOP');
    await setTimeout(time);
    redis.signal('SIGCONT');
  } else if (what === 4) {
    story.push('the connections to Redis are cut');
    wire.cut();
  } else if (what === 5) {
    wire.delay = dice.below(400);
    tell(`Redis is late by ${wire.delay} ms`);
    await setTimeout(time);
    wire.delay = 0;
  } else if (what === 6) {
    tell('nothing gets through to Redis');
    wire.isStuck = true;
    await setTimeout(time);
    wire.isStuck = false;
  } else {
    story.push('all connections of pages are cut');
    balancer.cut();
  }
}

/** Waits until a last command has come to everybody. Returns what did not happen. */
async function settle(talk: {
  readonly stages: readonly Stage[];
  readonly viewers: readonly Page[];
  readonly last: number;
}): Promise<string[]> {
  const { stages, viewers, last } = talk;
  const [stage] = stages;
  const until = performance.now() + SETTLE_MS;
  let isSent = false;
  while (performance.now() < until) {
    if (!isSent && stage?.connection.connected) {
      stage.go(last);
      isSent = true;
    }
    const newest = [...stages, ...viewers].map(({ states }) => states.at(-1));
    const all = new Set(newest.map((state) => JSON.stringify(state)));
    const [one] = newest;
    if (isSent && all.size === 1 && one?.position.h === last) return [];
    // Refused, because the other presenter had acted.
    if (isSent && one && one.position.h !== last && all.size === 1) isSent = false;
    await setTimeout(100);
  }
  const places = [...stages, ...viewers].map(({ states }) => placeOf(states.at(-1)));
  return [`Not all came to ${last}: ${places.join(', ')}.`];
}

/** Returns where a page went back within a run. */
function goneBack(states: readonly State[]): string | undefined {
  const at = states.findIndex((state, i) => {
    const before = states[i - 1];
    return before !== undefined && before.epoch === state.epoch && before.seq > state.seq;
  });
  return at === -1 ? undefined : `${placeOf(states[at - 1])} to ${placeOf(states[at])}`;
}

function placeOf(state: State | undefined): string {
  return state ? `${state.epoch}:${state.seq} at ${state.position.h}` : 'nowhere';
}

/**
 * Signs in as a presenter, and returns the cookie. A server that has not yet heard from Redis which key is valid asks for
 * the key again a second later, as the page does by itself.
 */
async function signIn(home: string): Promise<string> {
  const isIn = async () => {
    const answer = await fetch(`${home}/talk/speaker?key=${encodeURIComponent(KEY)}`, { redirect: 'manual' });
    expect(answer.status).toBe(303);
    return answer.headers.get('set-cookie')?.split(';')[0] ?? '';
  };
  return await vi.waitFor(isIn, { timeout: 30_000, interval: 1_000 });
}
