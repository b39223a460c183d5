/** Where the audience reaches the server, as one of its pages may say. */
import type { Context } from 'hono';
import { isLocalHost } from '../wire/local-host.ts';
import type { Caller, Callers } from './caller.ts';

/** What is known besides a request. */
export interface Reach {
  readonly callers: Callers;
  /** The address by which a public server goes. */
  readonly url: URL | undefined;
  /** The address at which other devices reach this machine; undefined where they cannot. */
  readonly elsewhere: string | undefined;
}

/** Returns the address at which a caller has reached the server, and whether only this machine can. */
export function addressHere(c: Context, caller: Caller, callers: Callers) {
  const host = caller.header('host') ?? new URL(c.req.url).host;
  const address = `${callers.isSecure(caller) ? 'https' : 'http'}://${host}${callers.pathOf(caller)}`;
  return { address, isLocal: isLocalHost(host.replace(/:\d+$/, '')) };
}

/** Returns the address for the audience, ending in a slash; undefined where nobody else reaches the server. */
export function audienceHome(
  c: Context,
  caller: Caller,
  { callers, url, elsewhere }: Reach,
): string | undefined {
  if (url) return url.href.endsWith('/') ? url.href : `${url.href}/`;
  const { address, isLocal } = addressHere(c, caller, callers);
  return isLocal ? elsewhere : address;
}
