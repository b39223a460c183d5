/** Hosts by which only this machine reaches a server, as browsers take them too. */

/**
 * Returns whether a host's name is this machine for itself only; IPv6 with or without brackets.
 * https://www.w3.org/TR/secure-contexts/#is-origin-trustworthy
 */
export function isLocalHost(name: string): boolean {
  return /^(?:localhost|.+\.localhost|127(?:\.\d{1,3}){3}|\[::1\]|::1)$/i.test(name);
}
