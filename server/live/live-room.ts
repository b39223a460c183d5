/**
 * A running room: applies the reducer's steps, logs them, and sends each message to its recipients.
 *
 * A step is applied to the state at once, so that the next command builds on it. But nobody is told of it, not
 * even a peer that joins later, before it is in the log: a restart never takes back what was seen. All messages
 * of the room wait in one queue for that, in the order of the steps.
 */

import { randomBytes } from 'node:crypto';
import type { Changes } from '../wire/changes.ts';
import type { Clock } from '../wire/clock.ts';
import { BEAT_MS, type ClientMessage, type Role, type ServerMessage } from '../wire/protocol.ts';
import type { Connection, MessageType } from './connection.ts';
import type { Observe, RoomCensus } from './live-event.ts';
import type { RoomLog } from './log/room-log.ts';
import { encode, framesOf, type RoleFrames, sameForAll, sendTo } from './role-frames.ts';
import type { Entry } from './room/log-entry.ts';
import {
  join,
  leap,
  leave,
  logChanged,
  logPresence,
  mediaAt,
  mistakeOf,
  receive,
  revise,
  type Send,
  type Step,
  tick,
} from './room/room.ts';
import { type Moment, type Room, type RoomDeck, resumeRoom } from './room/room-state.ts';
import { timerAt } from './room/timer.ts';
import { type Shown, shownAfter, shownByLog } from './shown.ts';
import { Throttle } from './throttle.ts';

/**
 * Milliseconds between two counts of the audience: it may change thousands of times a second, and is read at a
 * glance.
 */
const COUNT_MS = 500;

/** Milliseconds between two positions of the pointer, about the rate of a screen. */
const POINTER_MS = 33;

/** The frames of the newest state, and what they were encoded from. */
interface StateFrames {
  readonly state: ServerMessage;
  readonly deck: RoomDeck;
  readonly shown: Shown;
  readonly frames: RoleFrames;
}

/** What a room needs beside its deck and its log. */
export interface RoomOptions {
  readonly clock: Clock;
  readonly observe?: Observe | undefined;
}

/** One deck's room and the connections in it. */
export class LiveRoom {
  readonly #log: RoomLog;
  protected readonly clock: Clock;
  readonly #observe: Observe | undefined;
  /** Peers that are waiting for their welcome. */
  readonly #joining = new Set<Connection>();
  readonly #connections = new Set<Connection>();
  /** The number of connections, by role. */
  protected readonly here: Record<Role, number> = { presenter: 0, audience: 0 };
  readonly #counts = new Throttle(COUNT_MS);
  readonly #pointers = new Throttle(POINTER_MS);
  protected room: Room;
  #shown: Shown;
  #state: StateFrames | undefined;
  #deckFrame: Buffer;
  #pointerFrame = encode({ type: 'pointer' });
  /**
   * Connections that are still to get a heartbeat in this round, by role: spread over the round, so that nobody
   * waits for all the others.
   */
  readonly #beatRound: Record<Role, Connection[]> = { presenter: [], audience: [] };
  /** How many heartbeats are due, by role. Fractions carry over to the next call. */
  readonly #beatsDue: Record<Role, number> = { presenter: 0, audience: 0 };

  constructor(deck: RoomDeck, log: RoomLog, { clock, observe }: RoomOptions) {
    this.#log = log;
    this.clock = clock;
    this.#observe = observe;
    this.#shown = shownByLog(log.entries());
    this.room = { ...resumeRoom(deck, log.entries(), this.moment()), isKept: log.isKept };
    this.#deckFrame = deckFrame(deck);
    log.onChange(() => this.commit((room) => logChanged(room, log.isKept)));
  }

  /** Brings the room from where its log ends to now. */
  begin(): void {
    // An entry later than now was logged before the machine's clock was set back while no server ran.
    const ahead = this.room.loggedAt - this.clock.now();
    if (ahead > 0) this.leap(-ahead);
    this.tick();
  }

  /** The room's log, for reports. */
  get log(): RoomLog {
    return this.#log;
  }

  /** What the current run has shown. */
  get shown(): Shown {
    return this.#shown;
  }

  /** Whether somebody presents. */
  get isLive(): boolean {
    return this.room.state.live;
  }

  /** Adds a connection and sends it the state of the room. */
  join(connection: Connection): void {
    this.add(connection);
    this.commit((room) => join(room, connection, this.clock.now()), connection);
  }

  /** Removes a connection. Calling it twice does nothing. */
  leave(connection: Connection): void {
    if (!this.#connections.delete(connection) && !this.#joining.delete(connection)) return;
    this.here[connection.role]--;
    this.commit((room) => leave(room, connection, this.clock.now()), connection);
  }

  /** Handles a message from a connection. */
  receive(connection: Connection, message: ClientMessage): void {
    if (this.has(connection)) this.commit(this.judging(connection, message), connection);
  }

  /** Returns how a message is judged. What is refused is observed. */
  protected judging(connection: Connection, message: ClientMessage): (room: Room) => Step {
    return (room) => {
      const step = receive(room, connection, message, this.moment());
      if (connection.role === 'audience') this.#observe?.({ type: 'refusal', reason: 'forbidden' });
      else if (isCommand(message) && step.log.length === 0)
        this.#observe?.({ type: 'refusal', reason: 'outdated' });
      return step;
    };
  }

  /**
   * Handles a deck that may have been compiled again. `changesSince` returns the changes since a revision,
   * where they are to be sent.
   */
  revise(deck: RoomDeck, changesSince: (revision: string) => Changes | undefined): void {
    const { revision } = this.room.deck;
    this.#log.whenKept(() => {
      this.#deckFrame = deckFrame(deck);
    });
    const changes = revision === deck.revision ? undefined : changesSince(revision);
    this.commit((room) => revise(room, deck, changes));
  }

  /** Applies what follows from the time alone. */
  tick(): void {
    this.commit((room) => tick(room, this.clock.now()));
  }

  /** Handles a leap of the clock, in milliseconds. */
  leap(by: number): void {
    this.commit((room) => leap(room, by, this.clock.now()));
  }

  /** Sends the heartbeats that are due. `interval` is the time since the last call, in milliseconds. */
  beat(interval: number): void {
    for (const role of ['presenter', 'audience'] as const) {
      const round = this.#beatRound[role];
      if (round.length === 0) for (const each of this.#connections) if (each.role === role) round.push(each);
      this.#beatsDue[role] += (this.here[role] * interval) / BEAT_MS[role];
      const turn = round.splice(0, Math.floor(this.#beatsDue[role]));
      this.#beatsDue[role] %= 1;
      for (const connection of turn) {
        if (this.#connections.has(connection) && !connection.beat(this.#deckFrame)) connection.terminate();
      }
    }
  }

  /** Sends a connection the newest message of each type that it missed while it could not be written to. */
  catchUp(connection: Connection, missed: ReadonlySet<MessageType>): void {
    this.#log.whenKept(() => this.#sendNewest(connection, missed));
  }

  #sendNewest(connection: Connection, missed: ReadonlySet<MessageType>): void {
    const { media, preview, timer, deck, state, isKept } = this.room;
    const { role } = connection;
    const now = this.clock.now();
    const newest: Readonly<Partial<Record<MessageType, readonly (Buffer | undefined)[]>>> = {
      deck: [this.#deckFrame],
      notes: deck.notes === undefined ? [] : [encode({ type: 'notes', revision: deck.notes })],
      state: [this.#encode(state)[role]],
      pointer: [this.#pointerFrame],
      media: media.map((each) => this.#encode(mediaAt(each, now))[role]),
      preview: [this.#encode(preview)[role]],
      timer: [encode(timerAt(timer, now))],
      audience: [this.#countFrame()],
      log: [encode({ type: 'log', kept: isKept })],
      mistake: [encode(mistakeOf(deck))],
    };
    sendTo(
      connection,
      [...missed].flatMap((kind) => (newest[kind] ?? []).map((frame) => [frame, kind] as const)),
    );
  }

  /** Returns all connections, or those of one role. */
  connections(role?: Role): Connection[] {
    return [...this.#connections, ...this.#joining].filter(
      (each) => role === undefined || each.role === role,
    );
  }

  /** Counts who is connected. */
  census(): RoomCensus {
    const [presenters, all] = [this.connections('presenter').length, this.connections()];
    return {
      deck: this.room.deck.name,
      viewers: all.length - presenters,
      presenters,
      slow: all.filter(({ isBehind }) => isBehind).length,
      isLive: this.isLive,
      isKept: this.#log.isKept,
    };
  }

  /** Stops the timers and closes the log. */
  async close(): Promise<void> {
    this.#counts.stop();
    this.#pointers.stop();
    this.commit((room) => logPresence(room, this.clock.now()));
    await this.#log.close();
  }

  /** Adds a connection, which gets the room's messages once all before are in the log. */
  protected add(connection: Connection): void {
    this.here[connection.role]++;
    this.#joining.add(connection);
    this.#log.whenKept(() => {
      if (this.#joining.delete(connection)) this.#connections.add(connection);
    });
  }

  protected has(connection: Connection): boolean {
    return this.#connections.has(connection) || this.#joining.has(connection);
  }

  /** Handles an event: `judge` returns what becomes of the room. */
  protected commit(judge: (room: Room) => Step, cause?: Connection): void {
    const step = judge(this.room);
    this.#log.append(step.log);
    this.take(step, cause);
  }

  /** Applies a step whose entries are in the log, or on their way, and tells of it. */
  protected take({ room, send, log }: Step, cause?: Connection): void {
    this.room = room;
    this.#shown = log.reduce(shownAfter, this.#shown);
    this.#log.whenKept(() => this.#tell(send, cause));
  }

  /** Takes the room that a log tells of, in place of the one there was; tells nobody. */
  protected replace(room: Room, entries: readonly Entry[]): void {
    this.room = room;
    this.#shown = shownByLog(entries);
  }

  #tell(send: readonly Send[], cause: Connection | undefined): void {
    const answers = send.filter(({ to }) => to === 'peer').map(({ message }) => message);
    if (cause)
      sendTo(
        cause,
        answers.map((message) => [this.#encode(message)[cause.role], message.type]),
      );
    for (const each of send) if (each.to !== 'peer') this.#publish(each, cause);
  }

  #publish({ to, message }: Send, cause: Connection | undefined): void {
    if (message.type === 'audience') {
      // Presenters are not counted: when one joins, only this one is told the number, and at once.
      if (cause?.role === 'presenter') cause.send(encode(message), message.type);
      else this.#counts.run(() => this.#broadcast(sameForAll(this.#countFrame()), { kind: 'audience', to }));
    } else if (message.type === 'pointer') {
      this.#pointerFrame = encode(message);
      this.#pointers.run(() =>
        this.#broadcast(sameForAll(this.#pointerFrame), { kind: 'pointer', to, cause }),
      );
    } else {
      this.#broadcast(this.#encode(message), { kind: message.type, to, cause });
    }
  }

  #broadcast(
    frames: RoleFrames,
    { kind, to, cause }: { kind: MessageType; to: Send['to']; cause?: Connection | undefined },
  ): void {
    for (const connection of this.#connections) {
      if (to === 'presenters' && connection.role !== 'presenter') continue;
      if (to === 'others' && connection === cause) continue;
      const frame = frames[connection.role];
      if (frame) connection.send(frame, kind);
    }
  }

  #countFrame(): Buffer {
    return encode({ type: 'audience', count: this.room.audience });
  }

  /** Encodes a message. The state is encoded once per change, however many ask for it. */
  #encode(message: ServerMessage): RoleFrames {
    const { deck } = this.room;
    const shown = this.#shown;
    if (message.type !== 'state') return framesOf(message, { deck, shown });
    if (this.#state?.state !== message || this.#state.deck !== deck || this.#state.shown !== shown)
      this.#state = { state: message, deck, shown, frames: framesOf(message, { deck, shown }) };
    return this.#state.frames;
  }

  /** Returns the time, and a name in case a run begins: random, so that no restart uses it twice. */
  protected moment(): Moment {
    return { now: this.clock.now(), epoch: randomBytes(6).toString('base64url') };
  }
}

/** Returns whether a message is a command, which the room accepts and logs or refuses. */
function isCommand({ type }: ClientMessage): boolean {
  return type === 'go' || type === 'pause' || type === 'end';
}

function deckFrame({ revision }: RoomDeck): Buffer {
  return encode({ type: 'deck', revision });
}
