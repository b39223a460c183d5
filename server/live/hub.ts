/** Sockets, limits and liveness: lets peers in, hands what they say to their room, and notices when they are gone. */

import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocket, WebSocketServer } from 'ws';
import type { Changes } from '../wire/changes.ts';
import { Clock } from '../wire/clock.ts';
import { CLOSE, decode, MAX_MESSAGE_BYTES } from '../wire/protocol.ts';
import { Admission, type Limits, type Place } from './admission.ts';
import { Connection, type ConnectionOptions } from './connection.ts';
import { type Entrant, examine, type GateOptions, type Refusal, refuse } from './gate.ts';
import { LiveRoom } from './live-room.ts';
import type { Logs } from './log/log.ts';
import type { Entry } from './room/record.ts';
import type { DeckFacts } from './room/state.ts';
import type { Shown } from './shown.ts';

/** How often peers whose turn it is are beaten, and rooms look at the clock. */
const TICK_MS = 1_000;

/** How long a peer that does not answer a close may keep its socket, in milliseconds. */
const GRACE_MS = 300;

/** How long a peer that sent too much has to read that it did, in milliseconds. */
const REFUSED_MS = 2_000;

/** What the hub asks of the rest of the server. */
export interface HubOptions extends Omit<GateOptions, 'hasDeck'> {
  /** What is known of a deck; undefined when there is none of that name. */
  readonly deck: (name: string) => DeckFacts | undefined;
  /** What makes a page of a deck's former revision the newest one; undefined where pages fetch that for themselves. */
  readonly changes: (deck: string, since: string) => Changes | undefined;
  readonly addressOf: (request: IncomingMessage) => string;
  readonly limits: Limits;
  readonly logs: Logs;
  /** Told of what went wrong inside. */
  readonly report: (message: string) => void;
}

const ENDING: Refusal = {
  status: 503,
  sentence: 'The server ends or restarts.',
  headers: { 'retry-after': '1' },
};

/** A socket that says why it closes, where `ws` closes by itself. */
class SpeakingSocket extends WebSocket {
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
    // A state is shorter than what compressing it would cost each viewer in memory.
    perMessageDeflate: false,
    maxPayload: MAX_MESSAGE_BYTES,
    // Only as many pings as one may send are answered: each answer is a system call.
    autoPong: false,
    // One frame at a time: thousands in one packet do not come before everybody else.
    allowSynchronousEvents: false,
    WebSocket: SpeakingSocket,
  });
  #closing = false;

  constructor(options: HubOptions) {
    this.#options = options;
    this.#gate = { ...options, hasDeck: (name) => options.deck(name) !== undefined };
    this.#admission = new Admission(options.limits);
    this.#ticker = setInterval(() => this.#tick(), TICK_MS);
    this.#ticker.unref();
  }

  /** Handles a request to upgrade, as Node's server emits it. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    // Until `ws` listens, a client that goes away must not end the process.
    socket.on('error', () => socket.destroy());
    const entrant = this.#closing ? ENDING : examine(request, this.#gate);
    if ('status' in entrant) {
      refuse(socket, entrant);
      return;
    }
    const room = this.#open.get(entrant.deck);
    if (room) this.#admit(room, entrant, { request, socket, head });
    else this.#openFor(entrant, { request, socket, head });
  }

  /** Tells every room whose deck was compiled anew. */
  refresh(): void {
    for (const [name, room] of this.#open) {
      const deck = this.#options.deck(name);
      if (deck) room.revise(deck, (since) => this.#options.changes(name, since));
    }
  }

  /**
   * Closes presenters' connections, those of one session or all: a role is fixed at the handshake, so who has lost it
   * must come anew.
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

  /** What has been shown of a deck. */
  async shown(deck: string): Promise<Shown> {
    return (await this.#room(deck)).shown;
  }

  /** Whether somebody presents a deck, or did until a moment ago, maybe before the server was started. */
  async isLive(deck: string): Promise<boolean> {
    return (await this.#room(deck)).isLive;
  }

  /** What a deck's log holds. */
  async entries(deck: string): Promise<readonly Entry[]> {
    return (await this.#room(deck)).log.entries();
  }

  /** Closes every connection and log. */
  async close(): Promise<void> {
    this.#closing = true;
    clearInterval(this.#ticker);
    const rooms = (await Promise.allSettled(this.#rooms.values())).flatMap((each) =>
      each.status === 'fulfilled' ? [each.value] : [],
    );
    const connections = rooms.flatMap((room) => room.connections());
    for (const connection of connections) connection.close(CLOSE.away, 'The server ends or restarts.');
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

  /** A deck's room; the first to ask opens its log. */
  #room(name: string): Promise<LiveRoom> {
    const known = this.#rooms.get(name);
    if (known) return known;
    const opening = this.#options.logs.open(name).then((log) => {
      const deck = this.#options.deck(name) ?? { name, revision: '', audience: 'free' as const };
      const room = new LiveRoom(deck, log, this.#clock);
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
    let connection: Connection | undefined;
    // The right key is never locked out: presenters pass however many watch.
    const place =
      role === 'presenter' ? undefined : this.#enter(request, () => connection && giveWay(connection, room));
    if (typeof place === 'string') {
      refuse(socket, { status: 503, sentence: place, headers: { 'retry-after': '10' } });
      return;
    }
    socket.once('close', () => place?.leave());
    // The handshake's answer and the first messages leave in one packet.
    socket.cork();
    this.#server.handleUpgrade(request, socket, head, (ws) => {
      const released: ConnectionOptions['released'] = (behind, missed) => room.catchUp(behind, missed);
      // Our pages have names, and read what they are sent.
      const answered = () => page !== undefined && place?.keep();
      connection = new Connection({ ws, socket, role, page, session, released, answered });
      this.#listen(ws, connection, room);
      room.join(connection);
    });
    socket.uncork();
  }

  #enter(request: IncomingMessage, giveWay: () => void): Place | string {
    return this.#admission.enter({
      address: this.#options.addressOf(request),
      now: performance.now(),
      giveWay,
    });
  }

  #listen(ws: WebSocket, connection: Connection, room: LiveRoom): void {
    const refused = (code: number, reason: string) => {
      connection.close(code, reason);
      room.leave(connection);
    };
    const isTooMuch = () => {
      if (ws.readyState !== ws.OPEN) return true;
      if (connection.bucket.take(performance.now())) return false;
      refused(CLOSE.refused, 'Too many messages.');
      // What else is on its way is not even read.
      ws.pause();
      setTimeout(() => connection.terminate(), REFUSED_MS).unref();
      return true;
    };
    ws.on('message', (data, isBinary) => {
      if (isTooMuch()) return;
      const decoded = isBinary ? { reason: 'Only text is understood.' } : decode(String(data));
      if ('message' in decoded) room.receive(connection, decoded.message);
      else refused(isBinary ? CLOSE.binary : CLOSE.refused, decoded.reason);
    });
    ws.on('ping', (data) => {
      if (!isTooMuch()) ws.pong(data);
    });
    ws.on('pong', isTooMuch);
    // `ws` closes a socket that it cannot understand; whatever the reason, the peer is gone.
    ws.on('error', () => room.leave(connection));
    ws.on('close', () => room.leave(connection));
  }
}

/** Closes one that has to give way, whether it answers or not. */
function giveWay(connection: Connection, room: LiveRoom): void {
  room.leave(connection);
  connection.close(CLOSE.full, 'Others came, and this connection showed no page behind it.');
  setTimeout(() => connection.terminate(), GRACE_MS).unref();
}

interface Upgrade {
  readonly request: IncomingMessage;
  readonly socket: Duplex;
  readonly head: Buffer;
}
