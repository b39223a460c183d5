/** Sends attackers' requests: valid HTTP, and bytes that no client library would send. */
import { type IncomingHttpHeaders, request as send } from 'node:http';
import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** A request's properties other than the path. */
export interface AskOptions {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** The loopback address that the request comes from. */
  readonly from?: string;
  /** Timeout in seconds; default: 20. */
  readonly patience?: number;
}

/** A response. */
export interface Answered {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly bytes: Buffer;
  readonly text: string;
}

/**
 * Sends a request to a server on this machine, each on a separate connection; the path is sent unchanged.
 * @throws where there is no response in time.
 */
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

/**
 * Sends bytes, and returns all that was received until the server closes the connection or `ms` milliseconds have
 * passed.
 */
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

/** Opens a connection; later errors on it are ignored. */
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

/** Returns the statuses of all responses in a text. */
export function statusesIn(text: string): number[] {
  return [...text.matchAll(/^HTTP\/1\.1 (\d{3})/gm)].map(([, status]) => Number(status));
}
