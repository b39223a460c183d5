/** Attack: bodies of 200 MB, sent to every address that accepts a POST, and to some that do not. */
import { once } from 'node:events';
import type { Socket } from 'node:net';
import { openSocket } from '../ask.ts';
import type { Attack, Context, Target } from '../context.ts';
import { memoryOf } from '../memory.ts';

const MEGABYTE = 1_000_000;
const LENGTH = 200 * MEGABYTE;

/** Bytes by which the server's memory may grow meanwhile: for data in socket buffers, but not for the bodies. */
const MOST_GROWTH = 80 * MEGABYTE;

/** Milliseconds for which each body is sent: a server may leave it unread. */
const SENDING_MS = 4_000;

const PATHS: readonly string[] = ['/talk/speaker', '/talk/speaker/phone', '/talk/', '/nothing'];

const LENGTHS: readonly string[] = [
  `Content-Length: ${LENGTH}`,
  'Transfer-Encoding: chunked',
  // The length is false: more is sent.
  'Content-Length: 10',
];

/** Sends all bodies at once. */
export const bodies: Attack = {
  name: 'bodies',
  about: `${PATHS.length * LENGTHS.length} bodies of 200 MB at once, with their length, in chunks, and with a false one`,
  async run(context) {
    const target = await context.serve();
    const before = memoryOf(target.pid);
    let most = before;
    const watch = setInterval(() => {
      most = Math.max(most, memoryOf(target.pid));
    }, 50);
    const sent = PATHS.flatMap((path) => LENGTHS.map((length) => sendBody(context, target, path, length)));
    await Promise.all(sent);
    clearInterval(watch);
    const findings: string[] = [];
    if (most - before > MOST_GROWTH)
      findings.push(`The server's memory grew by ${Math.round((most - before) / MEGABYTE)} MB.`);
    if (!(await target.isWell())) findings.push('The server does not answer afterwards.');
    return findings;
  },
};

async function sendBody(context: Context, target: Target, path: string, length: string): Promise<void> {
  const socket = await openSocket(target.port);
  socket.resume();
  socket.write(
    `POST ${path} HTTP/1.1\r\nHost: localhost\r\nOrigin: ${target.url}\r\n${length}\r\nContent-Type: application/x-www-form-urlencoded\r\n\r\n`,
  );
  await pour(socket, length.includes('chunked'));
  socket.destroy();
  context.count();
}

/** Writes until everything is sent, the other side has closed the connection, or time is up. */
async function pour(socket: Socket, inChunks: boolean): Promise<void> {
  const part = Buffer.alloc(MEGABYTE, 'key=aaaaaaaaaaaaaaa&');
  const chunk = inChunks ? Buffer.concat([Buffer.from('f4240\r\n'), part, Buffer.from('\r\n')]) : part;
  const timeUp = AbortSignal.timeout(SENDING_MS);
  const closed = new Promise((resolve) => socket.once('close', resolve));
  for (let sent = 0; sent < LENGTH && !timeUp.aborted && !socket.destroyed; sent += MEGABYTE) {
    if (socket.write(chunk)) continue;
    await Promise.race([once(socket, 'drain', { signal: timeUp }).catch(() => undefined), closed]);
  }
}
