/** Attack: clients that send slowly, and clients that never read. */
import type { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { openSocket } from '../ask.ts';
import type { Attack, Context, Target } from '../context.ts';
import { compareSteps, Pulse } from '../room.ts';

const SLOW = 500;
const DEAF = 300;

/** Milliseconds between the bytes that a slow client sends. */
const BYTE_MS = 500;

/** Number of steps to time. */
const STEPS = 200;

const UPGRADE =
  'GET /talk/live HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n' +
  'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n';

/** Half of the clients that never read follow the room; the others pipeline requests for pages. */
const DEAF_REQUESTS: readonly string[] = [
  UPGRADE,
  'GET /talk/ HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: identity\r\n\r\n'.repeat(50),
];

/** Times steps without these clients, then with them. */
export const slow: Attack = {
  name: 'slow',
  about: `${SLOW} clients that send a byte now and then, and ${DEAF} that never read; a step's p99 stays near the quiet one`,
  async run(context) {
    const target = await context.serve();
    const pulse = await Pulse.start(target);
    const quiet = await pulse.beat(context, STEPS);
    const sockets = [...(await open(context, target, SLOW)), ...(await deafen(context, target))];
    const slowOnes = sockets.slice(0, SLOW);
    const head = 'GET /talk/ HTTP/1.1\r\nHost: localhost\r\nX-Padding: ';
    let sent = 0;
    const drip = setInterval(() => {
      for (const socket of slowOnes) if (!socket.destroyed) socket.write(head[sent % head.length] ?? 'x');
      sent++;
    }, BYTE_MS);
    const crowded = await pulse.beat(context, STEPS).finally(() => clearInterval(drip));
    const findings = compareSteps(quiet, crowded, `beside ${SLOW} slow and ${DEAF} deaf clients`);
    if (!(await target.isWell())) findings.push('The server does not answer beside them.');
    for (const socket of sockets) socket.destroy();
    await sleep(100);
    if (!(await target.isWell())) findings.push('The server does not answer after them.');
    return findings;
  },
};

async function deafen(context: Context, target: Target): Promise<Socket[]> {
  const sockets = await open(context, target, DEAF);
  for (const [i, socket] of sockets.entries()) {
    socket.pause();
    socket.write(DEAF_REQUESTS[i % DEAF_REQUESTS.length] ?? '');
  }
  return sockets;
}

async function open(context: Context, { port }: Target, count: number): Promise<Socket[]> {
  const sockets: Socket[] = [];
  while (sockets.length < count) {
    const some = Array.from({ length: Math.min(50, count - sockets.length) }, () => openSocket(port));
    sockets.push(...(await Promise.all(some)));
  }
  context.count(count);
  context.atEnd(() => {
    for (const socket of sockets) socket.destroy();
  });
  return sockets;
}
