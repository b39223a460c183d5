/**
 * A room at work: applies the reducer's steps, logs them, and sends each message to whom it is for.
 *
 * A step counts at once for whoever acts next, but nobody hears of it, not even who comes late, before it is in the log:
 * what was seen once is never taken back by a restart. All that the room says waits in one line for that, so that its
 * order is that of the steps.
 */

import { randomBytes } from 'node:crypto';
import type { Changes } from '../wire/changes.ts';
import type { Clock } from '../wire/clock.ts';
import { BEAT_MS, type ClientMessage, type Role, type ServerMessage } from '../wire/protocol.ts';
import type { Connection, Kind } from './connection.ts';
import type { RoomLog } from './log/log.ts';
import { alike, encode, type Frames, framesOf, sendTo } from './role-frames.ts';
import {
  join,
  leap,
  leave,
  logChanged,
  mediaAt,
  mistakeOf,
  note,
  receive,
  revise,
  type Send,
  type Step,
  tick,
} from './room/room.ts';
import { type DeckFacts, type Moment, type Room, resumeRoom } from './room/state.ts';
import { timerAt } from './room/timer.ts';
import { type Shown, showMore, shownIn } from './shown.ts';
import { Steady } from './steady.ts';

/** The audience's number may change thousands of times in a second, and is read at a glance. */
const COUNT_MS = 500;

/** A pointer moves as often as it is seen to move. */
const POINTER_MS = 33;

/** The newest state's frames, and what they were made of. */
interface StateFrames {
  readonly state: ServerMessage;
  readonly deck: DeckFacts;
  readonly shown: Shown;
  readonly frames: Frames;
}

/** One deck's room and the connections in it. */
export class LiveRoom {
  readonly #log: RoomLog;
  readonly #clock: Clock;
  /** Those that come, and are not welcomed yet. */
  readonly #joining = new Set<Connection>();
  readonly #connections = new Set<Connection>();
  readonly #counts = new Steady(COUNT_MS);
  readonly #pointers = new Steady(POINTER_MS);
  #room: Room;
  #shown: Shown;
  #state: StateFrames | undefined;
  #deckFrame: Buffer;
  #pointerFrame = encode({ type: 'pointer' });
  /** Connections still to be beaten in this round, by role: spread over it, so that nobody waits for all the others. */
  readonly #round: Record<Role, Connection[]> = { presenter: [], audience: [] };
  /** How many are due, by role; their fractions add up to those that are due less than once in a call. */
  readonly #due: Record<Role, number> = { presenter: 0, audience: 0 };

  constructor(deck: DeckFacts, log: RoomLog, clock: Clock) {
    this.#log = log;
    this.#clock = clock;
    this.#shown = shownIn(log.entries());
    this.#room = { ...resumeRoom(deck, log.entries(), this.#moment()), isKept: log.isKept };
    this.#deckFrame = deckFrame(deck);
    log.onChange(() => this.#take(logChanged(this.#room, log.isKept)));
    // What was logged later than now was logged before the machine's clock was set back, while nothing ran here.
    const ahead = this.#room.notedAt - clock.now();
    if (ahead > 0) this.leap(-ahead);
    this.tick();
  }

  /** Its log, for reports. */
  get log(): RoomLog {
    return this.#log;
  }

  /** What its run has shown. */
  get shown(): Shown {
    return this.#shown;
  }

  /** Whether somebody presents. */
  get isLive(): boolean {
    return this.#room.state.live;
  }

  /** A connection comes in and is told where the room is. */
  join(connection: Connection): void {
    this.#joining.add(connection);
    this.#log.whenKept(() => {
      if (this.#joining.delete(connection)) this.#connections.add(connection);
    });
    this.#take(join(this.#room, connection, this.#clock.now()), connection);
  }

  /** A connection is gone; telling it twice does nothing. */
  leave(connection: Connection): void {
    if (!this.#connections.delete(connection) && !this.#joining.delete(connection)) return;
    this.#take(leave(this.#room, connection, this.#clock.now()), connection);
  }

  /** A connection says something. */
  receive(connection: Connection, message: ClientMessage): void {
    if (!this.#connections.has(connection) && !this.#joining.has(connection)) return;
    this.#take(receive(this.#room, connection, message, this.#moment()), connection);
  }

  /** The deck may have been compiled anew. `changesSince` knows what has changed since a revision, where that is to be told. */
  revise(deck: DeckFacts, changesSince: (revision: string) => Changes | undefined): void {
    const { revision } = this.#room.deck;
    this.#log.whenKept(() => {
      this.#deckFrame = deckFrame(deck);
    });
    this.#take(revise(this.#room, deck, revision === deck.revision ? undefined : changesSince(revision)));
  }

  /** Time passes. */
  tick(): void {
    this.#take(tick(this.#room, this.#clock.now()));
  }

  /** The clock has leapt by so many milliseconds. */
  leap(by: number): void {
    this.#take(leap(this.#room, by, this.#clock.now()));
  }

  /** Heartbeat for the connections whose turn it is; `interval` is the time since the last call, in milliseconds. */
  beat(interval: number): void {
    for (const role of ['presenter', 'audience'] as const) {
      const round = this.#round[role];
      if (round.length === 0) for (const each of this.#connections) if (each.role === role) round.push(each);
      const peers = role === 'presenter' ? this.#room.presenters : this.#room.audience;
      this.#due[role] += (peers * interval) / BEAT_MS[role];
      const turn = round.splice(0, Math.floor(this.#due[role]));
      this.#due[role] %= 1;
      for (const connection of turn) {
        if (this.#connections.has(connection) && !connection.beat(this.#deckFrame)) connection.terminate();
      }
    }
  }

  /** What a connection missed while it could not take more: the newest of each. */
  catchUp(connection: Connection, missed: ReadonlySet<Kind>): void {
    this.#log.whenKept(() => this.#sendNewest(connection, missed));
  }

  #sendNewest(connection: Connection, missed: ReadonlySet<Kind>): void {
    const { media, preview, timer, deck, state, isKept } = this.#room;
    const { role } = connection;
    const now = this.#clock.now();
    const newest: Readonly<Partial<Record<Kind, readonly (Buffer | undefined)[]>>> = {
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

  /** All connections, or those of one role. */
  connections(role?: Role): Connection[] {
    return [...this.#connections, ...this.#joining].filter(
      (each) => role === undefined || each.role === role,
    );
  }

  /** Stops its clocks and closes its log. */
  async close(): Promise<void> {
    this.#counts.stop();
    this.#pointers.stop();
    this.#take(note(this.#room, this.#clock.now()));
    await this.#log.close();
  }

  #take({ room, send, log }: Step, cause?: Connection): void {
    this.#room = room;
    this.#log.append(log);
    this.#shown = log.reduce(showMore, this.#shown);
    this.#log.whenKept(() => this.#tell(send, cause));
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
      // Presenters are not counted: of one that comes, only it hears, and at once.
      if (cause?.role === 'presenter') cause.send(encode(message), message.type);
      else this.#counts.run(() => this.#broadcast(alike(this.#countFrame()), { kind: 'audience', to }));
    } else if (message.type === 'pointer') {
      this.#pointerFrame = encode(message);
      this.#pointers.run(() => this.#broadcast(alike(this.#pointerFrame), { kind: 'pointer', to, cause }));
    } else {
      this.#broadcast(this.#encode(message), { kind: message.type, to, cause });
    }
  }

  #broadcast(
    frames: Frames,
    { kind, to, cause }: { kind: Kind; to: Send['to']; cause?: Connection | undefined },
  ): void {
    for (const connection of this.#connections) {
      if (to === 'presenters' && connection.role !== 'presenter') continue;
      if (to === 'others' && connection === cause) continue;
      const frame = frames[connection.role];
      if (frame) connection.send(frame, kind);
    }
  }

  #countFrame(): Buffer {
    return encode({ type: 'audience', count: this.#room.audience });
  }

  /** The state is encoded once for each change, whoever asks for it. */
  #encode(message: ServerMessage): Frames {
    const { deck } = this.#room;
    const shown = this.#shown;
    if (message.type !== 'state') return framesOf(message, { deck, shown });
    if (this.#state?.state !== message || this.#state.deck !== deck || this.#state.shown !== shown)
      this.#state = { state: message, deck, shown, frames: framesOf(message, { deck, shown }) };
    return this.#state.frames;
  }

  /** Now, and a name in case a run begins: random, so that no restart gives it twice. */
  #moment(): Moment {
    return { now: this.#clock.now(), epoch: randomBytes(6).toString('base64url') };
  }
}

function deckFrame({ revision }: DeckFacts): Buffer {
  return encode({ type: 'deck', revision });
}
