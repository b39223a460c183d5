/** Who is a presenter: the key, the cookies that it is exchanged for, and the phone's tokens. Never logged. */
import { createHmac, randomBytes } from 'node:crypto';
import type { TokenState } from '../wire/speaker-answers.ts';
import { Attempts } from './attempts.ts';
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
import type { KeyKeeper } from './key.ts';
import { Pace } from './pace.ts';
import { type SignedOut, signedOutIn } from './signed-out.ts';
import { type MadeToken, Tokens } from './tokens.ts';
import { type Lock, Trials } from './trials.ts';
import { TurnedAway } from './turned-away.ts';

/** Longer than any key; what is longer is not compared, but counted as wrong. */
const MAX_KEY = 1024;

/** How a sign-in went. */
export type SignIn =
  | { readonly signedIn: true }
  | {
      readonly signedIn: false;
      /** 0 where it was wrong; else the seconds after which to bring it again, since it was not looked at. */
      readonly wait: number;
    };

/** Seconds after which one that was turned away may come back; the sign-in page does by itself. */
const BACK_SECONDS = 1;

/**
 * Tells presenters from the audience.
 *
 * Anyone may bring wrong keys at any rate, from the presenter's own address too: a hall has one. So that guessing is slow,
 * only some keys of an address are judged in a second; so that the right key is never locked out by that, a key that was
 * turned away unjudged and comes back, as the sign-in page has it do, is judged at once. A flood of ever new keys is held
 * to the pace. One that brings each key twice is not, but pays twice; what it guesses has at least sixteen characters.
 */
export class Presenters {
  readonly #keeper: KeyKeeper;
  readonly #trials: Trials | undefined;
  readonly #signedOut: SignedOut;
  readonly #tokens = new Tokens();
  readonly #attempts = new Attempts();
  readonly #pace = new Pace();
  readonly #turnedAway = new TurnedAway();
  /** Keys are remembered by names that nobody can make elsewhere. */
  readonly #secret = randomBytes(32);

  /** @param lock what was encrypted with the presenter's key */
  constructor(keeper: KeyKeeper, lock?: Lock) {
    this.#keeper = keeper;
    this.#trials = lock && new Trials(lock);
    this.#signedOut = keeper.signedOut ?? signedOutIn(undefined);
  }

  /** Whether a `Cookie` header is a presenter's. */
  has(cookies: string | undefined, now: number): boolean {
    return this.sessions(cookies, now).length > 0;
  }

  /** The sessions that a `Cookie` header belongs to: a name for each time that a browser signed in. */
  sessions(cookies: string | undefined, now: number): string[] {
    if (cookies === undefined) return [];
    const { key } = this.#keeper;
    const own = readCookies(cookies, cookieName(key)).filter((value) => isCookie(value, key, now));
    return own.map(sessionOf).filter((session) => !this.#signedOut.has(session));
  }

  /** Ends the sessions of a `Cookie` header, copies of the cookie and tokens made with it included; answers which these were. */
  signOut(cookies: string | undefined, now: number): string[] {
    const sessions = this.sessions(cookies, now);
    this.#tokens.dropOf(sessions);
    this.#signedOut.add(sessions, now);
    return sessions;
  }

  /** Tries a key. A right one is in within three seconds, however many wrong ones come. */
  async tryKey(key: string, address: string, now: number): Promise<SignIn> {
    const delay = this.#attempts.note(address, now);
    if (key.length > MAX_KEY) return { signedIn: false, wait: 0 };
    const name = this.#nameOf(key);
    const isBack = this.#turnedAway.isBack(name, now);
    if (this.#trials && this.#keeper.isAwaited) {
      const outcome = await this.#trials.try({ key, name, address, isBack });
      if (outcome === 'refused') return this.#later(name, now);
      if (outcome === 'opens' && this.#keeper.isAwaited) this.#keeper.learn(key);
    } else if (!isBack && !(await this.#pace.hold(address, delay))) return this.#later(name, now);
    return this.#judged(isSame(key, this.#keeper.key), address);
  }

  /** Opens for presenters what was encrypted with their key, if that was not done before. */
  async unlock(): Promise<void> {
    const { opener } = this.#keeper;
    await this.#trials?.try({ key: opener, name: this.#nameOf(opener), address: '', isBack: true });
  }

  /** Tries a phone's token, which is worth nothing afterwards. */
  async tryToken(token: string, address: string, now: number): Promise<SignIn> {
    const delay = this.#attempts.note(address, now);
    const name = this.#nameOf(token);
    const isBack = this.#turnedAway.isBack(name, now);
    if (!isBack && !(await this.#pace.hold(address, delay))) return this.#later(name, now);
    return this.#judged(this.#tokens.redeem(token, now), address);
  }

  /** Makes a phone's token for the browser of these sessions: it is worth nothing once one of them is signed out. */
  makeToken(sessions: readonly string[], now: number): MadeToken {
    return this.#tokens.make(sessions, now);
  }

  /** What has become of the phone's token of this name. */
  tokenState(name: string, now: number): TokenState {
    return this.#tokens.stateOf(name, now);
  }

  /** The `Set-Cookie` value that makes a browser a presenter's. */
  cookie(scope: CookieScope, now: number): string {
    const { key } = this.#keeper;
    return writeCookie(cookieName(key), makeCookie(key, now), scope);
  }

  /** The `Set-Cookie` value that makes a browser the audience's again. */
  farewell(scope: CookieScope): string {
    return writeCookie(cookieName(this.#keeper.key), '', scope);
  }

  /** Makes a new key, so that no cookie, token or link of the old one is worth anything; answers the key. */
  revoke(): string {
    this.#tokens.clear();
    return this.#keeper.renew();
  }

  #later(name: string, now: number): SignIn {
    this.#turnedAway.add(name, now);
    return { signedIn: false, wait: BACK_SECONDS };
  }

  #judged(isRight: boolean, address: string): SignIn {
    if (!isRight) return { signedIn: false, wait: 0 };
    this.#attempts.right(address);
    return { signedIn: true };
  }

  #nameOf(key: string): string {
    return createHmac('sha256', this.#secret).update(key).digest('base64url');
  }
}
