/** Clients of a live room: peers that join it over sockets, and measurements of steps during an attack. */
import { setTimeout as sleep } from 'node:timers/promises';
import { type RawData, WebSocket } from 'ws';
import type { ClientMessage, Position, ServerMessage, State } from '../../server/wire/protocol.ts';
import type { Context, Target } from './context.ts';

/** How a peer joins. */
export interface JoinOptions {
  readonly cookie?: string;
  readonly deck?: string;
  /** The loopback address that it connects from. */
  readonly from?: string;
}

/** Milliseconds to wait for a state. */
const DISK_TIMEOUT_MS = 15_000;

/** Returns the position of a column's slide, before its first step. */
export function column(h: number, v = 0): Position {
  return { slide: '', h, v, f: -1 };
}

/** One connection to a room. */
export class Peer {
  readonly socket: WebSocket;
  /** All messages received except states, newest last. */
  readonly told: ServerMessage[] = [];
  /** Resolves when the connection is closed, with the code and the reason. */
  readonly closed: Promise<{ readonly code: number; readonly reason: string }>;
  #state: State | undefined;
  readonly #hearing = new Set<(state: State) => void>();

  private constructor(socket: WebSocket) {
    this.socket = socket;
    socket.on('message', (data) => this.#hear(data));
    socket.on('error', () => undefined);
    this.closed = new Promise((resolve) => {
      socket.on('close', (code, reason) => resolve({ code, reason: String(reason) }));
    });
  }

  /**
   * Joins a room, and waits for its state.
   * @throws where the room refuses the connection.
   */
  static async join({ port }: Target, { cookie, deck = 'talk', from }: JoinOptions = {}): Promise<Peer> {
    const socket = new WebSocket(`ws://127.0.0.1:${port}/${deck}/live`, {
      headers: cookie === undefined ? {} : { cookie },
      perMessageDeflate: false,
      ...(from !== undefined && { localAddress: from }),
    });
    const peer = new Peer(socket);
    const refused = peer.closed.then(({ code, reason }) => {
      throw new Error(`The room let nobody in: ${code} ${reason}`);
    });
    await Promise.race([peer.reach(() => true), refused]);
    refused.catch(() => undefined);
    return peer;
  }

  /**
   * The newest state received.
   * @throws where there is none yet.
   */
  get state(): State {
    if (this.#state === undefined) throw new Error('The room has told nothing.');
    return this.#state;
  }

  /** Sends a message, or any text. */
  say(message: ClientMessage | string): void {
    this.socket.send(typeof message === 'string' ? message : JSON.stringify(message));
  }

  /** Goes to a position, and waits until the room has accepted it. Resolves to the milliseconds that it took. */
  async go(position: Position): Promise<number> {
    const { seq, epoch } = this.state;
    const started = performance.now();
    this.say({ type: 'go', position, seen: seq });
    await this.reach((state) => state.epoch !== epoch || state.seq > seq);
    return performance.now() - started;
  }

  /**
   * Waits for a state that satisfies a condition.
   * @throws where it does not come in time.
   */
  reach(is: (state: State) => boolean): Promise<State> {
    return new Promise((resolve, reject) => {
      if (this.#state && is(this.#state)) {
        resolve(this.#state);
        return;
      }
      const timer = setTimeout(() => {
        this.#hearing.delete(hear);
        reject(
          new Error(`The state did not come in ${DISK_TIMEOUT_MS / 1000} s: ${JSON.stringify(this.#state)}`),
        );
      }, DISK_TIMEOUT_MS);
      const hear = (state: State) => {
        if (!is(state)) return;
        clearTimeout(timer);
        this.#hearing.delete(hear);
        resolve(state);
      };
      this.#hearing.add(hear);
    });
  }

  leave(): void {
    this.socket.terminate();
  }

  #hear(data: RawData): void {
    // The server sends messages of this type only.
    const message = JSON.parse(String(data)) as ServerMessage;
    if (message.type !== 'state') {
      this.told.push(message);
      return;
    }
    this.#state = message;
    for (const hear of [...this.#hearing]) hear(message);
  }
}

/** Percentiles of the time that steps took to a viewer, in milliseconds. */
export interface Steps {
  readonly p50: number;
  readonly p99: number;
}

/** A presenter and a viewer, each with an address of its own, whose steps are timed. */
export class Pulse {
  readonly #presenter: Peer;
  readonly #viewer: Peer;
  #h = 0;

  private constructor(presenter: Peer, viewer: Peer) {
    this.#presenter = presenter;
    this.#viewer = viewer;
  }

  static async start(target: Target): Promise<Pulse> {
    const cookie = await target.signIn();
    const [presenter, viewer] = await Promise.all([
      Peer.join(target, { cookie, from: '127.0.0.2' }),
      Peer.join(target, { from: '127.0.0.3' }),
    ]);
    return new Pulse(presenter, viewer);
  }

  /** Times this many steps, with a pause after each. */
  async beat(context: Context, count = 100, pauseMs = 10): Promise<Steps> {
    const times: number[] = [];
    for (let step = 0; step < count; step++) {
      const { seq } = this.#presenter.state;
      const started = performance.now();
      this.#h = 1 - this.#h;
      this.#presenter.say({ type: 'go', position: column(this.#h), seen: seq });
      const isNext = (state: State) => state.seq > seq;
      await Promise.all([this.#viewer.reach(isNext), this.#presenter.reach(isNext)]);
      times.push(performance.now() - started);
      context.count();
      await sleep(pauseMs);
    }
    times.sort((a, b) => a - b);
    const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;
    return { p50: at(0.5), p99: at(0.99) };
  }

  leave(): void {
    this.#presenter.leave();
    this.#viewer.leave();
  }
}

/** Milliseconds added to the limit, since a machine with two cores does other things, too. */
const SLACK_MS = 60;

/** Returns a finding where steps took more than three times as long as in a quiet room. */
export function compareSteps(quiet: Steps, now: Steps, when: string): string[] {
  const most = 3 * quiet.p99 + SLACK_MS;
  if (now.p99 <= most) return [];
  return [`Steps' p99 ${when} is ${now.p99.toFixed(0)} ms, and ${quiet.p99.toFixed(0)} ms in a quiet room.`];
}
