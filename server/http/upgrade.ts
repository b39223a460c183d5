/** Requests to upgrade to another protocol: to websockets, or to one that the server does not speak. */
import type { IncomingMessage } from 'node:http';

/** Returns whether a request is for a websocket. */
export function isForWebSocket({ headers }: IncomingMessage): boolean {
  return headers.upgrade?.toLowerCase() === 'websocket';
}

/** Headers that only matter together with `Upgrade`; HTTP/2's settings come with `h2c` (RFC 7540, 3.2.1). */
const WISHES: readonly string[] = ['upgrade', 'http2-settings'];

/**
 * Returns the head of a request as it was sent, without the request to upgrade, which a server may ignore (RFC
 * 9110, 7.8).
 */
export function withoutUpgrade({ method, url, httpVersion, rawHeaders }: IncomingMessage): Buffer {
  const lines = [`${method} ${url} HTTP/${httpVersion}`];
  for (let i = 0; i < rawHeaders.length; i += 2) {
    const [name = '', value = ''] = [rawHeaders[i], rawHeaders[i + 1]];
    if (WISHES.includes(name.toLowerCase())) continue;
    lines.push(`${name}: ${name.toLowerCase() === 'connection' ? withoutWishes(value) : value}`);
  }
  // Node decodes heads as Latin-1.
  return Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1');
}

function withoutWishes(connection: string): string {
  const options = connection.split(',').map((option) => option.trim());
  return options.filter((option) => !WISHES.includes(option.toLowerCase())).join(', ');
}
