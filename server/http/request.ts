/** What the server reads of a request, without making Web objects of it where Node has the answer already. */
import type { HttpBindings } from '@hono/node-server';
import type { Context } from 'hono';

/** Behind a real server there are Node's own request and response; `app.request()` in tests has neither. */
export interface Env {
  Bindings: Partial<HttpBindings>;
}

type HeaderName = 'accept-encoding' | 'cookie' | 'host' | 'if-none-match' | 'if-range' | 'range';

/** Node's request and response, where there are. Hono types the bindings as always there; `app.request()` has none. */
export function nodeOf(c: Context<Env>): Partial<HttpBindings> {
  const bindings: Partial<HttpBindings> | undefined = c.env;
  return bindings ?? none;
}

const none: Partial<HttpBindings> = {};

/** A header's value. Node has parsed it; asking Hono would build a `Headers` object for each request. */
export function header(c: Context<Env>, name: HeaderName): string | undefined {
  const { incoming } = nodeOf(c);
  if (!incoming) return c.req.header(name);
  const value = incoming.headers[name];
  return Array.isArray(value) ? value.join(', ') : value;
}

/** A URL's path as it was sent, still encoded. */
export function rawPath(url: string): string {
  const start = url.indexOf('/', url.indexOf(':') + 3);
  if (start === -1) return '/';
  const end = url.indexOf('?', start);
  return end === -1 ? url.slice(start) : url.slice(start, end);
}

/** Encoded slashes, backslashes and NUL: no address has them, and decoding must not make an address of them. */
const forbiddenEscapes = /%(2f|5c|00)/i;

/** A path decoded once. An address that no resource has stays as it is; `undefined` for a malformed one. */
export function decodePath(path: string): string | undefined {
  if (!path.includes('%') || forbiddenEscapes.test(path)) return path;
  try {
    return decodeURIComponent(path);
  } catch {
    return undefined;
  }
}
