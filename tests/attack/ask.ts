/** Requests of attackers: HTTP as it should be, and bytes as no client library would send them. */
import { type IncomingHttpHeaders, request as send } from 'node:http';
import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** What is asked beside the path. */
export interface AskOptions {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** The loopback address that it comes from. */
  readonly from?: string;
  /** Seconds; 20 by default. */
  readonly patience?: number;
}

/** What was answered. */
export interface Answered {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly bytes: Buffer;
  readonly text: string;
}

/** Asks a server on this machine, each time on a connection of its own; the path is sent as it is written. */
export function ask(port: number, path: string, options: AskOptions = {}): Promise<Answered> {
  const { method = 'GET', headers = {}, body, from, patience = 20 } = options;
  return new Promise((resolve, reject) => {
    const request = send(
      {
        host: '127.0.0.1',
        port,
        path,
        method,
        agent: false,
        timeout: patience * 1000,
        headers: { ...(body !== undefined && { 'content-length': Buffer.byteLength(body) }), ...headers },
        ...(from !== undefined && { localAddress: from }),
      },
      async (response) => {
        const parts: Buffer[] = [];
        try {
          for await (const part of response) parts.push(part);
        } catch (error) {
          reject(error);
          return;
        }
        const bytes = Buffer.concat(parts);
        const { statusCode = 0 } = response;
        resolve({ status: statusCode, headers: response.headers, bytes, text: bytes.toString('utf8') });
      },
    );
    request.on('timeout', () => request.destroy(new Error(`${path} was not answered in ${patience} s.`)));
    request.on('error', reject);
    request.end(body);
  });
}

/** Sends bytes and answers all that comes back until the server closes, or so many milliseconds have passed. */
export async function sendRaw(port: number, bytes: string | Uint8Array, ms = 3_000): Promise<string> {
  const socket = await openSocket(port);
  let answer = '';
  socket.setEncoding('latin1').on('data', (data) => {
    answer += data;
  });
  socket.write(bytes);
  await Promise.race([new Promise((resolve) => socket.once('close', resolve)), sleep(ms)]);
  socket.destroy();
  return answer;
}

/** A connection whose errors are of no interest. */
export function openSocket(port: number, from?: string): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: '127.0.0.1', port, ...(from !== undefined && { localAddress: from }) });
    socket.once('error', reject);
    socket.once('connect', () => {
      socket.off('error', reject);
      socket.on('error', () => undefined);
      resolve(socket);
    });
  });
}

/** The statuses of all answers in a text of several. */
export function statusesIn(text: string): number[] {
  return [...text.matchAll(/^HTTP\/1\.1 (\d{3})/gm)].map(([, status]) => Number(status));
}
