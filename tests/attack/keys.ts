/** Attack: floods of wrong keys, copies of a signed-out cookie, and idle sockets and connections. */
import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { WebSocket } from 'ws';
import { command } from '../setup/command.ts';
import { Flood, promisedNow, signInPatiently } from '../setup/flood.ts';
import { createFolder, type TestFolder } from '../setup/folder.ts';
import { build, type Served, startServer } from '../setup/sealed.ts';
import { exchange } from '../setup/sockets.ts';

const KEY = 'a-key-for-attacks-0123456789';

/** Number of sockets opened from one address, and the limit for an address. */
const SOCKETS = 300;
const LIMIT = 200;

/** Milliseconds after which an idle connection must be closed. */
const SILENCE_MS = 30_000;

/** The options of the attack. */
export interface AttackOptions {
  /** Called with the number of further tries; 1 by default. */
  readonly count?: (more?: number) => void;
}

/**
 * Starts its own servers on loopback, attacks them for about a minute, and ends them. Resolves to sentences about
 * what broke.
 */
export async function attackKeys({ count = () => {} }: AttackOptions = {}): Promise<readonly string[]> {
  const folder = createFolder({ 'decks/talk/deck.md': '# Hello\n\nNote: A private note.\n' });
  const findings: string[] = [];
  const servers: Served[] = [];
  const start = async (...words: string[]) => {
    const server = await startServer(words, folder.at('decks'));
    servers.push(server);
    return server.address;
  };
  try {
    const limits = ['--max-viewers-per-address', String(LIMIT)];
    const plain = await start(command, 'serve', folder.at('decks'), '--key', KEY, ...limits);
    const silent = keptOpen(plain);
    findings.push(...(await flood('A server', plain, count)));
    findings.push(...(await flood('A sealed file', await start(await sealed(folder)), count)));
    findings.push(...(await copiedCookie(plain)));
    findings.push(...(await sockets(plain, count)));
    findings.push(...(await oddClients(plain)));
    findings.push(...(await silent));
    count(8);
  } finally {
    for (const server of servers) await server.stop();
    folder.remove('');
  }
  return findings;
}

async function sealed(folder: TestFolder): Promise<string> {
  return (await build(folder.at('decks'), folder.at('sealed'), '--key', KEY)).file;
}

/** A hundred clients send wrong keys from the presenter's own address. */
async function flood(who: string, address: string, count: (more?: number) => void): Promise<string[]> {
  const speaker = `${address}talk/speaker`;
  const wrong = new Flood(speaker, 100);
  await sleep(3_000);
  const judgedPerSecond = (wrong.statuses.get(401) ?? 0) / 3;
  const { status, took } = await signInPatiently(speaker, KEY);
  await wrong.end();
  count(wrong.answered);
  const findings: string[] = [];
  if (status !== 303) findings.push(`${who} answered ${status} to the right key while wrong ones came.`);
  else if (took > promisedNow()) findings.push(`${who} let the right key in after ${Math.round(took)} ms.`);
  if (judgedPerSecond > 100) findings.push(`${who} judged ${Math.round(judgedPerSecond)} keys in a second.`);
  return findings;
}

/** A presenter's cookie is copied, and the presenter then signs out. */
async function copiedCookie(address: string): Promise<string[]> {
  const speaker = `${address}talk/speaker`;
  const { cookie } = await signInPatiently(speaker, KEY);
  const headers = { cookie, origin: new URL(address).origin };
  await fetch(`${speaker}/sign-out`, { method: 'POST', headers, redirect: 'manual' });
  const { status } = await fetch(speaker, { headers });
  return status === 401 ? [] : [`The copy of a signed-out cookie is answered with ${status}.`];
}

/** Opens more sockets than an address may have, then a page from the same address. */
async function sockets(address: string, count: (more?: number) => void): Promise<string[]> {
  const room = `${address.replace('http', 'ws')}talk/live`;
  const idle = Array.from({ length: SOCKETS }, () => new WebSocket(room).on('error', () => {}));
  await sleep(5_000);
  const page = new WebSocket(`${room}?page=a-viewer`).on('error', () => {});
  const isIn = await Promise.race([once(page, 'message').then(() => true), sleep(5_000, false)]);
  for (const socket of [...idle, page]) socket.terminate();
  count(SOCKETS);
  return isIn ? [] : [`${SOCKETS} sockets without a page keep a page of the same address out.`];
}

/** Sends requests of clients that are not browsers, and one for another host. */
async function oddClients(address: string): Promise<string[]> {
  const port = Number(new URL(address).port);
  const asked: readonly (readonly [string, string])[] = [
    ['GET /healthz HTTP/1.0\r\n\r\n', '200'],
    ['GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: upgrade, close\r\nUpgrade: h2c\r\n\r\n', '200'],
    ['GET http://evil/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n', '421'],
  ];
  const findings: string[] = [];
  for (const [request, wanted] of asked) {
    const [, status] = /^HTTP\/1\.1 (\d+)/.exec(await exchange(port, request)) ?? [];
    if (status !== wanted) findings.push(`${JSON.stringify(request)} is answered with ${status}.`);
  }
  return findings;
}

/** Opens a connection and sends nothing. */
async function keptOpen(address: string): Promise<string[]> {
  const socket = connect(Number(new URL(address).port), '127.0.0.1')
    .on('error', () => {})
    .resume();
  const isClosed = await Promise.race([once(socket, 'close').then(() => true), sleep(SILENCE_MS, false)]);
  socket.destroy();
  return isClosed ? [] : [`A connection that says nothing is open after ${SILENCE_MS / 1000} seconds.`];
}
