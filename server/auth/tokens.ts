/** One-time tokens that make a phone a presenter's: short-lived, single use; here, kept in memory only. */
import { randomBytes } from 'node:crypto';
import type { TokenState } from '../wire/speaker-answers.ts';

/** Milliseconds that a token is valid: long enough to point a phone at a screen. */
export const TOKEN_MS = 120_000;

/** Tokens at a time, far more than phones need. */
const MOST = 50;

/** A token, with a name by which its maker asks for its state. */
export interface PhoneToken {
  readonly token: string;
  readonly name: string;
  readonly expires: number;
}

/** The tokens that may still be redeemed. What several servers share may not be reached, and rejects then. */
export interface TokenStore {
  /** Makes a token bound to these sessions. */
  make(sessions: readonly string[], now: number): PhoneToken | Promise<PhoneToken>;
  /** Returns the state of a token by its name; an expired one is gone, redeemed or not. */
  stateOf(name: string, now: number): TokenState | Promise<TokenState>;
  /** Redeems a token: true once. */
  redeem(token: string, now: number): boolean | Promise<boolean>;
  /** Revokes the tokens that are bound to one of these sessions. */
  revokeFor(sessions: readonly string[]): void;
  /** Revokes all tokens. */
  clear(): void;
}

/** The tokens of this process. */
export class Tokens implements TokenStore {
  readonly #until = new Map<string, number>();
  /** Tokens by name, until they expire, redeemed or not. */
  readonly #named = new Map<string, PhoneToken>();
  /** The sessions that each token is bound to. */
  readonly #makers = new WeakMap<PhoneToken, readonly string[]>();

  /** Makes a token bound to these sessions; drops the oldest when there are too many. */
  make(sessions: readonly string[], now: number): PhoneToken {
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

  /** Returns the state of a token by its name; an expired one is gone, redeemed or not. */
  stateOf(name: string, now: number): TokenState {
    this.#forget(now);
    const made = this.#named.get(name);
    if (!made) return 'gone';
    return this.#until.has(made.token) ? 'open' : 'redeemed';
  }

  /** Redeems a token: true once. A token is random enough that finding it in a map leaks nothing. */
  redeem(token: string, now: number): boolean {
    this.#forget(now);
    return this.#until.delete(token);
  }

  /** Revokes the tokens that are bound to one of these sessions. */
  revokeFor(sessions: readonly string[]): void {
    for (const made of this.#named.values()) {
      if (this.#makers.get(made)?.some((maker) => sessions.includes(maker))) this.#drop(made.token);
    }
  }

  /** Revokes all tokens. */
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
