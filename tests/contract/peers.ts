/** Takes part in a talk as browsers do: signs in, and joins rooms. */
import { expect } from 'vitest';
import { WebSocket } from 'ws';
import { KEY } from './site.ts';

/** Signs in, and answers the cookie. */
export async function signIn(address: string): Promise<string> {
  const response = await fetch(`${address}talk/speaker?key=${KEY}`, { redirect: 'manual' });
  return response.headers.get('set-cookie')?.split(';', 1)[0] ?? '';
}

/** Someone in a room. */
export interface Peer {
  readonly socket: WebSocket;
  /** All messages so far. */
  readonly heard: Record<string, unknown>[];
}

/** Joins a room; resolves once it is told the room's state. */
export async function join(address: string, cookie?: string): Promise<Peer> {
  const heard: Record<string, unknown>[] = [];
  const socket = new WebSocket(address.replace('http', 'ws'), { headers: cookie ? { cookie } : {} });
  socket.on('message', (data) => heard.push(JSON.parse(String(data))));
  await expect.poll(() => heard.some(({ type }) => type === 'state')).toBe(true);
  return { socket, heard };
}
