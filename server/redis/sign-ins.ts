/**
 * The presenters' key and the sessions that signed out, the same on all servers. The key itself is in no Redis: every server
 * is given it, and a revoked one gives way to one that is worked out from it and from a random text that all know.
 *
 * A server that has not read them yet knows no presenter.
 */
import { createHash, createHmac, randomBytes } from 'node:crypto';
import { COOKIE_SECONDS } from '../auth/cookie.ts';
import type { KeyStore } from '../auth/key-store.ts';
import type { SignedOutSessions } from '../auth/signed-out.ts';
import type { RedisLink } from './link.ts';

const CHANNEL = 'presenters';

/** The key of the sessions that signed out, each with the second at which its cookie expires. */
const SIGNED_OUT = 'lectern:signed-out';

/** What servers tell each other: that the key or the sessions have changed. */
const CHANGED = 'changed';

/** What follows from a change. */
export interface SignInListener {
  /** A session signed out on another server. */
  signedOut(session: string): void;
  /** Presenters were revoked on another server; the key is another. */
  revoked(key: string): void;
}

/** The key store of servers that share a Redis. */
export class SharedSignIns implements KeyStore, SignedOutSessions {
  readonly isPending = false;
  readonly decryptionKey: string;
  readonly signedOut: SignedOutSessions = this;
  readonly #link: RedisLink;
  /** The Redis key of the random text; it differs by the given key, so that a new one begins anew. */
  readonly #name: string;
  /** A key that nobody has. */
  readonly #nobodys = randomBytes(16).toString('base64url');
  #listener: SignInListener | undefined;
  /** The text from which the key is worked out; empty for the given key, undefined where it is unread. */
  #text: string | undefined;
  /** Whether the text is this server's own and not yet in Redis. */
  #isUnsaved = false;
  #until = new Map<string, number>();

  constructor(given: string, link: RedisLink) {
    this.decryptionKey = given;
    this.#link = link;
    const fingerprint = createHash('sha256').update(`revoked ${given}`).digest('base64url').slice(0, 16);
    this.#name = `lectern:revoked:${fingerprint}`;
    link.onChange((isUp) => isUp && this.#readSoon());
  }

  /** Begins to listen, and reads what there is where Redis can be reached. */
  async open(): Promise<void> {
    await this.#link.listen(CHANNEL, () => this.#readSoon());
    await this.#read().catch(() => {});
  }

  listen(listener: SignInListener): void {
    this.#listener = listener;
  }

  get isUnread(): boolean {
    return this.#text === undefined;
  }

  get key(): string {
    const text = this.#text;
    if (text === undefined) return this.#nobodys;
    if (text === '') return this.decryptionKey;
    return createHmac('sha256', this.decryptionKey)
      .update(`lectern key ${text}`)
      .digest('base64url')
      .slice(0, 22);
  }

  /** Does nothing, since the key is always given. */
  accept(): void {}

  renew(): string {
    this.#text = randomBytes(12).toString('base64url');
    this.#isUnsaved = true;
    void this.#save();
    return this.key;
  }

  has(session: string): boolean {
    return this.#until.has(session);
  }

  add(sessions: readonly string[], now: number): void {
    const end = Math.floor(now / 1000) + COOKIE_SECONDS;
    for (const session of sessions) this.#until.set(session, end);
    if (sessions.length > 0) void this.#save();
  }

  rewrite(): void {}

  retry(): void {}

  #readSoon(): void {
    void this.#read().catch(() => {});
  }

  /** Reads what others have changed, and writes what they do not know. */
  async #read(): Promise<void> {
    if (!this.#link.isUp) return;
    if (this.#isUnsaved) await this.#save();
    const now = Math.floor(Date.now() / 1000);
    const text = await this.#link.command('GET', this.#name);
    const sessions = await this.#link.command('ZRANGE', SIGNED_OUT, now, '+inf', 'BYSCORE', 'WITHSCORES');
    this.#takeSessions(Array.isArray(sessions) ? sessions : [], now);
    if (typeof text === 'string') this.#takeText(text);
    // Redis has lost what this server knows.
    else if (this.#text) await this.#link.command('SET', this.#name, this.#text, 'NX');
    else this.#takeText('');
  }

  #takeText(text: string): void {
    const isNews = this.#text !== undefined && text !== this.#text && !this.#isUnsaved;
    if (!this.#isUnsaved) this.#text = text;
    if (isNews) this.#listener?.revoked(this.key);
  }

  #takeSessions(reply: readonly unknown[], now: number): void {
    const known = new Map<string, number>();
    for (let at = 0; at + 1 < reply.length; at += 2) known.set(String(reply[at]), Number(reply[at + 1]));
    const [before, mine] = [this.#until, [...this.#until].filter(([, end]) => end >= now)];
    this.#until = new Map([...mine, ...known]);
    if (mine.some(([session]) => !known.has(session))) void this.#save();
    for (const session of known.keys()) if (!before.has(session)) this.#listener?.signedOut(session);
  }

  /** Writes what this server knows, and tells the others; once Redis is back where it is away. */
  async #save(): Promise<void> {
    try {
      if (this.#isUnsaved && this.#text) await this.#link.command('SET', this.#name, this.#text);
      this.#isUnsaved = false;
      const words = [...this.#until].flatMap(([session, end]) => [end, session]);
      if (words.length > 0) await this.#link.command('ZADD', SIGNED_OUT, ...words);
      await this.#link.command('EXPIRE', SIGNED_OUT, COOKIE_SECONDS);
      this.#link.tell(CHANNEL, CHANGED);
    } catch {
      // It is written when Redis can be reached again.
    }
  }
}
