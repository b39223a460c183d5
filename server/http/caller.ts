/** Identifies the sender of a request: address, protocol, and whether one of our pages made it. */
import type { IncomingMessage } from 'node:http';
import { isIPv6 } from 'node:net';
import type { ServerOptions } from '../cli/options.ts';

/** What a request says about its sender. */
export interface Caller {
  /** Returns a header's value, by its name in lower case. */
  readonly header: (name: string) => string | undefined;
  /** The address at the other end of the connection; unknown in tests without one. */
  readonly remote: string | undefined;
}

/** Returns the caller of a request as Node has it. */
export function callerOfRequest({ headers, socket }: Pick<IncomingMessage, 'headers' | 'socket'>): Caller {
  return {
    header(name) {
      const value = headers[name];
      return Array.isArray(value) ? value.join(', ') : value;
    },
    remote: socket.remoteAddress,
  };
}

/** Answers questions about callers. */
export interface Callers {
  /** Returns the address that limits count by: an IPv4 address, or the whole network of an IPv6 subscriber. */
  addressOf(caller: Caller): string;
  /** Returns whether pages of this origin are the server's own, under this `Host`. */
  isOwnOrigin(origin: string, host: string): boolean;
  /** Returns the path at which the caller sees the server, ending in a slash. */
  pathOf(caller: Caller): string;
  /** Returns whether the caller uses https. */
  isSecure(caller: Caller): boolean;
}

/** The options that the answers depend on. */
export type CallerOptions = Pick<ServerOptions, 'base' | 'url' | 'tls' | 'trustProxy'>;

/** Creates the answers. */
export function createCallers({ base, url, tls, trustProxy }: CallerOptions): Callers {
  const isPublic = ({ header }: Caller) => url !== undefined && header('host')?.toLowerCase() === url.host;
  return {
    addressOf({ header, remote }) {
      // The client can write the first entries; the last is what the proxy in front of us saw.
      const forwarded = trustProxy ? header('x-forwarded-for')?.split(',').at(-1)?.trim() : undefined;
      return networkOf(forwarded || remote || 'unknown');
    },
    isOwnOrigin(origin, host) {
      if (!URL.canParse(origin)) return false;
      const from = new URL(origin);
      return from.origin === url?.origin || from.host === hostOf(host, from.protocol);
    },
    // A proxy known by `--url` may strip a path that clients on the local network use.
    pathOf: (caller) => (url && isPublic(caller) && url.pathname !== '/' ? url.pathname : `${base}/`),
    isSecure: (caller) =>
      tls !== undefined ||
      (url?.protocol === 'https:' && isPublic(caller)) ||
      (trustProxy && caller.header('x-forwarded-proto')?.split(',')[0]?.trim() === 'https'),
  };
}

/** Returns `Host` as a URL of the same scheme has it: in lower case, without the default port. */
function hostOf(host: string, protocol: string): string {
  const address = `${protocol}//${host}`;
  return URL.canParse(address) ? new URL(address).host : host;
}

/** Longer than any address; a proxy may pass on what a client wrote, and limits remember it. */
const LONGEST_ADDRESS = 64;

/**
 * Returns the network of an address: IPv6 subscribers choose among 2⁶⁴ addresses, so limits count by network
 * (RFC 6177).
 */
function networkOf(address: string): string {
  const v4 = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (v4 !== undefined) return v4;
  if (!isIPv6(address)) return address.slice(0, LONGEST_ADDRESS);
  const [head = '', tail] = address.split('::');
  const before = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - before.length - after.length);
  const groups = [...before, ...Array.from({ length: zeros }, () => '0'), ...after];
  return `${groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')}::/64`;
}
