/** One peer's socket: what may be written to it, and whether anyone is there. */
import { randomUUID } from 'node:crypto';
import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import type { Role, ServerMessage } from '../wire/protocol.ts';
import { PING } from './frame.ts';
import { Bucket } from './rate.ts';
import type { Peer } from './room/room.ts';

/** What a peer missed: it gets the newest of each when it can take it. */
export type Kind = ServerMessage['type'];

/**
 * Frames on the way to a peer that has not shown that it reads. The system's own buffers would take thousands, and a phone
 * that wakes would live through all of them; with this, it gets so many at the most, then the newest.
 */
const WINDOW = 32;

/** A pong shows that a peer reads. Half-way through the window there is time for it to come before the window is full. */
const PING_EVERY = WINDOW / 2;

/** Where a peer begins to count, so that a room's peers don't answer all at once. */
function anywhere(): number {
  return Math.floor(Math.random() * PING_EVERY);
}

/** Beats without an answer after which nobody is there: the first may have come right after the ping. */
const MISSED_BEATS = 2;

/** What a connection is made of. */
export interface ConnectionOptions {
  readonly ws: WebSocket;
  /** The stream below `ws`, to which finished frames are written. */
  readonly socket: Duplex;
  readonly role: Role;
  readonly page: string | undefined;
  /** The presenter's session; undefined for the audience. */
  readonly session: string | undefined;
  /** The peer can take what it missed. */
  readonly released: (connection: Connection, missed: ReadonlySet<Kind>) => void;
  /** The peer has answered for the first time: it reads. */
  readonly answered: () => void;
}

/** A connected peer. */
export class Connection implements Peer {
  readonly id = randomUUID();
  readonly page: string;
  readonly role: Role;
  readonly session: string | undefined;
  readonly bucket: Bucket;
  readonly #ws: WebSocket;
  readonly #socket: Duplex;
  readonly #released: ConnectionOptions['released'];
  readonly #answered: ConnectionOptions['answered'];
  #hasAnswered = false;
  #missed: Set<Kind> | undefined;
  #unproven = anywhere();
  #awaitsPong = false;
  #sincePing = 0;
  #missedBeats = 0;

  constructor({ ws, socket, role, page, session, released, answered }: ConnectionOptions) {
    this.#ws = ws;
    this.#socket = socket;
    this.#released = released;
    this.#answered = answered;
    this.role = role;
    this.session = session;
    this.page = page ?? this.id;
    this.bucket = new Bucket(role);
    ws.on('pong', () => this.#proved());
  }

  /** Writes a frame, or remembers that the peer is behind. Nothing queues: only kinds are remembered, not frames. */
  send(frame: Buffer, kind: Kind): void {
    if (this.#missed !== undefined) {
      this.#missed.add(kind);
      return;
    }
    if (this.#ws.readyState !== this.#ws.OPEN) return;
    // Pointers are many and small, and the beat finds out whether anyone reads them.
    const pings = kind !== 'pointer' && this.#count();
    // One write for both: a system call costs more than the copy.
    const flows = this.#socket.write(pings ? Buffer.concat([frame, PING]) : frame);
    if (!flows) {
      this.#hold();
      this.#socket.once('drain', () => this.#release());
    }
  }

  /** Writes several frames in one packet. */
  sendAll(frames: Iterable<readonly [frame: Buffer, kind: Kind]>): void {
    this.#socket.cork();
    for (const [frame, kind] of frames) this.send(frame, kind);
    this.#socket.uncork();
  }

  /** Heartbeat: something to hear, and a ping. False when nobody has answered for too long. */
  beat(frame: Buffer): boolean {
    const isSilent = this.#awaitsPong || this.#missed !== undefined;
    if (isSilent && ++this.#missedBeats >= MISSED_BEATS) return false;
    // Makes the frame the one that a ping goes with.
    this.#unproven = Math.max(this.#unproven, PING_EVERY);
    this.send(frame, 'deck');
    return true;
  }

  /** Closes with a reason, in UTF-8 no longer than 123 bytes (RFC 6455, 5.5). */
  close(code: number, reason: string): void {
    this.#ws.close(code, reason);
  }

  /** Cuts the connection. */
  terminate(): void {
    this.#ws.terminate();
  }

  /** Counts a frame; true when a ping is to go with it. */
  #count(): boolean {
    this.#unproven++;
    this.#sincePing++;
    if (this.#unproven >= WINDOW) this.#hold();
    if (this.#awaitsPong || (this.#hasAnswered && this.#unproven < PING_EVERY)) return false;
    this.#awaitsPong = true;
    this.#sincePing = 0;
    return true;
  }

  /** A pong: all that was sent before its ping has been read. */
  #proved(): void {
    if (!this.#awaitsPong) return;
    this.#awaitsPong = false;
    this.#missedBeats = 0;
    this.#unproven = this.#sincePing;
    if (!this.#hasAnswered) {
      this.#hasAnswered = true;
      this.#unproven = Math.max(this.#unproven, anywhere());
      this.#answered();
    }
    this.#release();
  }

  #hold(): void {
    this.#missed ??= new Set();
  }

  #release(): void {
    const missed = this.#missed;
    if (missed === undefined || this.#unproven >= WINDOW || this.#socket.writableNeedDrain) return;
    this.#missed = undefined;
    this.#missedBeats = 0;
    if (missed.size > 0) this.#released(this, missed);
  }
}
