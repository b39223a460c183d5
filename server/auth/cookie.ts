/** The presenter's cookie: proof that a browser once had the key. A new key invalidates it. */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** Seconds that a browser stays signed in: from the rehearsal to the end of the conference. */
export const COOKIE_SECONDS = 30 * 24 * 60 * 60;

/** Where a cookie is valid. */
export interface CookieScope {
  /** The path at which the browser sees the server, ending in a slash. */
  readonly path: string;
  /** The request came over https. */
  readonly secure: boolean;
}

/**
 * Returns the cookie's name, a different one for each key: browsers store cookies by host without the port, and
 * two servers on one machine must not sign each other's presenters out.
 */
export function cookieName(key: string): string {
  return `lectern-${sign(key, 'name').slice(0, 8)}`;
}

/** Makes a new cookie's value: `<random>.<time in seconds>.<signature>`. */
export function makeCookie(key: string, now: number): string {
  const said = `${randomBytes(9).toString('base64url')}.${Math.floor(now / 1000)}`;
  return `${said}.${sign(key, said)}`;
}

/** Returns whether a value was made with this key, and has not expired. */
export function isCookie(value: string, key: string, now: number): boolean {
  const end = value.lastIndexOf('.');
  if (end === -1) return false;
  const said = value.slice(0, end);
  if (!isSame(value.slice(end + 1), sign(key, said))) return false;
  const age = Math.floor(now / 1000) - Number(said.split('.')[1]);
  return age <= COOKIE_SECONDS;
}

/** Returns the session of a cookie's value: a new one for each sign-in. */
export function sessionOf(value: string): string {
  return value.split('.', 1)[0] ?? '';
}

/** Returns the `Set-Cookie` value that sets a cookie; an empty `value` deletes it. */
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

/** Returns a cookie's values in a `Cookie` header; there may be several, for different paths. */
export function readCookies(header: string | undefined, name: string): string[] {
  return (header ?? '')
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(`${name}=`))
    .map((pair) => pair.slice(name.length + 1));
}

/** Compares texts in constant time. */
export function isSame(one: string, other: string): boolean {
  // Hashing makes the lengths equal, as `timingSafeEqual` requires.
  const hash = (text: string) => createHmac('sha256', 'compare').update(text).digest();
  return timingSafeEqual(hash(one), hash(other));
}

function sign(key: string, text: string): string {
  return createHmac('sha256', key).update(`lectern cookie ${text}`).digest('base64url');
}
