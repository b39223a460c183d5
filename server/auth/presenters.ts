/**
 * Authenticates presenters: by the key, the cookies that it is exchanged for, and one-time tokens for phones.
 * Nothing of these is logged.
 */

import { createHmac, randomBytes } from 'node:crypto';
import type { TokenState } from '../wire/speaker-answers.ts';
import {
  type CookieScope,
  cookieName,
  isCookie,
  isSame,
  makeCookie,
  readCookies,
  sessionOf,
  writeCookie,
} from './cookie.ts';
import { DeferredKeys } from './deferred-keys.ts';
import { FailedAttempts } from './failed-attempts.ts';
import type { KeyStore } from './key-store.ts';
import type { EncryptedParts } from './key-trials.ts';
import { KeyTrials } from './key-trials.ts';
import { SignInDelay } from './sign-in-delay.ts';
import type { SignedOutSessions } from './signed-out.ts';
import { openSignedOut } from './signed-out.ts';
import type { PhoneToken, TokenStore } from './tokens.ts';
import { Tokens } from './tokens.ts';

/** Longer than any key; a longer one is not compared, but counted as wrong. */
const MAX_KEY = 1024;

/** The result of a sign-in. */
export type SignIn =
  | { readonly signedIn: true }
  | {
      readonly signedIn: false;
      /** 0 for a wrong key; otherwise the seconds after which to send it again, since it was not checked. */
      readonly wait: number;
    };

/** Seconds after which a deferred key may be sent again; the sign-in page does so by itself. */
const RETRY_SECONDS = 1;

/**
 * Tells presenters from the audience.
 *
 * Anyone may send wrong keys at any rate, even from the presenter's own address, since a lecture hall shares
 * one. To make guessing slow, only a few keys per address are checked each second. To never lock the right key
 * out, a key that was deferred and is sent again, as the sign-in page does, is checked at once. A flood of new
 * keys is slowed down. One that sends each key twice is not, but pays twice, for guesses at sixteen characters
 * or more.
 */
export class Presenters {
  readonly #keyStore: KeyStore;
  readonly #trials: KeyTrials | undefined;
  readonly #signedOut: SignedOutSessions;
  readonly #tokens: TokenStore;
  readonly #attempts = new FailedAttempts();
  readonly #delay = new SignInDelay();
  readonly #deferred = new DeferredKeys();
  /** Secret for the hashes by which keys are remembered. */
  readonly #secret = randomBytes(32);

  /**
   * @param encrypted the parts of the site that the presenter's key decrypts
   * @param tokens those that other servers know, too
   */
  constructor(keyStore: KeyStore, encrypted?: EncryptedParts, tokens: TokenStore = new Tokens()) {
    this.#keyStore = keyStore;
    this.#tokens = tokens;
    this.#trials = encrypted && new KeyTrials(encrypted);
    this.#signedOut = keyStore.signedOut ?? openSignedOut(undefined);
  }

  /** Returns whether a `Cookie` header is a presenter's. */
  has(cookies: string | undefined, now: number): boolean {
    return this.sessions(cookies, now).length > 0;
  }

  /** Returns the valid sessions of a `Cookie` header. */
  sessions(cookies: string | undefined, now: number): string[] {
    if (cookies === undefined) return [];
    const { key } = this.#keyStore;
    const own = readCookies(cookies, cookieName(key)).filter((value) => isCookie(value, key, now));
    return own.map(sessionOf).filter((session) => !this.#signedOut.has(session));
  }

  /**
   * Ends the sessions of a `Cookie` header, including copies of the cookie and tokens made with it. Returns the
   * ended sessions.
   */
  signOut(cookies: string | undefined, now: number): string[] {
    const sessions = this.sessions(cookies, now);
    this.#tokens.revokeFor(sessions);
    this.#signedOut.add(sessions, now);
    return sessions;
  }

  /** Checks a key. A right one is accepted within three seconds, however many wrong ones are sent. */
  async tryKey(key: string, address: string, now: number): Promise<SignIn> {
    const delay = this.#attempts.record(address, now);
    if (key.length > MAX_KEY) return { signedIn: false, wait: 0 };
    const name = this.#nameOf(key);
    const isReturning = this.#deferred.isReturning(name, now);
    if (this.#keyStore.isUnread) return this.#defer(name, now);
    if (this.#trials && this.#keyStore.isPending) {
      const outcome = await this.#trials.try({ key, name, address, isReturning });
      if (outcome === 'refused') return this.#defer(name, now);
      if (outcome === 'opens' && this.#keyStore.isPending) this.#keyStore.accept(key);
    } else if (!isReturning && !(await this.#delay.wait(address, delay))) return this.#defer(name, now);
    return this.#judge(isSame(key, this.#keyStore.key), address);
  }

  /** Decrypts the site for presenters, if that was not done before. */
  async unlock(): Promise<void> {
    const { decryptionKey } = this.#keyStore;
    await this.#trials?.try({
      key: decryptionKey,
      name: this.#nameOf(decryptionKey),
      address: '',
      isReturning: true,
    });
  }

  /** Checks a phone's one-time token. */
  async tryToken(token: string, address: string, now: number): Promise<SignIn> {
    const delay = this.#attempts.record(address, now);
    const name = this.#nameOf(token);
    const isReturning = this.#deferred.isReturning(name, now);
    if (!isReturning && !(await this.#delay.wait(address, delay))) return this.#defer(name, now);
    try {
      return this.#judge(await this.#tokens.redeem(token, now), address);
    } catch {
      return this.#defer(name, now);
    }
  }

  /**
   * Makes a one-time token for a phone, bound to these sessions: it is invalid once one of them signs out. Rejects where
   * other servers cannot be told.
   */
  async makeToken(sessions: readonly string[], now: number): Promise<PhoneToken> {
    return this.#tokens.make(sessions, now);
  }

  /** Returns the state of a phone's token by its name. */
  async tokenState(name: string, now: number): Promise<TokenState> {
    return this.#tokens.stateOf(name, now);
  }

  /** Returns the `Set-Cookie` value that signs a browser in. */
  cookie(scope: CookieScope, now: number): string {
    const { key } = this.#keyStore;
    return writeCookie(cookieName(key), makeCookie(key, now), scope);
  }

  /** Returns the `Set-Cookie` value that signs a browser out. */
  clearCookie(scope: CookieScope): string {
    return writeCookie(cookieName(this.#keyStore.key), '', scope);
  }

  /** Makes a new key, which invalidates all cookies, tokens and links of the old one. Returns the new key. */
  revoke(): string {
    this.#tokens.clear();
    return this.#keyStore.renew();
  }

  #defer(name: string, now: number): SignIn {
    this.#deferred.add(name, now);
    return { signedIn: false, wait: RETRY_SECONDS };
  }

  #judge(isRight: boolean, address: string): SignIn {
    if (!isRight) return { signedIn: false, wait: 0 };
    this.#attempts.forgive(address);
    return { signedIn: true };
  }

  #nameOf(key: string): string {
    return createHmac('sha256', this.#secret).update(key).digest('base64url');
  }
}
