/** The presenter's cookie: proof that a browser once had the key, which a new key makes worthless. */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** How long a browser stays a presenter's, in seconds: from the rehearsal to the end of the conference. */
export const COOKIE_SECONDS = 30 * 24 * 60 * 60;

/** Where a cookie goes. */
export interface CookieScope {
  /** The path that the browser knows the server by, ending in a slash. */
  readonly path: string;
  /** The request came over https. */
  readonly secure: boolean;
}

/**
 * The cookie's name, a different one for each key: browsers keep cookies by host without the port, and two servers on one
 * machine must not sign each other's presenters out.
 */
export function cookieName(key: string): string {
  return `lectern-${sign(key, 'name').slice(0, 8)}`;
}

/** A new cookie's value: `<random>.<second of its making>.<signature>`. */
export function makeCookie(key: string, now: number): string {
  const said = `${randomBytes(9).toString('base64url')}.${Math.floor(now / 1000)}`;
  return `${said}.${sign(key, said)}`;
}

/** Whether a value was made with this key, and not too long ago. */
export function isCookie(value: string, key: string, now: number): boolean {
  const end = value.lastIndexOf('.');
  if (end === -1) return false;
  const said = value.slice(0, end);
  if (!isSame(value.slice(end + 1), sign(key, said))) return false;
  const age = Math.floor(now / 1000) - Number(said.split('.')[1]);
  return age <= COOKIE_SECONDS;
}

/** The session that a cookie's value names: another one each time that a browser signs in. */
export function sessionOf(value: string): string {
  return value.split('.', 1)[0] ?? '';
}

/** The `Set-Cookie` value that keeps a cookie, or with an empty `value` takes it away. */
export function writeCookie(name: string, value: string, { path, secure }: CookieScope): string {
  const age = value === '' ? 0 : COOKIE_SECONDS;
  const attributes = [
    `Path=${path}`,
    `Max-Age=${age}`,
    'HttpOnly',
    'SameSite=Lax',
    ...(secure ? ['Secure'] : []),
  ];
  return [`${name}=${value}`, ...attributes].join('; ');
}

/** A cookie's values in a `Cookie` header; a browser may know several, for several paths. */
export function readCookies(header: string | undefined, name: string): string[] {
  return (header ?? '')
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(`${name}=`))
    .map((pair) => pair.slice(name.length + 1));
}

/** Compares texts in a time that tells nothing of where they differ. */
export function isSame(one: string, other: string): boolean {
  // Hashing makes the lengths equal, which the comparison asks for.
  const hash = (text: string) => createHmac('sha256', 'compare').update(text).digest();
  return timingSafeEqual(hash(one), hash(other));
}

function sign(key: string, text: string): string {
  return createHmac('sha256', key).update(`lectern cookie ${text}`).digest('base64url');
}
