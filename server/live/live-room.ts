/** A room at work: applies the reducer's steps, logs them, and sends each message to whom it is for. */
import { randomBytes } from 'node:crypto';
import type { Connection, Kind } from './connection.ts';
import { textFrame } from './frame.ts';
import { BEGINNING, type Furthest, furthest } from './furthest.ts';
import type { RoomLog } from './log.ts';
import { BEAT_MS, type ClientMessage, type Role, type ServerMessage } from './protocol.ts';
import { join, leave, mediaAt, receive, revise, type Send, type Step, tick } from './room.ts';
import { type DeckFacts, type Room, resumeRoom } from './room-state.ts';
import { Steady } from './steady.ts';
import { timerAt } from './timer.ts';

/** The audience's number may change thousands of times in a second, and is read at a glance. */
const COUNT_MS = 500;

/** A pointer moves as often as it is seen to move. */
const POINTER_MS = 33;

/** One deck's room and the connections in it. */
export class LiveRoom {
  readonly #log: RoomLog;
  readonly #connections = new Set<Connection>();
  readonly #counts = new Steady(COUNT_MS);
  readonly #pointers = new Steady(POINTER_MS);
  #room: Room;
  #furthest: Furthest;
  #stateFrame: Buffer;
  #encodedState: ServerMessage;
  #deckFrame: Buffer;
  #pointerFrame = encode({ type: 'pointer' });
  /** Connections still to be beaten in this round, by role: spread over it, so that nobody waits for all the others. */
  readonly #round: Record<Role, Connection[]> = { presenter: [], audience: [] };
  /** How many are due, by role; their fractions add up to those that are due less than once in a call. */
  readonly #due: Record<Role, number> = { presenter: 0, audience: 0 };

  constructor(deck: DeckFacts, log: RoomLog) {
    this.#log = log;
    this.#furthest = log.entries().reduce(furthest, BEGINNING);
    this.#room = resumeRoom(deck, log.entries(), moment());
    this.#deckFrame = deckFrame(deck);
    this.#encodedState = this.#room.state;
    this.#stateFrame = encode(this.#encodedState);
    this.tick();
  }

  /** Its log, for reports. */
  get log(): RoomLog {
    return this.#log;
  }

  /** How far its run has come. */
  get furthest(): Furthest {
    return this.#furthest;
  }

  /** A connection comes in and is told where the room is. */
  join(connection: Connection): void {
    this.#connections.add(connection);
    this.#take(join(this.#room, connection, Date.now()), connection);
  }

  /** A connection is gone; telling it twice does nothing. */
  leave(connection: Connection): void {
    if (!this.#connections.delete(connection)) return;
    this.#take(leave(this.#room, connection, Date.now()), connection);
  }

  /** A connection says something. */
  receive(connection: Connection, message: ClientMessage): void {
    if (!this.#connections.has(connection)) return;
    this.#take(receive(this.#room, connection, message, moment()), connection);
  }

  /** The deck may have been compiled anew. `changesSince` knows what has changed since a revision, where that is to be told. */
  revise(deck: DeckFacts, changesSince: (revision: string) => object | undefined): void {
    const { revision } = this.#room.deck;
    this.#deckFrame = deckFrame(deck);
    this.#take(revise(this.#room, deck, revision === deck.revision ? undefined : changesSince(revision)));
  }

  /** Time passes. */
  tick(): void {
    this.#take(tick(this.#room, Date.now()));
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
    const { media, preview, timer, deck } = this.#room;
    const now = Date.now();
    const newest: Readonly<Partial<Record<Kind, readonly Buffer[]>>> = {
      deck: [this.#deckFrame],
      notes: deck.notes === undefined ? [] : [encode({ type: 'notes', revision: deck.notes })],
      state: [this.#stateFrame],
      pointer: [this.#pointerFrame],
      media: media.map((each) => encode(mediaAt(each, now))),
      preview: [encode(preview)],
      timer: [encode(timerAt(timer, now))],
      audience: [this.#countFrame()],
    };
    const kinds = [...missed];
    connection.sendAll(kinds.flatMap((kind) => (newest[kind] ?? []).map((frame) => [frame, kind] as const)));
  }

  /** All connections, or those of one role. */
  connections(role?: Role): Connection[] {
    return [...this.#connections].filter((each) => role === undefined || each.role === role);
  }

  /** Stops its clocks and closes its log. */
  async close(): Promise<void> {
    this.#counts.stop();
    this.#pointers.stop();
    await this.#log.close();
  }

  #take({ room, send, log }: Step, cause?: Connection): void {
    this.#room = room;
    this.#log.append(log);
    this.#furthest = log.reduce(furthest, this.#furthest);
    const answers = send.filter(({ to }) => to === 'peer').map(({ message }) => message);
    cause?.sendAll(answers.map((message) => [this.#encode(message), message.type]));
    for (const each of send) if (each.to !== 'peer') this.#publish(each, cause);
  }

  #publish({ to, message }: Send, cause: Connection | undefined): void {
    if (message.type === 'audience') {
      // Presenters are not counted: of one that comes, only it hears, and at once.
      if (cause?.role === 'presenter') cause.send(encode(message), message.type);
      else this.#counts.run(() => this.#broadcast(this.#countFrame(), { kind: 'audience', to }));
    } else if (message.type === 'pointer') {
      this.#pointerFrame = encode(message);
      this.#pointers.run(() => this.#broadcast(this.#pointerFrame, { kind: 'pointer', to, cause }));
    } else {
      this.#broadcast(this.#encode(message), { kind: message.type, to, cause });
    }
  }

  #broadcast(
    frame: Buffer,
    { kind, to, cause }: { kind: Kind; to: Send['to']; cause?: Connection | undefined },
  ): void {
    for (const connection of this.#connections) {
      if (to === 'presenters' && connection.role !== 'presenter') continue;
      if (to === 'others' && connection === cause) continue;
      connection.send(frame, kind);
    }
  }

  #countFrame(): Buffer {
    return encode({ type: 'audience', count: this.#room.audience });
  }

  /** The state is encoded once for each change, whoever asks for it. */
  #encode(message: ServerMessage): Buffer {
    if (message.type !== 'state') return encode(message);
    if (message !== this.#encodedState) {
      this.#encodedState = message;
      this.#stateFrame = encode(message);
    }
    return this.#stateFrame;
  }
}

function deckFrame({ revision }: DeckFacts): Buffer {
  return encode({ type: 'deck', revision });
}

function encode(message: ServerMessage): Buffer {
  return textFrame(JSON.stringify(message));
}

/** Now, and a name in case a run begins: random, so that no restart gives it twice. */
function moment() {
  return { now: Date.now(), epoch: randomBytes(6).toString('base64url') };
}
