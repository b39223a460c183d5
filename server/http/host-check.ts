/**
 * Checks the `Host` of requests: a foreign page must not reach this server under a name of its own (DNS
 * rebinding).
 */
import { isIP } from 'node:net';

/** Results remembered; a flood of made-up names then costs time, not memory. */
const REMEMBERED = 1_000;

/**
 * Creates the check for `Host` values: an IP address, `localhost`, this machine's name, a `.local` name or the
 * public address's. None of these needs a resolver that an attacker controls.
 */
export function createHostCheck(machine: string, url: URL | undefined): (host: string) => boolean {
  const known = new Set(['localhost', machine.toLowerCase(), ...(url ? [url.hostname] : [])]);
  const remembered = new Map<string, boolean>();
  return (host) => {
    const before = remembered.get(host);
    if (before !== undefined) return before;
    const name = hostName(host);
    const allowed = known.has(name) || /\.(local|localhost)$/.test(name) || isIP(name) !== 0;
    if (remembered.size < REMEMBERED) remembered.set(host, allowed);
    return allowed;
  };
}

/** Returns the name without port, brackets and the final dot of a fully qualified name. */
function hostName(host: string): string {
  const bracketed = /^\[([^\]]+)\](:\d*)?$/.exec(host);
  if (bracketed) return bracketed[1] ?? '';
  return host.replace(/:\d*$/, '').replace(/\.$/, '').toLowerCase();
}

/** Returns the host of a request target in absolute form (RFC 9112, 3.2.2); undefined for any other target. */
export function hostOfTarget(target: string): string | undefined {
  return /^[a-z][a-z\d+.-]*:\/\/([^/?#]*)/i.exec(target)?.[1];
}
