/** One-time tokens that make a phone a presenter's: short-lived, single use, kept in memory only. */
import { randomBytes } from 'node:crypto';
import type { TokenState } from '../wire/speaker-answers.ts';

/** As long as it takes to point a phone at a screen, in milliseconds. */
export const TOKEN_MS = 120_000;

/** More than these at a time are not for phones. */
const MOST = 50;

/** A token, with a name by which whoever made it asks what has become of it. */
export interface MadeToken {
  readonly token: string;
  readonly name: string;
  readonly expires: number;
}

/** The tokens that may still be redeemed. */
export class Tokens {
  readonly #until = new Map<string, number>();
  /** Tokens by name, for as long as they would have been good. */
  readonly #named = new Map<string, MadeToken>();
  /** The sessions of the browser that each token was made for. */
  readonly #makers = new WeakMap<MadeToken, readonly string[]>();

  /** Makes a token for a browser of these sessions; the oldest gives way when there are too many. */
  make(sessions: readonly string[], now: number): MadeToken {
    this.#forget(now);
    const oldest = this.#until.keys().next().value;
    if (this.#until.size >= MOST && oldest !== undefined) this.#drop(oldest);
    const token = randomBytes(16).toString('base64url');
    const expires = now + TOKEN_MS;
    this.#until.set(token, expires);
    const made = { token, name: randomBytes(8).toString('base64url'), expires };
    this.#named.set(made.name, made);
    this.#makers.set(made, sessions);
    return made;
  }

  /** What has become of the token of this name; one that is too old is gone, redeemed or not. */
  stateOf(name: string, now: number): TokenState {
    this.#forget(now);
    const made = this.#named.get(name);
    if (!made) return 'gone';
    return this.#until.has(made.token) ? 'open' : 'redeemed';
  }

  /** Redeems a token: true once. A token is random enough that finding it by its hash tells nothing. */
  redeem(token: string, now: number): boolean {
    this.#forget(now);
    return this.#until.delete(token);
  }

  /** Makes those worthless that were made for one of these sessions. */
  dropOf(sessions: readonly string[]): void {
    for (const made of this.#named.values()) {
      if (this.#makers.get(made)?.some((maker) => sessions.includes(maker))) this.#drop(made.token);
    }
  }

  /** Makes all of them worthless. */
  clear(): void {
    this.#until.clear();
    this.#named.clear();
  }

  #drop(token: string): void {
    this.#until.delete(token);
    for (const [name, made] of this.#named) if (made.token === token) this.#named.delete(name);
  }

  #forget(now: number): void {
    for (const [token, until] of this.#until) if (until <= now) this.#until.delete(token);
    for (const [name, { expires }] of this.#named) if (expires <= now) this.#named.delete(name);
  }
}
