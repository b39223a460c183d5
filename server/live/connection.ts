/** One peer's socket: what may be written to it, and whether its other end is alive. */

import { randomUUID } from 'node:crypto';
import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import type { Role, ServerMessage } from '../wire/protocol.ts';
import type { Peer } from './room/room.ts';
import { TokenBucket } from './token-bucket.ts';
import { PING } from './websocket-frame.ts';

/** Message types. A peer that could not be written to is sent the newest message of each type that it missed. */
export type MessageType = ServerMessage['type'];

/**
 * Frames that may be under way to a peer that has not answered a ping since. The system's own buffers would
 * take thousands, and a phone that wakes up would replay them all; with this limit it gets this many at most,
 * then only the newest state.
 */
const WINDOW_FRAMES = 32;

/** Frames after which a ping is sent: at half the window, the pong has time to come before the window is full. */
const PING_EVERY = WINDOW_FRAMES / 2;

/** Returns a random start for the frame counter, so that the peers of a room do not all answer at once. */
function randomStart(): number {
  return Math.floor(Math.random() * PING_EVERY);
}

/**
 * Heartbeats without a pong after which a peer is dead. Not one, since the first may follow right after the
 * ping.
 */
const MAX_MISSED_PONGS = 2;

/** The parts of a connection. */
export interface ConnectionOptions {
  readonly ws: WebSocket;
  /** The stream below `ws`, to which finished frames are written. */
  readonly socket: Duplex;
  readonly role: Role;
  readonly page: string | undefined;
  /** The presenter's session; undefined for the audience. */
  readonly session: string | undefined;
  /** Called when a peer can be written to again, with the message types that it missed. */
  readonly onResume: (connection: Connection, missed: ReadonlySet<MessageType>) => void;
  /** Called on the peer's first pong, which shows that it reads. */
  readonly onFirstPong: () => void;
}

/** A connected peer. */
export class Connection implements Peer {
  readonly id = randomUUID();
  readonly page: string;
  readonly role: Role;
  readonly session: string | undefined;
  readonly bucket: TokenBucket;
  readonly #ws: WebSocket;
  readonly #socket: Duplex;
  readonly #onResume: ConnectionOptions['onResume'];
  readonly #onFirstPong: ConnectionOptions['onFirstPong'];
  #hasAnswered = false;
  #missedTypes: Set<MessageType> | undefined;
  #framesSincePong = randomStart();
  #awaitsPong = false;
  #framesSincePing = 0;
  #missedPongs = 0;

  constructor({ ws, socket, role, page, session, onResume, onFirstPong }: ConnectionOptions) {
    this.#ws = ws;
    this.#socket = socket;
    this.#onResume = onResume;
    this.#onFirstPong = onFirstPong;
    this.role = role;
    this.session = session;
    this.page = page ?? this.id;
    this.bucket = new TokenBucket(role);
    ws.on('pong', () => this.#onPong());
  }

  /** Whether it cannot be written to at the moment. */
  get isBehind(): boolean {
    return this.#missedTypes !== undefined;
  }

  /** Writes a frame. While the peer is behind, only the message type is remembered: frames never queue. */
  send(frame: Buffer, kind: MessageType): void {
    if (this.#missedTypes !== undefined) {
      this.#missedTypes.add(kind);
      return;
    }
    if (this.#ws.readyState !== this.#ws.OPEN) return;
    // Pointer frames are many and small; the heartbeat finds out whether anyone reads them.
    const pings = kind !== 'pointer' && this.#countFrame();
    // One write for both, because a system call costs more than the copy.
    const flows = this.#socket.write(pings ? Buffer.concat([frame, PING]) : frame);
    if (!flows) {
      this.#pauseSending();
      this.#socket.once('drain', () => this.#resumeSending());
    }
  }

  /** Writes several frames in one packet. */
  sendAll(frames: Iterable<readonly [frame: Buffer, kind: MessageType]>): void {
    this.#socket.cork();
    for (const [frame, kind] of frames) this.send(frame, kind);
    this.#socket.uncork();
  }

  /** Sends the heartbeat with a ping. Returns false when the peer has not answered for too long. */
  beat(frame: Buffer): boolean {
    const isSilent = this.#awaitsPong || this.#missedTypes !== undefined;
    if (isSilent && ++this.#missedPongs >= MAX_MISSED_PONGS) return false;
    // Makes this the frame that a ping goes with.
    this.#framesSincePong = Math.max(this.#framesSincePong, PING_EVERY);
    this.send(frame, 'deck');
    return true;
  }

  /** Closes with a reason of at most 123 bytes in UTF-8 (RFC 6455, 5.5). */
  close(code: number, reason: string): void {
    this.#ws.close(code, reason);
  }

  terminate(): void {
    this.#ws.terminate();
  }

  /** Counts a frame. Returns true when a ping is to go with it. */
  #countFrame(): boolean {
    this.#framesSincePong++;
    this.#framesSincePing++;
    if (this.#framesSincePong >= WINDOW_FRAMES) this.#pauseSending();
    if (this.#awaitsPong || (this.#hasAnswered && this.#framesSincePong < PING_EVERY)) return false;
    this.#awaitsPong = true;
    this.#framesSincePing = 0;
    return true;
  }

  /** Handles a pong: everything sent before its ping has been read. */
  #onPong(): void {
    if (!this.#awaitsPong) return;
    this.#awaitsPong = false;
    this.#missedPongs = 0;
    this.#framesSincePong = this.#framesSincePing;
    if (!this.#hasAnswered) {
      this.#hasAnswered = true;
      this.#framesSincePong = Math.max(this.#framesSincePong, randomStart());
      this.#onFirstPong();
    }
    this.#resumeSending();
  }

  #pauseSending(): void {
    this.#missedTypes ??= new Set();
  }

  #resumeSending(): void {
    const missed = this.#missedTypes;
    if (missed === undefined || this.#framesSincePong >= WINDOW_FRAMES || this.#socket.writableNeedDrain)
      return;
    this.#missedTypes = undefined;
    this.#missedPongs = 0;
    if (missed.size > 0) this.#onResume(this, missed);
  }
}
