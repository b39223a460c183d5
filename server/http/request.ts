/** Reads requests without creating Web objects where Node has the answer already. */
import type { HttpBindings } from '@hono/node-server';
import type { Context } from 'hono';

/** Hono's environment: Node's request and response on a real server; `app.request()` in tests has neither. */
export interface Env {
  Bindings: Partial<HttpBindings>;
}

type HeaderName = 'accept-encoding' | 'cookie' | 'host' | 'if-none-match' | 'if-range' | 'range';

/** Returns Node's request and response, if there are any. Hono types the bindings as always present. */
export function nodeOf(c: Context<Env>): Partial<HttpBindings> {
  const bindings: Partial<HttpBindings> | undefined = c.env;
  return bindings ?? none;
}

const none: Partial<HttpBindings> = {};

/** Returns a header's value. Node has parsed it; asking Hono would build a `Headers` object for each request. */
export function header(c: Context<Env>, name: HeaderName): string | undefined {
  const { incoming } = nodeOf(c);
  if (!incoming) return c.req.header(name);
  const value = incoming.headers[name];
  return Array.isArray(value) ? value.join(', ') : value;
}

/** Returns a URL's path as it was sent, still encoded. */
export function rawPath(url: string): string {
  const start = url.indexOf('/', url.indexOf(':') + 3);
  if (start === -1) return '/';
  const end = url.indexOf('?', start);
  return end === -1 ? url.slice(start) : url.slice(start, end);
}

/** Encoded slashes, backslashes and NUL: no address contains them, and decoding must not create them. */
const forbiddenEscapes = /%(2f|5c|00)/i;

/**
 * Decodes a path once. One with forbidden escapes stays as it is, and matches no resource; `undefined` for a
 * malformed one.
 */
export function decodePath(path: string): string | undefined {
  if (!path.includes('%') || forbiddenEscapes.test(path)) return path;
  try {
    return decodeURIComponent(path);
  } catch {
    return undefined;
  }
}
