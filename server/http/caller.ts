/** Whose request it is: from which address, over what, and whether a page of ours made it. */
import { isIPv6 } from 'node:net';
import type { ServerOptions } from '../cli/options.ts';

/** What a request says of where it comes from. */
export interface Caller {
  /** A header's value, by its name in lower case. */
  readonly header: (name: string) => string | undefined;
  /** The other end of the connection; unknown in tests without one. */
  readonly remote: string | undefined;
}

/** Answers about callers. */
export interface Callers {
  /** The address that limits count by: an IPv4 address, or the network that an IPv6 subscriber has whole. */
  addressOf(caller: Caller): string;
  /** Whether pages of this origin are the server's own, under this `Host`. */
  isOwnOrigin(origin: string, host: string): boolean;
  /** The path under which the caller knows the server, ending in a slash. */
  pathOf(caller: Caller): string;
  /** Whether the caller uses https. */
  isSecure(caller: Caller): boolean;
}

/** What the answers depend on. */
export type CallerOptions = Pick<ServerOptions, 'base' | 'url' | 'tls' | 'trustProxy'>;

/** Creates the answers. */
export function createCallers({ base, url, tls, trustProxy }: CallerOptions): Callers {
  const isPublic = ({ header }: Caller) => url !== undefined && header('host')?.toLowerCase() === url.host;
  return {
    addressOf({ header, remote }) {
      // Whoever asks may write the first ones; the last is what the proxy in front of us saw.
      const forwarded = trustProxy ? header('x-forwarded-for')?.split(',').at(-1)?.trim() : undefined;
      return networkOf(forwarded || remote || 'unknown');
    },
    isOwnOrigin(origin, host) {
      if (!URL.canParse(origin)) return false;
      const from = new URL(origin);
      return from.origin === url?.origin || from.host === hostOf(host, from.protocol);
    },
    // A proxy that is known by `--url` may take a path away that those on the local network never see.
    pathOf: (caller) => (url && isPublic(caller) && url.pathname !== '/' ? url.pathname : `${base}/`),
    isSecure: (caller) =>
      tls !== undefined ||
      (url?.protocol === 'https:' && isPublic(caller)) ||
      (trustProxy && caller.header('x-forwarded-proto')?.split(',')[0]?.trim() === 'https'),
  };
}

/** `Host` as a URL of the same scheme would have it: in lower case, without the scheme's own port. */
function hostOf(host: string, protocol: string): string {
  const address = `${protocol}//${host}`;
  return URL.canParse(address) ? new URL(address).host : host;
}

/** Longer than any address; what a proxy passes on unread is a visitor's, and limits remember it. */
const LONGEST_ADDRESS = 64;

/** IPv6 subscribers choose among 2⁶⁴ addresses, so their limits count by network (RFC 6177). */
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
