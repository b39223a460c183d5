/**
 * A presenter's page and its room: sends what the person does, and decides which of the room's states the page goes to.
 *
 * The page has moved already when an act is sent. The room answers each command with one state: a new one when it was
 * accepted, its present one again when it was refused, because another presenter had acted. Knows no DOM.
 */
import type { Basis, ClientMessage, Position, ServerMessage, State } from '../../server/wire/protocol.ts';

/** What a person can do to a room. */
export type Act =
  | { readonly type: 'go'; readonly position: Position }
  | { readonly type: 'pause'; readonly paused: boolean }
  | { readonly type: 'end' };

/** What a page shows. */
export interface Shown {
  readonly position: Position;
  readonly paused: boolean;
}

/** The page that leads. */
export interface LeadOptions {
  /** Sends a message; false when the room is not there. */
  readonly send: (message: ClientMessage) => boolean;
  /** Goes where the room is. Called with every new state but those that the page itself has caused. */
  readonly show: (state: State) => void;
  /** What the page shows now. */
  readonly shown: () => Shown;
}

/** Older acts, in milliseconds, are not what a person who wakes a page still wants. */
const STALE_MS = 10_000;

/**
 * How long a page that has nothing new waits before it reminds a room that has forgotten: the pages of people who have
 * done something meanwhile are back by then, and come first.
 */
const REMIND_MS = 700;

/** A command under way. */
interface Sent {
  readonly act: Act;
  readonly basis: Basis;
  /** Another's command was there before it: it will be refused. */
  readonly late: boolean;
}

/** What was done without the room. */
interface Kept {
  readonly shown: Partial<Shown>;
  readonly basis: Basis;
  readonly at: Moment;
}

/** A moment, by the machine's clock, which may be set, and by the page's own, which may stand still while the machine sleeps. */
interface Moment {
  readonly machine: number;
  readonly page: number;
}

/** One page's lead. */
export class Lead {
  readonly #options: LeadOptions;
  #room: State | undefined;
  #joining = true;
  #sent: readonly Sent[] = [];
  #kept: Kept | undefined;
  #reminder: ReturnType<typeof setTimeout> | undefined;
  /** The page was out of sight while the room was not there. */
  #slept = false;

  constructor(options: LeadOptions) {
    this.#options = options;
  }

  /** The newest state of the room; undefined before the first. */
  get room(): State | undefined {
    return this.#room;
  }

  /** Where everyone is; undefined where nobody presents, and while this page is ahead of the room or away from it. */
  get agreed(): Position | undefined {
    const isAhead = this.#joining || this.#kept !== undefined || this.#sent.some(({ late }) => !late);
    return this.#room?.live && !isAhead ? this.#room.position : undefined;
  }

  /** The person did something; the page shows it already. */
  act(act: Act): void {
    const basis = this.#basis();
    if (!this.#joining && this.#send(act, basis)) return;
    this.#keep(act, basis);
  }

  /** Takes what the room says. */
  receive(message: ServerMessage): void {
    if (message.type === 'welcome') this.#joining = true;
    if (message.type !== 'state') return;
    const before = this.#room;
    this.#room = message;
    clearTimeout(this.#reminder);
    if (this.#joining) this.#join(message, before);
    else if (before && isSame(before, message)) this.#refused(message);
    else this.#changed(message);
  }

  /** The room is gone. What it has not answered counts as done without it. */
  lost(): void {
    this.#joining = true;
    clearTimeout(this.#reminder);
    for (const { act, basis, late } of this.#sent) if (!late) this.#keep(act, basis);
    this.#sent = [];
  }

  /** The page goes out of sight. */
  sleep(): void {
    this.#slept = true;
  }

  /** The page is in sight again; a page that is still with its room has missed nothing. */
  wake(): void {
    if (!this.#joining) this.#slept = false;
  }

  #join(room: State, before: State | undefined): void {
    const kept = this.#kept;
    const slept = this.#slept;
    this.#joining = false;
    this.#slept = false;
    this.#kept = undefined;
    if (kept && !(slept && since(kept.at) > STALE_MS)) this.#offer(room, kept);
    else if (before?.live && hasForgotten(room, before) && !slept) {
      // It takes up what a page shows that has been looked at all the while.
      const offer = { shown: this.#options.shown(), basis: basisOf(before) };
      this.#reminder = setTimeout(() => this.#offer(room, offer), REMIND_MS);
    } else this.#options.show(room);
  }

  /** Sends what differs from the room. The room decides whether it counts. */
  #offer(room: State, { shown, basis }: Pick<Kept, 'shown' | 'basis'>): void {
    const { position, paused } = shown;
    const acts: Act[] = [];
    if (position && !(room.live && isAt(room, position))) acts.push({ type: 'go', position });
    if (paused !== undefined && paused !== room.paused) acts.push({ type: 'pause', paused });
    for (const act of acts) this.#send(act, basis);
    if (acts.length === 0) this.#options.show(room);
  }

  /** The present state again: the answer to the oldest command. Those behind it have the same basis or an older one. */
  #refused(room: State): void {
    const [answered, ...rest] = this.#sent;
    this.#sent = rest.map((sent) => ({ ...sent, late: true }));
    if (!answered?.late) this.#options.show(room);
  }

  #changed(room: State): void {
    const own = this.#sent.findIndex(({ act, late }) => !late && isDone(room, act));
    if (own === -1) {
      this.#sent = this.#sent.map((sent) => ({ ...sent, late: true }));
      this.#options.show(room);
      return;
    }
    this.#sent = this.#sent.slice(own + 1);
    // With more under way, the page is ahead of the room.
    if (this.#sent.every(({ late }) => late)) this.#options.show(room);
  }

  #send(act: Act, basis: Basis): boolean {
    const sent = this.#options.send(act.type === 'end' ? act : { ...act, ...basis });
    if (sent) this.#sent = [...this.#sent, { act, basis, late: false }];
    return sent;
  }

  #keep(act: Act, basis: Basis): void {
    // Nobody ends a talk by being away.
    if (act.type === 'end') return;
    const { position, paused } = { position: undefined, paused: undefined, ...act };
    this.#kept = {
      shown: { ...this.#kept?.shown, ...(position && { position }), ...(paused !== undefined && { paused }) },
      basis: this.#kept?.basis ?? basis,
      at: { machine: Date.now(), page: performance.now() },
    };
  }

  #basis(): Basis {
    return this.#room ? basisOf(this.#room) : { seen: 0 };
  }
}

/** Milliseconds since a moment: in doubt more, since what is thought older is not sent. */
function since({ machine, page }: Moment): number {
  return Math.max(Date.now() - machine, performance.now() - page);
}

function basisOf({ seq, epoch }: State): Basis {
  return { seen: seq, epoch };
}

function isSame(one: State, other: State): boolean {
  return one.epoch === other.epoch && one.seq === other.seq && one.live === other.live;
}

function isAt({ position }: State, { slide, h, v, f }: Position): boolean {
  return position.slide === slide && position.h === h && position.v === v && position.f === f;
}

/** Whether a room has lost what it once told: all of it, or the end of its log. */
function hasForgotten(room: State, before: State): boolean {
  return room.epoch === before.epoch ? room.seq < before.seq : room.seq === 0;
}

/** Whether the room is as the act wanted it. */
function isDone(room: State, act: Act): boolean {
  switch (act.type) {
    case 'go':
      return isAt(room, act.position);
    case 'pause':
      return room.paused === act.paused;
    case 'end':
      return !room.live;
  }
}
