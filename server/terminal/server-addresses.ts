/** Lists the addresses at which the audience reaches the server. */
import type { networkInterfaces } from 'node:os';
import type { ServerOptions } from '../cli/options.ts';
import { isLocalHost } from '../wire/local-host.ts';

/** Bridges of containers and virtual machines, which no audience uses. */
const virtual = /^(docker|br-|veth|virbr|vboxnet|vmnet|lxc|podman|cni|utun)/;

/** The server's addresses, by who can use them. */
export interface Addresses {
  /** The address given with `--url`. */
  readonly public?: string;
  /** For this machine; absent where the server listens only on another of its addresses. */
  readonly local?: string;
  /** For the network; the default route's address first. */
  readonly network: readonly string[];
}

/** What the addresses are made from. */
export interface ListeningServer {
  readonly options: Pick<ServerOptions, 'host' | 'url' | 'base' | 'tls'>;
  readonly port: number;
  readonly interfaces: ReturnType<typeof networkInterfaces>;
  /** This machine's address on the default route, where there is one. */
  readonly defaultAddress: string | undefined;
}

/** Lists the addresses, each with the base and ending in a slash. */
export function listAddresses(listening: ListeningServer): Addresses {
  const { options, port } = listening;
  const { host, url, base, tls } = options;
  const scheme = tls ? 'https' : 'http';
  const portPart = port === (tls ? 443 : 80) ? '' : `:${port}`;
  const write = (name: string) => `${scheme}://${name.includes(':') ? `[${name}]` : name}${portPart}${base}/`;
  const everywhere = host === undefined || host === '0.0.0.0' || host === '::';
  const loopback = host !== undefined && isLocalHost(host);
  const network = everywhere ? networkNames(listening) : loopback ? [] : [host];
  return {
    ...(url && { public: publicAddress(url, base) }),
    ...(everywhere ? { local: write('localhost') } : loopback && { local: write(host) }),
    network: network.map(write),
  };
}

/** Returns the public address; one without a path gets the base. */
function publicAddress(url: URL, base: string): string {
  return url.pathname === '/' ? new URL(`${base}/`, url).href : url.href;
}

function networkNames({ interfaces, options, defaultAddress }: ListeningServer): string[] {
  const found = Object.entries(interfaces).flatMap(([name, entries]) =>
    (entries ?? []).filter(
      ({ internal, address }) => !internal && (address === defaultAddress || !virtual.test(name)),
    ),
  );
  const v4 = found.filter(({ family }) => family === 'IPv4');
  // People type these: IPv6 is listed only where there is nothing else, link-local never, since it needs a
  // zone.
  const v6 = found.filter(({ family, address }) => family === 'IPv6' && !/^fe[89ab]/i.test(address));
  const listed = v4.length > 0 ? v4 : options.host === '0.0.0.0' ? [] : v6;
  return listed
    .map(({ address }) => address)
    .sort((a, b) => Number(b === defaultAddress) - Number(a === defaultAddress));
}
