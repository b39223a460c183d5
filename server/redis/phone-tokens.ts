/** Phones' one-time tokens in Redis, which forgets them by itself: made on one server, and redeemed on another. */
import { createHmac, randomBytes } from 'node:crypto';
import type { KeyStore } from '../auth/key-store.ts';
import { type PhoneToken, TOKEN_MS, type TokenStore } from '../auth/tokens.ts';
import type { TokenState } from '../wire/speaker-answers.ts';
import type { RedisLink } from './link.ts';

/** What is stored in place of a redeemed token's sessions. */
const REDEEMED = 'redeemed';

/** The tokens of all servers. */
export class PhoneTokens implements TokenStore {
  readonly #keyStore: KeyStore;
  readonly #link: RedisLink;

  constructor(keyStore: KeyStore, link: RedisLink) {
    this.#keyStore = keyStore;
    this.#link = link;
  }

  async make(sessions: readonly string[], now: number): Promise<PhoneToken> {
    const token = randomBytes(16).toString('base64url');
    const name = randomBytes(8).toString('base64url');
    const known = sessions.join(' ');
    await this.#link.command('SET', this.#name(name), known, 'PX', TOKEN_MS);
    await this.#link.command('SET', this.#name(token), `${name} ${known}`, 'PX', TOKEN_MS);
    return { token, name, expires: now + TOKEN_MS };
  }

  async stateOf(name: string): Promise<TokenState> {
    const known = await this.#link.command('GET', this.#name(name));
    if (known === REDEEMED) return 'redeemed';
    return typeof known === 'string' && this.#isValid(known.split(' ')) ? 'open' : 'gone';
  }

  async redeem(token: string): Promise<boolean> {
    const found = await this.#link.command('GETDEL', this.#name(token));
    if (typeof found !== 'string') return false;
    const [name = '', ...sessions] = found.split(' ');
    if (!this.#isValid(sessions)) return false;
    await this.#link.command('SET', this.#name(name), REDEEMED, 'KEEPTTL', 'XX');
    return true;
  }

  /** Does nothing: a token of a session that signed out is refused when it is redeemed. */
  revokeFor(): void {}

  /** Does nothing: with another key, all tokens have other names. */
  clear(): void {}

  #isValid(sessions: readonly string[]): boolean {
    return !sessions.some((session) => this.#keyStore.signedOut?.has(session));
  }

  /** Returns a Redis key that tells nothing of the token, and belongs to the presenters' key. */
  #name(text: string): string {
    const hash = createHmac('sha256', this.#keyStore.key).update(`lectern token ${text}`).digest('base64url');
    return `lectern:phone:${hash}`;
  }
}
