/**
 * A room that several servers carry. Its log decides the order: a command is judged, and appended if nobody has appended
 * since; otherwise it is judged again. The room changes by what was read from the log, on every server alike, and whoever
 * sent the command hears of it then.
 *
 * While the log cannot be reached, the room stands still: pages are told that it is away, which they take for a lost
 * network, and are told everything anew when it is back.
 */
import type { ClientMessage, MediaMessage, Pointer, Preview } from '../wire/protocol.ts';
import type { Connection, MessageType } from './connection.ts';
import { Elsewhere } from './elsewhere.ts';
import { LiveRoom, type RoomOptions } from './live-room.ts';
import type { Aside, Counts, SharedLog } from './log/shared-log.ts';
import { encode } from './role-frames.ts';
import type { Command, Entry } from './room/log-entry.ts';
import { countElsewhere, enter, logPresence, type Peer, receive, type Step, welcome } from './room/room.ts';
import { type Room, type RoomDeck, resumeRoom } from './room/room-state.ts';
import { Throttle } from './throttle.ts';

/** Milliseconds between two positions of the pointer that other servers are told. */
const POINTER_MS = 33;

/** Milliseconds between two counts that other servers are told, at least. */
const COUNT_MS = 500;

/** Milliseconds that the last entry may take when the server ends. */
const LAST_APPEND_MS = 500;

/** An event that waits for its turn at the log. */
interface Waiting {
  readonly judge: (room: Room) => Step;
  readonly cause: Connection | undefined;
}

/** One deck's room on one of several servers. */
export class SharedRoom extends LiveRoom {
  readonly #log: SharedLog;
  readonly #elsewhere = new Elsewhere();
  readonly #pointers = new Throttle(POINTER_MS);
  readonly #counts = new Throttle(COUNT_MS);
  /** The server whose presenter's pointer is shown. */
  #pointingFrom: string | undefined;
  #queue: Waiting[] = [];
  #isWorking = false;
  /** Whether pages were told that the room is away. */
  #isAway: boolean;
  /** The newest state that pages of this server were told. */
  #told: { readonly epoch: string; readonly seq: number };

  constructor(deck: RoomDeck, log: SharedLog, options: RoomOptions) {
    super(deck, log, options);
    this.#log = log;
    this.#isAway = !log.isReachable;
    this.#told = this.room.state;
    log.listen({
      entered: (entries) => this.#enter(entries),
      replaced: (entries) => this.#replace(entries),
      reached: (isReachable) => (isReachable ? this.#resume() : this.#pause()),
      told: (server, aside) => this.#hear(server, aside),
    });
    if (!this.#isAway) log.tell({ type: 'hello' });
  }

  override join(connection: Connection): void {
    super.join(connection);
    this.#tellCounts();
  }

  override leave(connection: Connection): void {
    if (!this.has(connection)) return;
    if (this.room.pointing === connection.id) this.#say(connection, { type: 'pointer' });
    super.leave(connection);
    this.#tellCounts();
  }

  override receive(connection: Connection, message: ClientMessage): void {
    // A page that has not heard yet that the room is away will say it again.
    if (!this.has(connection) || this.#isAway) return;
    const judge = this.judging(connection, message);
    if (connection.role !== 'presenter' || !isFleeting(message)) {
      this.#enqueue(judge, connection);
      return;
    }
    const step = judge(this.room);
    this.take(step, connection);
    for (const { message: said } of step.send) if (isFleeting(said)) this.#say(connection, said);
  }

  override catchUp(connection: Connection, missed: ReadonlySet<MessageType>): void {
    if (this.#isAway) this.#sendAway(connection);
    else if (missed.has('welcome') || missed.has('away')) this.#welcome(connection);
    else super.catchUp(connection, missed);
  }

  /** Applies what follows from the time alone, and looks after what the other servers do. */
  override tick(): void {
    const { servers, more } = this.#elsewhere.forget(performance.now());
    this.#recount(more);
    const { pointing } = this.room;
    if (pointing !== undefined && this.#pointingFrom && servers.includes(this.#pointingFrom))
      this.#relay(this.#pointingFrom, { id: pointing, page: '', role: 'presenter' }, { type: 'pointer' });
    if (this.#isAway) return;
    this.#log.check();
    if (this.here.audience + this.here.presenter > 0) this.#tellCounts();
    // What waits may be the same as what the time asks for.
    if (this.#queue.length === 0) super.tick();
  }

  /** Ignores that this machine's clock was set: the times of the room are those of all servers. */
  override leap(): void {}

  override async close(): Promise<void> {
    this.#pointers.stop();
    this.#counts.stop();
    const { log } = logPresence(this.room, this.clock.now());
    if (log.length > 0 && !this.#isAway) {
      const late = new Promise((resolve) => setTimeout(resolve, LAST_APPEND_MS).unref());
      await Promise.race([this.#log.tryAppend(log), late]);
    }
    this.#isAway = true;
    this.#log.tell({ type: 'counts', audience: 0, presenters: 0 });
    await super.close();
  }

  protected override commit(judge: (room: Room) => Step, cause?: Connection): void {
    const step = judge(this.room);
    if (step.log.length === 0) this.take(step, cause);
    else if (!this.#isAway) this.#enqueue(judge, cause);
  }

  protected override take(step: Step, cause?: Connection): void {
    // Whatever is not told while the room is away is told when it is back.
    super.take(this.#isAway ? { ...step, send: [] } : step, cause);
    if (!this.#isAway) this.#told = this.room.state;
    else if (cause && this.has(cause)) this.#sendAway(cause);
  }

  #enqueue(judge: Waiting['judge'], cause?: Connection): void {
    this.#queue.push({ judge, cause });
    void this.#work();
  }

  /** Judges and appends what waits, one after the other. */
  async #work(): Promise<void> {
    if (this.#isWorking) return;
    this.#isWorking = true;
    for (let head = this.#queue[0]; head; head = this.#queue[0]) {
      const step = head.judge(this.room);
      const isDone = step.log.length === 0 || (await this.#log.tryAppend(step.log));
      if (step.log.length === 0) this.take(step, head.cause);
      // When the log went away, everything that waited was dropped, if the room was told.
      if (isDone && this.#queue[0] === head) this.#queue.shift();
      else if (!isDone && !this.#log.isReachable) this.#queue = [];
    }
    this.#isWorking = false;
    if (this.#isAway && this.#log.isReachable) this.#resume();
  }

  #enter(entries: readonly Entry[]): void {
    const now = this.clock.now();
    const steps = entries.map((entry) => {
      const step = enter(this.room, entry, now);
      this.take({ ...step, send: [] });
      return step;
    });
    // Of each message, the newest says all: a page that was behind does not go through everything in between.
    const newest = new Map(steps.flatMap(({ send }) => send).map((send) => [send.message.type, send]));
    this.take({ room: this.room, send: [...newest.values()], log: [] });
  }

  #replace(entries: readonly Entry[]): void {
    if (!this.#isAway) this.#pause();
    const { deck, audience, presenters, pointing, isKept, media, state } = this.room;
    const resumed = resumeRoom(deck, entries, this.moment());
    const isSameSlide = resumed.state.position.slide === state.position.slide;
    const room = { ...resumed, audience, presenters, pointing, isKept, ...(isSameSlide && { media }) };
    // Without any entry, neither run has begun.
    const isNew = entries.length > 0 || state.seq > 0;
    this.replace(isNew ? room : { ...room, state }, entries);
    if (this.#log.isReachable) this.#resume();
  }

  /** Handles a log that cannot be reached: pages say again what was not answered. */
  #pause(): void {
    this.#queue = [];
    if (this.#isAway) return;
    this.#isAway = true;
    for (const connection of this.connections()) this.#sendAway(connection);
  }

  /** Handles a log that can be reached again. */
  #resume(): void {
    const { epoch, seq } = this.room.state;
    const told = this.#told;
    if (epoch === told.epoch && seq < told.seq) {
      // Redis has lost what was shown here, and others have gone on: the run goes on at a number nobody has seen.
      const judge = (room: Room) =>
        room.state.seq < told.seq ? passOver(room, told, this.clock.now()) : idle(room);
      if (this.#queue.length === 0) this.#enqueue(judge);
      return;
    }
    this.#isAway = false;
    for (const connection of this.connections()) this.#welcome(connection);
    const count = { type: 'audience', count: this.room.audience } as const;
    this.take({ room: this.room, send: [{ to: 'presenters', message: count }], log: [] });
    this.#log.tell({ type: 'hello' });
    this.#tellCounts();
  }

  #welcome(connection: Connection): void {
    this.take(welcome(this.room, connection, this.clock.now()), connection);
  }

  #sendAway(connection: Connection): void {
    connection.send(encode({ type: 'away', role: connection.role }), 'away');
  }

  #tellCounts(): void {
    this.#counts.run(() => {
      const { audience, presenter } = this.here;
      this.#log.tell({ type: 'counts', audience, presenters: presenter });
    });
  }

  #say({ id, page, role }: Peer, message: Pointer | MediaMessage | Preview): void {
    const tell = () => this.#log.tell({ type: 'said', peer: { id, page, role }, message });
    if (message.type === 'pointer') this.#pointers.run(tell);
    else tell();
  }

  #hear(server: string, aside: Aside): void {
    if (aside.type === 'counts') this.#recount(this.#elsewhere.note(server, aside, performance.now()));
    if (this.#isAway) return;
    if (aside.type === 'said') this.#relay(server, aside.peer, aside.message);
    if (aside.type === 'hello') {
      const { media, preview, state } = this.room;
      this.#tellCounts();
      if (state.live && (media.length > 0 || preview.slide !== undefined))
        this.#log.tell({ type: 'scene', media, preview });
    }
    if (aside.type === 'scene') {
      const peer: Peer = { id: server, page: '', role: 'presenter' };
      const { media, preview } = this.room;
      if (media.length === 0) for (const medium of aside.media) this.#relay(server, peer, medium);
      if (preview.slide === undefined) this.#relay(server, peer, aside.preview);
    }
  }

  /** Handles what a presenter on another server points at, plays or opens. */
  #relay(server: string, peer: Peer, message: Pointer | MediaMessage | Preview): void {
    if (message.type === 'pointer') this.#pointingFrom = server;
    this.take(receive(this.room, peer, message, this.moment()));
  }

  #recount(more: Counts): void {
    if (more.audience === 0 && more.presenters === 0) return;
    this.take(countElsewhere(this.room, more, this.clock.now()));
  }
}

/** Tells what is shown and nobody stores from commands. */
function isFleeting<M extends { readonly type: string }>(
  message: M,
): message is Extract<M, { readonly type: 'pointer' | 'media' | 'preview' }> {
  return message.type === 'pointer' || message.type === 'media' || message.type === 'preview';
}

/** Goes on in a run after a number that was told already. */
function passOver(room: Room, told: { readonly seq: number }, now: number): Step {
  const { state, lastBy } = room;
  const stamp = { at: now, epoch: state.epoch, seq: told.seq + 1, by: lastBy };
  const entry: Command = state.live
    ? { ...stamp, type: 'go', position: state.position }
    : { ...stamp, type: 'end' };
  return enter(room, entry, now);
}

function idle(room: Room): Step {
  return { room, send: [], log: [] };
}
