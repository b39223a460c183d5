/** A page's connection to its deck's room: connects, detects a dead connection, and reconnects. Knows no DOM. */
import { Clock } from '../../server/wire/clock.ts';
import {
  CLOSE,
  type ClientMessage,
  PAGE_PARAMETER,
  RETURN_MS,
  type Role,
  type ServerMessage,
  SILENCE_MS,
} from '../../server/wire/protocol.ts';
import { randomName } from './random-name.ts';

/** Milliseconds before the first retry at most; the time doubles with every try. */
const FIRST_WAIT_MS = 250;

/**
 * Maximum milliseconds between retries while the room may be back any moment: with the handshake, the page is
 * connected within two seconds. Presenters are few, and come first.
 */
const WAIT_MS: Readonly<Record<Role, number>> = { presenter: 500, audience: 1_500 };

/** Maximum milliseconds between retries after `PATIENCE_MS`. */
const LONG_WAIT_MS = 15_000;

/** Milliseconds: longer than restarts of a server or of a venue's network take. */
const PATIENCE_MS = 10 * 60_000;

/** Milliseconds since the last message within which a page that wakes up counts as connected. */
const FRESH_MS = 4_000;

/** The part of a WebSocket that is used; tests have their own. */
export interface Socket {
  onmessage: ((event: { readonly data: unknown }) => void) | null;
  onclose: ((code?: number) => void) | null;
  send(data: string): void;
  close(): void;
}

/** The options of a connection. */
export interface ConnectionOptions {
  /** The room's address, without a query. */
  readonly address: string;
  /** Called with the room's messages, in order. */
  readonly receive: (message: ServerMessage) => void;
  /** Called when the room is connected, before its first message, and when it is disconnected. */
  readonly changed?: (connected: boolean) => void;
  readonly open?: (address: string) => Socket;
  /** Returns a number from 0 to 1. */
  readonly random?: () => number;
}

/** Connected whenever possible, from `start` to `stop`. */
export class Connection {
  readonly #options: Required<ConnectionOptions>;
  readonly #address: string;
  #socket: Socket | undefined;
  #role: Role = 'presenter';
  #connected = false;
  /** Whether the server has said that the room is away: the socket is alive, and waits with it. */
  #isAway = false;
  #stopped = true;
  #tries = 0;
  #lostAt = 0;
  #heardAt = 0;
  /** Milliseconds that the server's clock is ahead of the page's monotonic one. */
  #clockAhead = 0;
  /**
   * Detects leaps: the machine has slept, or its clock was set, so the socket may be dead, and the server's
   * time is unknown.
   */
  readonly #clock = new Clock();
  #retry: ReturnType<typeof setTimeout> | undefined;
  #watch: ReturnType<typeof setInterval> | undefined;

  constructor(options: ConnectionOptions) {
    this.#options = { changed: () => {}, open: openSocket, random: Math.random, ...options };
    this.#address = `${options.address}?${PAGE_PARAMETER}=${randomName()}`;
  }

  get connected(): boolean {
    return this.#connected;
  }

  start(): void {
    if (!this.#stopped) return;
    this.#stopped = false;
    this.#lostAt = performance.now();
    this.#watch = setInterval(() => this.#listen(), 1_000);
    this.#open();
  }

  /** Disconnects, until `start` or `wake`. */
  stop(): void {
    this.#stopped = true;
    clearInterval(this.#watch);
    this.#drop();
  }

  /**
   * Connects at once, unless a message was just received or a connection just opened; for a page that wakes up.
   * @param fresh how long ago at most, in milliseconds
   */
  wake(fresh = FRESH_MS): void {
    if (this.#stopped) this.start();
    else if (!this.#socket || this.#clock.follow() !== 0 || performance.now() - this.#heardAt >= fresh) {
      this.#tries = 0;
      this.#drop();
      this.#open();
    }
  }

  /** Sends a message. Returns false when the room is not connected. */
  send(message: ClientMessage): boolean {
    if (this.#connected) this.#socket?.send(JSON.stringify(message));
    return this.#connected;
  }

  /** Returns the server's time, by which it dates messages; late by the time that a message takes. */
  now(): number {
    return performance.now() + this.#clockAhead;
  }

  #open(): void {
    clearTimeout(this.#retry);
    this.#heardAt = performance.now();
    const socket = this.#options.open(this.#address);
    this.#socket = socket;
    socket.onmessage = ({ data }) => this.#hear(String(data));
    socket.onclose = (code) => {
      this.#drop();
      const isRestart = code === CLOSE.restart;
      const wait = isRestart ? this.#options.random() * RETURN_MS[this.#role] : this.#wait();
      this.#retry = setTimeout(() => this.#open(), wait);
    };
  }

  /** Drops the socket, whose close event may never come. */
  #drop(): void {
    const socket = this.#socket;
    this.#socket = undefined;
    clearTimeout(this.#retry);
    if (socket) {
      socket.onmessage = null;
      socket.onclose = null;
      socket.close();
    }
    this.#isAway = false;
    this.#lose();
  }

  #lose(): void {
    if (!this.#connected) return;
    this.#connected = false;
    this.#lostAt = performance.now();
    this.#options.changed(false);
  }

  #wait(): number {
    const most = performance.now() - this.#lostAt < PATIENCE_MS ? WAIT_MS[this.#role] : LONG_WAIT_MS;
    const wait = Math.min(most, FIRST_WAIT_MS * 2 ** Math.min(this.#tries++, 10));
    // All clients lose a server at the same time, and must not return at the same time.
    return wait * (0.2 + this.#options.random() * 0.8);
  }

  /** Checks the connection: silence for too long, also during the handshake, means that it is dead. */
  #listen(): void {
    const silence = performance.now() - this.#heardAt;
    const isDead = silence >= SILENCE_MS[this.#connected || this.#isAway ? this.#role : 'presenter'];
    if (this.#socket === undefined || !(this.#clock.follow() !== 0 || isDead)) return;
    this.#drop();
    this.#open();
  }

  #hear(data: string): void {
    this.#heardAt = performance.now();
    const message = parse(data);
    // These messages are dated when they are sent, so they tell the server's time.
    if (message?.type === 'welcome' || message?.type === 'timer' || message?.type === 'media')
      this.#clockAhead = message.at - this.#heardAt;
    if (message?.type === 'welcome') {
      this.#role = message.role;
      this.#tries = 0;
      this.#isAway = false;
      this.#connected = true;
      this.#options.changed(true);
    }
    if (message?.type === 'away') {
      this.#role = message.role;
      this.#isAway = true;
      this.#lose();
    }
    if (message && this.#connected) this.#options.receive(message);
  }
}

/** Returns the address of the room of a page's deck, for a page at `/<deck>/` or beside it. */
export function roomAddress(page: string): string {
  const address = new URL('live', page);
  address.protocol = address.protocol.replace('http', 'ws');
  address.hash = '';
  return address.href;
}

function openSocket(address: string): Socket {
  const socket = new WebSocket(address);
  const wrapped: Socket = {
    onmessage: null,
    onclose: null,
    send: (data) => socket.send(data),
    close: () => socket.close(),
  };
  socket.onmessage = (event) => wrapped.onmessage?.(event);
  socket.onclose = ({ code }) => wrapped.onclose?.(code);
  return wrapped;
}

/** Parses a message of the server; undefined if it is not JSON. Readers ignore what a newer server adds to the type. */
function parse(data: string): ServerMessage | undefined {
  try {
    return JSON.parse(data) as ServerMessage;
  } catch {
    return undefined;
  }
}
