/** One-time tokens that make a phone a presenter's: short-lived, single use, kept in memory only. */
import { randomBytes } from 'node:crypto';
import { makeRoom } from './make-room.ts';

/** As long as it takes to point a phone at a screen, in milliseconds. */
export const TOKEN_MS = 120_000;

/** More than these at a time are not for phones. */
const MOST = 50;

/** The tokens that may still be redeemed. */
export class Tokens {
  readonly #until = new Map<string, number>();

  /** Makes a token; the oldest gives way when there are too many. */
  make(now: number): { readonly token: string; readonly expires: number } {
    this.#forget(now);
    makeRoom(this.#until, MOST);
    const token = randomBytes(16).toString('base64url');
    const expires = now + TOKEN_MS;
    this.#until.set(token, expires);
    return { token, expires };
  }

  /** Redeems a token: true once. A token is random enough that finding it by its hash tells nothing. */
  redeem(token: string, now: number): boolean {
    this.#forget(now);
    return this.#until.delete(token);
  }

  /** Makes all of them worthless. */
  clear(): void {
    this.#until.clear();
  }

  #forget(now: number): void {
    for (const [token, until] of this.#until) if (until <= now) this.#until.delete(token);
  }
}
