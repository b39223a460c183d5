/** Requests to go on in another protocol: to websockets, or to one that is not spoken here. */
import type { IncomingMessage } from 'node:http';

/** Whether a request is for a websocket. */
export function isForWebSocket({ headers }: IncomingMessage): boolean {
  return headers.upgrade?.toLowerCase() === 'websocket';
}

/** What only has a meaning together with the wish; HTTP/2's settings come with `h2c` (RFC 7540, 3.2.1). */
const WISHES: readonly string[] = ['upgrade', 'http2-settings'];

/**
 * The head of a request as it was sent, without its wish to go on in another protocol: a server may ignore that (RFC 9110,
 * 7.8).
 */
export function withoutUpgrade({ method, url, httpVersion, rawHeaders }: IncomingMessage): Buffer {
  const lines = [`${method} ${url} HTTP/${httpVersion}`];
  for (let i = 0; i < rawHeaders.length; i += 2) {
    const [name = '', value = ''] = [rawHeaders[i], rawHeaders[i + 1]];
    if (WISHES.includes(name.toLowerCase())) continue;
    lines.push(`${name}: ${name.toLowerCase() === 'connection' ? withoutWishes(value) : value}`);
  }
  // As Node has read it: a byte for a character.
  return Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1');
}

function withoutWishes(connection: string): string {
  const options = connection.split(',').map((option) => option.trim());
  return options.filter((option) => !WISHES.includes(option.toLowerCase())).join(', ');
}
