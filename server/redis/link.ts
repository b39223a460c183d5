/**
 * The connection to Redis: one for commands and one for messages, up together or not at all. A connection that does not
 * answer is dropped, and made anew until it does.
 */
import { randomBytes } from 'node:crypto';
import { Redis } from 'ioredis';

/** Milliseconds in which Redis has to answer. */
const ANSWER_MS = 2_000;

/** Milliseconds between two checks whether it does. */
const CHECK_MS = 1_000;

/** Milliseconds until the next try, at least and at most, so that servers do not come back all at once. */
const RETRY_MS = [200, 600] as const;

/** What Redis returns, as far as it is used here. */
export type Reply = string | number | null | readonly Reply[];

/** The two connections. */
interface Pair {
  readonly commands: Redis;
  readonly messages: Redis;
}

/** A link to Redis, from its creation to `close`. */
export class RedisLink {
  /** Names this server among those that share the same Redis. */
  readonly server = randomBytes(9).toString('base64url');
  /** Begins the names of all channels, which Redis does not keep apart by database. */
  readonly #channels: string;
  readonly #url: string;
  readonly #report: (message: string) => void;
  readonly #listeners = new Map<string, (text: string) => void>();
  readonly #changed: ((isUp: boolean) => void)[] = [];
  readonly #check: NodeJS.Timeout;
  #pair: Pair | undefined;
  #isUp = false;
  #isClosed = false;
  #retry: NodeJS.Timeout | undefined;
  /** Whether it was reported that Redis cannot be reached. */
  #isReported = false;

  /** @param url `redis:` or `rediss:`, with user, password and number of the database where there are any */
  constructor(url: string, report: (message: string) => void) {
    this.#url = url;
    this.#report = report;
    this.#channels = `lectern/${new URL(url).pathname.slice(1) || '0'}/`;
    this.#check = setInterval(() => this.#ping(), CHECK_MS);
    this.#check.unref();
  }

  /** Whether Redis answers. */
  get isUp(): boolean {
    return this.#isUp;
  }

  /** Connects. Resolves when Redis has answered, or did not in time; it is tried again by itself then. */
  async connect(): Promise<void> {
    const options = {
      lazyConnect: true,
      retryStrategy: () => null,
      enableOfflineQueue: false,
      maxRetriesPerRequest: 0,
      connectTimeout: ANSWER_MS,
      commandTimeout: ANSWER_MS,
      protocol: 2 as const,
      connectionName: 'lectern',
    };
    const pair = { commands: new Redis(this.#url, options), messages: new Redis(this.#url, options) };
    this.#pair = pair;
    let reason = 'it has closed the connection';
    for (const client of [pair.commands, pair.messages]) {
      outliveErrors(client);
      client.on('error', (error) => {
        reason = error.message;
      });
      client.on('close', () => this.#drop(pair, reason));
    }
    pair.messages.on('message', (channel: string, text: string) =>
      this.#listeners.get(channel.slice(this.#channels.length))?.(text),
    );
    try {
      await inTime(Promise.all([pair.commands.connect(), pair.messages.connect()]));
      const names = [...this.#listeners.keys()].map((name) => this.#channels + name);
      if (names.length > 0) await pair.messages.subscribe(...names);
    } catch (error) {
      this.#drop(pair, reasonOf(error) || reason);
    }
    if (pair !== this.#pair) return;
    this.#isUp = true;
    if (this.#isReported) this.#report(`Redis at ${this.name} answers again. Talks go on.`);
    this.#isReported = false;
    for (const changed of this.#changed) changed(true);
  }

  /** The address without user and password. */
  get name(): string {
    const { protocol, host, pathname } = new URL(this.#url);
    return `${protocol}//${host}${pathname}`;
  }

  /** Sends a command. @throws where Redis cannot be reached, does not answer, or refuses */
  command(name: string, ...words: readonly (string | number)[]): Promise<Reply> {
    return this.ask((reply) => reply, name, ...words);
  }

  /** Sends a command, and decodes its answer; one that cannot be decoded is none. @throws as `command` does */
  async ask<T>(
    decode: (reply: Reply) => T,
    name: string,
    ...words: readonly (string | number)[]
  ): Promise<T> {
    const pair = this.#pair;
    if (!this.#isUp || !pair) throw new Error('Redis cannot be reached.');
    try {
      // What the commands sent here return.
      return decode((await pair.commands.call(name, ...words)) as Reply);
    } catch (error) {
      // A command that Redis does not carry out is no better than one that it does not get.
      this.#drop(pair, reasonOf(error));
      throw error;
    }
  }

  /** Sends a message to the other servers, where Redis can be reached. */
  tell(channel: string, text: string): void {
    void this.command('PUBLISH', this.#channels + channel, text).catch(() => {});
  }

  /** Returns a channel's whole name, for scripts. */
  channel(name: string): string {
    return this.#channels + name;
  }

  /** Listens to the messages of a channel; those that are sent while Redis cannot be reached are lost. */
  async listen(channel: string, listener: (text: string) => void): Promise<void> {
    this.#listeners.set(channel, listener);
    const pair = this.#pair;
    if (!this.#isUp || !pair) return;
    await pair.messages
      .subscribe(this.#channels + channel)
      .catch((error) => this.#drop(pair, reasonOf(error)));
  }

  /** Calls back whenever `isUp` has changed. */
  onChange(changed: (isUp: boolean) => void): void {
    this.#changed.push(changed);
  }

  /** Disconnects. */
  close(): void {
    this.#isClosed = true;
    clearInterval(this.#check);
    clearTimeout(this.#retry);
    const pair = this.#pair;
    this.#pair = undefined;
    this.#isUp = false;
    pair?.commands.disconnect();
    pair?.messages.disconnect();
  }

  #ping(): void {
    const pair = this.#pair;
    if (!this.#isUp || !pair) return;
    for (const client of [pair.commands, pair.messages])
      client.ping().catch((error) => this.#drop(pair, reasonOf(error)));
  }

  /** Gives a pair of connections up, and tries another soon. */
  #drop(pair: Pair, reason: string): void {
    if (pair !== this.#pair || this.#isClosed) return;
    this.#pair = undefined;
    pair.commands.disconnect();
    pair.messages.disconnect();
    const [least, most] = RETRY_MS;
    this.#retry = setTimeout(() => void this.connect(), least + Math.random() * (most - least));
    this.#retry.unref();
    if (!this.#isReported) {
      this.#report(
        `Redis at ${this.name} cannot be reached (${reason}). Decks are served; talks wait until it is back.`,
      );
    }
    this.#isReported = true;
    if (!this.#isUp) return;
    this.#isUp = false;
    for (const changed of this.#changed) changed(false);
  }
}

/**
 * Keeps a connection's errors from ending the process. ioredis listens to the first one only, and TLS has a second one when
 * its other side answers a handshake that was broken off.
 */
function outliveErrors(client: Redis): void {
  // The socket is there a tick after this event. It is none where connecting failed before.
  client.on('connecting', () => setImmediate(() => client.stream?.on('error', () => {})));
}

/** @throws where it takes too long */
async function inTime<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('it does not answer')), 2 * ANSWER_MS);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
