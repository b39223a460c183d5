/** Attack: malformed messages: mutated ones, random bytes as WebSocket frames, and floods of pings. */
import type { Socket } from 'node:net';
import { decode } from '../../../server/wire/protocol.ts';
import { Dice } from '../../live/random.ts';
import { openSocket } from '../ask.ts';
import type { Attack, Context, Target } from '../context.ts';
import { compareSteps, Peer, Pulse } from '../room.ts';

/** Number of texts that are decoded in this process, without a server. */
const DECODED = 200_000;

/** Number of connections that send messages to a server, and of messages on each. */
const CONNECTIONS = 400;
const ON_EACH = 20;

/** Number of connections that send random bytes as frames. */
const RAW = 300;

/** Number of connections that send pings continuously, and of pings on each. */
const PINGING = 20;
const PINGS = 10_000;

/** Seed of the random numbers, so that a run can be repeated. */
const SEED = 2013;

/** The messages that are mutated. */
const MESSAGES: readonly string[] = [
  '{"type":"go","position":{"slide":"two","h":1,"v":0,"f":-1},"seen":3}',
  '{"type":"pause","paused":true,"seen":0,"epoch":"abc"}',
  '{"type":"pointer","x":0.5,"y":0.5}',
  '{"type":"media","slide":"two","index":0,"playing":true,"time":1.5}',
  '{"type":"timer","action":"start"}',
  '{"type":"end"}',
  '{"type":"welcome","role":"presenter"}',
];

/** The replacements for parts of them. */
const PARTS: readonly string[] = [
  ...[
    '',
    '-1',
    '1e999',
    'NaN',
    'null',
    'true',
    '[]',
    '{}',
    '"',
    '\\',
    '\\u0000',
    '\\ud800',
    '99999999999999999999',
  ],
  ...[
    '"__proto__":{"x":1},',
    '"constructor":1,',
    '"type":"toString",',
    '{"type":"hasOwnProperty"}',
    '\u2028',
    '🙂',
  ],
  ...['a'.repeat(600), '['.repeat(2_000), 'é'.repeat(3_000)],
];

/** Sends mutated messages as audience and as presenter. */
export const fuzz: Attack = {
  name: 'fuzz',
  about: `${DECODED + CONNECTIONS * ON_EACH} mutated messages, ${RAW} connections of random frames, ${PINGING * PINGS} pings`,
  async run(context) {
    const dice = new Dice(SEED);
    const findings = decodeAll(context, dice);
    const target = await context.serve();
    const cookie = await target.signIn();
    const witness = await Peer.join(target, { from: '127.0.0.4' });
    const before = JSON.stringify(witness.state);
    await speak(context, target, dice);
    if (JSON.stringify(witness.state) !== before) findings.push('The audience has moved the room.');
    await speak(context, target, dice, cookie);
    await sendFrames(context, target, dice);
    findings.push(...(await ping(context, target)));
    const presenter = await Peer.join(target, { cookie });
    // The last command came from another page; a peer that joins has the newest state.
    await presenter.go({ slide: 'three', h: 2, v: 0, f: -1 });
    if (presenter.state.position.slide !== 'three') findings.push('The room cannot be led any more.');
    if (!(await target.isWell())) findings.push('The server does not answer afterwards.');
    return findings;
  },
};

function decodeAll(context: Context, dice: Dice): string[] {
  for (let i = 0; i < DECODED; i++) {
    const text = mutate(dice);
    context.count();
    try {
      const decoded = decode(text);
      if (!('message' in decoded)) continue;
      // A decoded message must decode to itself again.
      const again = decode(JSON.stringify(decoded.message));
      if (JSON.stringify(again) !== JSON.stringify(decoded)) return [`${text} is decoded in two ways.`];
    } catch (error) {
      return [`${JSON.stringify(text.slice(0, 200))} makes decode throw: ${error}`];
    }
  }
  return [];
}

function mutate(dice: Dice): string {
  let text = dice.pick(MESSAGES);
  for (let times = dice.below(4); times >= 0; times--) {
    const at = dice.below(text.length + 1);
    text = text.slice(0, at) + dice.pick(PARTS) + text.slice(at + dice.below(6));
  }
  return text;
}

async function speak(context: Context, target: Target, dice: Dice, cookie?: string): Promise<void> {
  for (let i = 0; i < CONNECTIONS / 2; i++) {
    const from = `127.0.1.${1 + (i % 250)}`;
    const peer = await Peer.join(target, { from, ...(cookie !== undefined && { cookie }) });
    for (let n = 0; n < ON_EACH; n++) peer.say(mutate(dice));
    context.count(ON_EACH);
    await new Promise((resolve) => setImmediate(resolve));
    if (i % 10 === 9) await Promise.race([peer.closed, new Promise((resolve) => setTimeout(resolve, 100))]);
    peer.leave();
  }
}

async function sendFrames(context: Context, target: Target, dice: Dice): Promise<void> {
  for (let i = 0; i < RAW; i++) {
    const socket = await upgraded(target);
    const bytes = Buffer.from(Array.from({ length: 1 + dice.below(300) }, () => dice.below(256)));
    // Half of them begin like a frame: with an opcode, the mask bit, and a length.
    if (dice.chance(0.5)) bytes.set([0x80 | dice.below(16), 0x80 | dice.below(128)].slice(0, bytes.length));
    socket.write(bytes);
    context.count();
    if (i % 50 === 49) await new Promise((resolve) => setTimeout(resolve, 20));
    if (dice.chance(0.5)) socket.destroy();
    else socket.end();
  }
}

/** Times steps while other connections flood the server with pings. */
async function ping(context: Context, target: Target): Promise<string[]> {
  const pulse = await Pulse.start(target);
  const quiet = await pulse.beat(context, 60);
  const sockets = await Promise.all(Array.from({ length: PINGING }, () => upgraded(target)));
  const pings = Buffer.concat(Array.from({ length: PINGS }, () => Buffer.from([0x89, 0x80, 0, 0, 0, 0])));
  for (const socket of sockets) socket.write(pings);
  context.count(PINGING * PINGS);
  const flooded = await pulse.beat(context, 60);
  for (const socket of sockets) socket.destroy();
  pulse.leave();
  return compareSteps(quiet, flooded, `beside ${PINGING} floods of pings`);
}

/** Returns a socket after its WebSocket handshake. */
async function upgraded({ port }: Target): Promise<Socket> {
  const socket = await openSocket(port);
  const answered = new Promise((resolve) => socket.once('data', resolve));
  socket.write(
    'GET /talk/live HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n' +
      'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n',
  );
  await answered;
  socket.resume();
  return socket;
}
