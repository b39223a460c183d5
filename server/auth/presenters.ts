/** Who is a presenter: the key, the cookies that it is exchanged for, and the phone's tokens. Never logged. */
import { Attempts } from './attempts.ts';
import {
  type CookieScope,
  cookieName,
  isCookie,
  isSame,
  makeCookie,
  readCookies,
  writeCookie,
} from './cookie.ts';
import type { KeyKeeper } from './key.ts';
import { Tokens } from './tokens.ts';

/** Longer than any key; what is longer is not compared, but counted as wrong. */
const MAX_KEY = 1024;

/** How a sign-in went. */
export type SignIn =
  | { readonly signedIn: true }
  | {
      readonly signedIn: false;
      /** Seconds to wait before trying again; 0 for none. */
      readonly wait: number;
    };

/** What was encrypted with the presenter's key. */
export interface Lock {
  /** Opens it, and answers whether this is its key. */
  open(key: string): Promise<boolean>;
}

/** Tells presenters from the audience. */
export class Presenters {
  readonly #keeper: KeyKeeper;
  readonly #lock: Lock | undefined;
  /** The trials of awaited keys, by address: one at a time, since each takes a processor for a while. */
  readonly #trials = new Map<string, Promise<boolean>>();
  readonly #tokens = new Tokens();
  readonly #attempts = new Attempts();

  constructor(keeper: KeyKeeper, lock?: Lock) {
    this.#keeper = keeper;
    this.#lock = lock;
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
    return own.map((value) => value.split('.', 1)[0] ?? '');
  }

  /** Tries a key. A right one is let in however many wrong ones came before. */
  async tryKey(key: string, address: string, now: number): Promise<SignIn> {
    if (key.length <= MAX_KEY && (await this.#isRight(key, address))) return { signedIn: true };
    return { signedIn: false, wait: this.#attempts.wrong(address, now) };
  }

  /** Opens for presenters what was encrypted with their key, if that was not done before. */
  async unlock(): Promise<void> {
    await this.#lock?.open(this.#keeper.opener);
  }

  async #isRight(key: string, address: string): Promise<boolean> {
    if (this.#keeper.isAwaited && this.#lock) {
      const lock = this.#lock;
      const before = this.#trials.get(address) ?? Promise.resolve(false);
      const trial = before.then(() => (this.#keeper.isAwaited ? lock.open(key) : false));
      this.#trials.set(address, trial);
      const opens = await trial;
      if (this.#trials.get(address) === trial) this.#trials.delete(address);
      if (opens && this.#keeper.isAwaited) this.#keeper.learn(key);
    }
    return isSame(key, this.#keeper.key);
  }

  /** Tries a phone's token, which is worth nothing afterwards. */
  tryToken(token: string, address: string, now: number): SignIn {
    if (this.#tokens.redeem(token, now)) return { signedIn: true };
    return { signedIn: false, wait: this.#attempts.wrong(address, now) };
  }

  /** Makes a phone's token. */
  makeToken(now: number): { readonly token: string; readonly expires: number } {
    return this.#tokens.make(now);
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
}
