/** A page's connection to its deck's room: opens it, notices when it is dead, and opens it again. Knows no DOM. */
import { Clock } from '../../server/wire/clock.ts';
import {
  type ClientMessage,
  PAGE_PARAMETER,
  type Role,
  type ServerMessage,
  SILENCE_MS,
} from '../../server/wire/protocol.ts';
import { randomName } from './random-name.ts';

/** Longest first wait before trying again, in milliseconds; it doubles with every try. */
const FIRST_WAIT_MS = 250;

/**
 * Longest wait while the room may be back any moment: with the handshake it is right again within two seconds. Presenters
 * are few, and come first.
 */
const WAIT_MS: Readonly<Record<Role, number>> = { presenter: 500, audience: 1_500 };

/** Longest wait once it has been away for `PATIENCE_MS`. */
const LONG_WAIT_MS = 15_000;

/** Longer than restarts of a server or of a venue's network take, in milliseconds. */
const PATIENCE_MS = 10 * 60_000;

/** What was heard within as many milliseconds shows that a page that wakes is still connected. */
const FRESH_MS = 4_000;

/** The parts of a WebSocket that are used; tests bring their own. */
export interface Socket {
  onmessage: ((event: { readonly data: unknown }) => void) | null;
  onclose: (() => void) | null;
  send(data: string): void;
  close(): void;
}

/** What a connection needs, and whom it tells. */
export interface ConnectionOptions {
  /** The room's address, without a query. */
  readonly address: string;
  /** Told what the room says, in order. */
  readonly receive: (message: ServerMessage) => void;
  /** Told when the room is there, before its first message is, and when it is gone. */
  readonly changed?: (connected: boolean) => void;
  readonly open?: (address: string) => Socket;
  /** A number from 0 to 1. */
  readonly random?: () => number;
}

/** Connected whenever it is possible, from `start` to `stop`. */
export class Connection {
  readonly #options: Required<ConnectionOptions>;
  readonly #address: string;
  #socket: Socket | undefined;
  #role: Role = 'presenter';
  #connected = false;
  #stopped = true;
  #tries = 0;
  #lostAt = 0;
  #heardAt = 0;
  /** What the server's clock is ahead of the page's own, which nobody sets. */
  #clockAhead = 0;
  /** Where it leaps, the machine has slept or was given another time: a socket may be dead, and the server's time is not known. */
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

  /** Connects. */
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
   * Connects at once unless the room was just heard or called: for when the page wakes.
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

  /** Sends a message; false when the room is not there. */
  send(message: ClientMessage): boolean {
    if (this.#connected) this.#socket?.send(JSON.stringify(message));
    return this.#connected;
  }

  /** The server's time, by which it dates messages; behind by what a message takes. */
  now(): number {
    return performance.now() + this.#clockAhead;
  }

  #open(): void {
    clearTimeout(this.#retry);
    this.#heardAt = performance.now();
    const socket = this.#options.open(this.#address);
    this.#socket = socket;
    socket.onmessage = ({ data }) => this.#hear(String(data));
    socket.onclose = () => {
      this.#drop();
      this.#retry = setTimeout(() => this.#open(), this.#wait());
    };
  }

  /** Forgets the socket, which may never tell that it is closed. */
  #drop(): void {
    const socket = this.#socket;
    this.#socket = undefined;
    clearTimeout(this.#retry);
    if (socket) {
      socket.onmessage = null;
      socket.onclose = null;
      socket.close();
    }
    if (!this.#connected) return;
    this.#connected = false;
    this.#lostAt = performance.now();
    this.#options.changed(false);
  }

  #wait(): number {
    const most = performance.now() - this.#lostAt < PATIENCE_MS ? WAIT_MS[this.#role] : LONG_WAIT_MS;
    const wait = Math.min(most, FIRST_WAIT_MS * 2 ** Math.min(this.#tries++, 10));
    // Everyone loses a server at once: not everyone may be back at once.
    return wait * (0.2 + this.#options.random() * 0.8);
  }

  /** A room beats; one that is silent, or a handshake that takes as long, is no connection. */
  #listen(): void {
    const silence = performance.now() - this.#heardAt;
    const isDead = silence >= SILENCE_MS[this.#connected ? this.#role : 'presenter'];
    if (this.#socket === undefined || !(this.#clock.follow() !== 0 || isDead)) return;
    this.#drop();
    this.#open();
  }

  #hear(data: string): void {
    this.#heardAt = performance.now();
    const message = parse(data);
    // They are dated as they are sent, so that they tell the server's time.
    if (message?.type === 'welcome' || message?.type === 'timer' || message?.type === 'media')
      this.#clockAhead = message.at - this.#heardAt;
    if (message?.type === 'welcome') {
      this.#role = message.role;
      this.#tries = 0;
      this.#connected = true;
      this.#options.changed(true);
    }
    if (message && this.#connected) this.#options.receive(message);
  }
}

/** What the room of a page's deck is called, for a page at `/<deck>/` or beside it. */
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
  socket.onclose = () => wrapped.onclose?.();
  return wrapped;
}

/** A message of our own server; what a newer one says beyond `ServerMessage` is passed over by its readers. */
function parse(data: string): ServerMessage | undefined {
  try {
    return JSON.parse(data) as ServerMessage;
  } catch {
    return undefined;
  }
}
