/**
 * Connects sockets and rooms: admits peers, passes their messages to their room, and notices when they are
 * gone.
 */

import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocket, WebSocketServer } from 'ws';
import type { Changes } from '../wire/changes.ts';
import { Clock } from '../wire/clock.ts';
import { CLOSE, decode, MAX_MESSAGE_BYTES } from '../wire/protocol.ts';
import { Admission, type Admitted, type Full, type Limits } from './admission.ts';
import { Connection, type ConnectionOptions } from './connection.ts';
import { drain, ENDING } from './drain.ts';
import { type Entrant, examine, type GateOptions, type Refusal, refuse } from './gate.ts';
import type { Observe, RefusalReason, RoomCensus } from './live-event.ts';
import type { LiveRoom } from './live-room.ts';
import { observedLogs } from './log/observed-log.ts';
import type { Logs } from './log/room-log.ts';
import { openRoom } from './open-room.ts';
import type { Entry } from './room/log-entry.ts';
import type { RoomDeck } from './room/room-state.ts';
import type { Shown } from './shown.ts';

/** How often, in milliseconds, rooms check the clock and the next peers get their heartbeat. */
const TICK_MS = 1_000;

/** How long, in milliseconds, a peer that does not answer a close keeps its socket. */
const GRACE_MS = 300;

/** How long, in milliseconds, a peer that sent too much has to read the reason. */
const REFUSED_MS = 2_000;

/** What the hub needs from the rest of the server. */
export interface HubOptions extends Omit<GateOptions, 'hasDeck'> {
  /** Returns what rooms know about a deck; undefined when there is none of that name. */
  readonly deck: (name: string) => RoomDeck | undefined;
  /** Returns the changes from a previous revision to the newest; undefined where pages fetch them themselves. */
  readonly changes: (deck: string, since: string) => Changes | undefined;
  readonly addressOf: (request: IncomingMessage) => string;
  readonly limits: Limits;
  readonly logs: Logs;
  /** Called with a sentence when something fails inside. */
  readonly report: (message: string) => void;
  /** Is told what happens, where somebody wants to know. */
  readonly observe?: Observe | undefined;
}

const SHUTTING_DOWN: Refusal = {
  status: 503,
  reason: 'ending',
  sentence: ENDING,
  headers: { 'retry-after': '1' },
};

/** A socket that gives a reason also where `ws` closes it by itself. */
class ReasonedSocket extends WebSocket {
  override close(code?: number, reason?: string | Buffer): void {
    const spoken = code === CLOSE.tooLong ? `A message may have ${MAX_MESSAGE_BYTES} bytes.` : '';
    super.close(code, reason ?? spoken);
  }
}

/** The rooms of all decks. */
export class Hub {
  readonly #options: HubOptions;
  readonly #gate: GateOptions;
  readonly #admission: Admission;
  readonly #rooms = new Map<string, Promise<LiveRoom>>();
  readonly #open = new Map<string, LiveRoom>();
  readonly #clock = new Clock();
  readonly #ticker: NodeJS.Timeout;
  readonly #server = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    // State messages are shorter than what a compression context would cost per viewer in memory.
    perMessageDeflate: false,
    maxPayload: MAX_MESSAGE_BYTES,
    // Pings count against the peer's rate limit before they are answered: each answer is a system call.
    autoPong: false,
    // One frame at a time, so that thousands in one packet do not delay everybody else.
    allowSynchronousEvents: false,
    WebSocket: ReasonedSocket,
  });
  #closing = false;

  constructor(options: HubOptions) {
    const { logs, observe } = options;
    this.#options = { ...options, logs: observe ? observedLogs(logs, observe) : logs };
    this.#gate = { ...options, hasDeck: (name) => options.deck(name) !== undefined };
    this.#admission = new Admission(options.limits);
    this.#ticker = setInterval(() => this.#tick(), TICK_MS);
    this.#ticker.unref();
  }

  /** Handles an upgrade request, as Node's server emits it. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    // Until `ws` listens, a client that goes away must not end the process.
    socket.on('error', () => socket.destroy());
    const entrant = this.#closing ? SHUTTING_DOWN : examine(request, this.#gate);
    if ('status' in entrant) {
      this.#refuse(socket, entrant);
      return;
    }
    const room = this.#open.get(entrant.deck);
    if (room) this.#admit(room, entrant, { request, socket, head });
    else this.#openFor(entrant, { request, socket, head });
  }

  /** Tells each room about its deck as it is compiled now. */
  refresh(): void {
    for (const [name, room] of this.#open) {
      const deck = this.#options.deck(name);
      if (deck) room.revise(deck, (since) => this.#options.changes(name, since));
    }
  }

  /**
   * Closes the connections of presenters, of one session or all. A role is fixed at the handshake, so whoever
   * has lost it must reconnect.
   */
  dismissPresenters(session?: string): void {
    for (const room of this.#open.values()) {
      for (const connection of room.connections('presenter')) {
        if (session !== undefined && connection.session !== session) continue;
        connection.close(CLOSE.refused, 'Presenters have to sign in again.');
        room.leave(connection);
      }
    }
  }

  /** Counts who is connected, room by room. */
  census(): readonly RoomCensus[] {
    return [...this.#open.values()].map((room) => room.census());
  }

  /** Returns what has been shown of a deck. */
  async shown(deck: string): Promise<Shown> {
    return (await this.#room(deck)).shown;
  }

  /** Returns whether somebody presents a deck, or did until a moment ago, even before the server was started. */
  async isLive(deck: string): Promise<boolean> {
    return (await this.#room(deck)).isLive;
  }

  /** Returns the entries of a deck's log. */
  async entries(deck: string): Promise<readonly Entry[]> {
    return (await this.#room(deck)).log.entries();
  }

  /**
   * Refuses new connections, and asks those that are there to reconnect elsewhere, within `limit` milliseconds.
   * The talk goes on for whoever is still connected.
   */
  async drain(limit: number): Promise<void> {
    this.#closing = true;
    await drain(
      [...this.#open.values()].flatMap((room) => room.connections()),
      limit,
    );
  }

  /** Closes every connection and log. */
  async close(): Promise<void> {
    this.#closing = true;
    clearInterval(this.#ticker);
    const rooms = (await Promise.allSettled(this.#rooms.values())).flatMap((each) =>
      each.status === 'fulfilled' ? [each.value] : [],
    );
    const connections = rooms.flatMap((room) => room.connections());
    for (const connection of connections) connection.close(CLOSE.restart, ENDING);
    const cut = setTimeout(() => {
      for (const connection of connections) connection.terminate();
    }, GRACE_MS);
    cut.unref();
    await Promise.all(rooms.map((room) => room.close()));
  }

  #tick(): void {
    const leap = this.#clock.follow();
    for (const room of this.#open.values()) {
      if (leap !== 0) room.leap(leap);
      room.tick();
      room.beat(TICK_MS);
    }
  }

  /** Returns a deck's room. The first call opens its log. */
  #room(name: string): Promise<LiveRoom> {
    const known = this.#rooms.get(name);
    if (known) return known;
    const opening = this.#options.logs.open(name).then((log) => {
      const deck = this.#options.deck(name) ?? { name, revision: '', audience: 'free' as const };
      const room = openRoom(deck, log, { clock: this.#clock, observe: this.#options.observe });
      this.#open.set(name, room);
      return room;
    });
    this.#rooms.set(name, opening);
    opening.catch(() => this.#rooms.delete(name));
    return opening;
  }

  #openFor(entrant: Entrant, upgrade: Upgrade): void {
    this.#room(entrant.deck).then(
      (room) => this.#admit(room, entrant, upgrade),
      (error) => {
        this.#options.report(`The room of ${entrant.deck} cannot be opened: ${String(error)}`);
        refuse(upgrade.socket, { status: 500, sentence: 'Something went wrong inside the server.' });
      },
    );
  }

  #admit(room: LiveRoom, entrant: Entrant, upgrade: Upgrade): void {
    const { role, page, session } = entrant;
    const { request, socket, head } = upgrade;
    if (socket.destroyed) return;
    if (this.#closing) {
      this.#refuse(socket, SHUTTING_DOWN);
      return;
    }
    let connection: Connection | undefined;
    // Presenters pass however many watch, so that the right key is never locked out.
    const admitted =
      role === 'presenter'
        ? undefined
        : this.#enter(request, () => connection && this.#evict(connection, room));
    if (admitted && 'sentence' in admitted) {
      this.#refuse(socket, { status: 503, ...admitted, headers: { 'retry-after': '10' } });
      return;
    }
    socket.once('close', () => admitted?.leave());
    // The handshake's answer and the first messages leave in one packet.
    socket.cork();
    this.#server.handleUpgrade(request, socket, head, (ws) => {
      const onResume: ConnectionOptions['onResume'] = (behind, missed) => room.catchUp(behind, missed);
      // Our pages send a name, and answer pings.
      const onFirstPong = () => page !== undefined && admitted?.confirm();
      connection = new Connection({ ws, socket, role, page, session, onResume, onFirstPong });
      this.#listen(ws, connection, room);
      room.join(connection);
    });
    socket.uncork();
  }

  #enter(request: IncomingMessage, evict: () => void): Admitted | Full {
    return this.#admission.enter({
      address: this.#options.addressOf(request),
      now: performance.now(),
      evict,
    });
  }

  #listen(ws: WebSocket, connection: Connection, room: LiveRoom): void {
    const refused = (code: number, sentence: string, reason: RefusalReason) => {
      this.#tellRefusal(reason);
      connection.close(code, sentence);
      room.leave(connection);
    };
    const isTooMuch = () => {
      if (ws.readyState !== ws.OPEN) return true;
      if (connection.bucket.take(performance.now())) return false;
      refused(CLOSE.refused, 'Too many messages.', 'too-much');
      // Stops reading: whatever else is on its way is not even parsed.
      ws.pause();
      setTimeout(() => connection.terminate(), REFUSED_MS).unref();
      return true;
    };
    ws.on('message', (data, isBinary) => {
      if (isTooMuch()) return;
      const decoded = isBinary ? { reason: 'Only text is understood.' } : decode(String(data));
      if ('message' in decoded) room.receive(connection, decoded.message);
      else refused(isBinary ? CLOSE.binary : CLOSE.refused, decoded.reason, 'unreadable');
    });
    ws.on('ping', (data) => {
      if (!isTooMuch()) ws.pong(data);
    });
    ws.on('pong', isTooMuch);
    // `ws` closes a socket that it cannot understand. Whatever the reason, the peer is gone.
    ws.on('error', () => room.leave(connection));
    ws.on('close', () => room.leave(connection));
  }

  /** Closes an evicted connection, whether it answers or not. */
  #evict(connection: Connection, room: LiveRoom): void {
    this.#tellRefusal('evicted');
    room.leave(connection);
    connection.close(CLOSE.full, 'Others came, and this connection showed no page behind it.');
    setTimeout(() => connection.terminate(), GRACE_MS).unref();
  }

  #refuse(socket: Duplex, refusal: Refusal): void {
    this.#tellRefusal(refusal.reason);
    refuse(socket, refusal);
  }

  #tellRefusal(reason: RefusalReason): void {
    this.#options.observe?.({ type: 'refusal', reason });
  }
}

interface Upgrade {
  readonly request: IncomingMessage;
  readonly socket: Duplex;
  readonly head: Buffer;
}
