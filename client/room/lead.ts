/**
 * Leads the room from a presenter's page: sends the presenter's actions, and decides which states of the room
 * the page follows.
 *
 * The page has moved already when an action is sent. The room responds to each command with one state: a new
 * one if it was accepted, the current one again if it was refused, because another presenter had acted. Knows
 * no DOM.
 */
import type { Basis, ClientMessage, Position, ServerMessage, State } from '../../server/wire/protocol.ts';

/** A presenter's action on the room. */
export type Act =
  | { readonly type: 'go'; readonly position: Position }
  | { readonly type: 'pause'; readonly paused: boolean }
  | { readonly type: 'end' };

/** What a page shows. */
export interface Shown {
  readonly position: Position;
  readonly paused: boolean;
}

/** The callbacks of the leading page. */
export interface LeadOptions {
  /** Sends a message; false when the room is not connected. */
  readonly send: (message: ClientMessage) => boolean;
  /** Goes to the room's state. Called with every new state except those that the page itself has caused. */
  readonly show: (state: State) => void;
  /** Returns what the page shows now. */
  readonly shown: () => Shown;
}

/** Milliseconds after which an action is no longer what somebody who wakes a page wants. */
const STALE_MS = 10_000;

/**
 * Milliseconds before a page without new actions restores a room that has lost its state: pages with actions
 * reconnect sooner, and come first.
 */
const REMIND_MS = 700;

/** A command that was not answered yet. */
interface Sent {
  readonly act: Act;
  readonly basis: Basis;
  /** Whether another presenter's command came before it, so that it will be refused. */
  readonly late: boolean;
}

/** The presenter's actions while the room was disconnected, combined. */
interface Kept {
  readonly shown: Partial<Shown>;
  readonly basis: Basis;
  readonly at: Moment;
}

/** A time by the machine's clock, which may be set, and by the page's, which may stop while the machine sleeps. */
interface Moment {
  readonly machine: number;
  readonly page: number;
}

/** The lead of one page. */
export class Lead {
  readonly #options: LeadOptions;
  #room: State | undefined;
  #joining = true;
  #sent: readonly Sent[] = [];
  #kept: Kept | undefined;
  #reminder: ReturnType<typeof setTimeout> | undefined;
  /** Whether the page was hidden while the room was disconnected. */
  #slept = false;

  constructor(options: LeadOptions) {
    this.#options = options;
  }

  /** The newest state of the room; undefined before the first. */
  get room(): State | undefined {
    return this.#room;
  }

  /**
   * The room's position; undefined where nobody presents, and while this page is ahead of the room or
   * disconnected.
   */
  get agreed(): Position | undefined {
    const isAhead = this.#joining || this.#kept !== undefined || this.#sent.some(({ late }) => !late);
    return this.#room?.live && !isAhead ? this.#room.position : undefined;
  }

  /** Handles an action of the presenter, which the page shows already. */
  act(act: Act): void {
    const basis = this.#basis();
    if (!this.#joining && this.#send(act, basis)) return;
    this.#keep(act, basis);
  }

  /** Handles a message from the room. */
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

  /** Handles a lost connection. Unanswered actions count as done without the room. */
  lost(): void {
    this.#joining = true;
    clearTimeout(this.#reminder);
    for (const { act, basis, late } of this.#sent) if (!late) this.#keep(act, basis);
    this.#sent = [];
  }

  /** Notes that the page is hidden. */
  sleep(): void {
    this.#slept = true;
  }

  /** Notes that the page is visible again; while it is connected, it has missed nothing. */
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
      // What a page shows that was visible all the time restores the room's state.
      const offer = { shown: this.#options.shown(), basis: basisOf(before) };
      this.#reminder = setTimeout(() => this.#offer(room, offer), REMIND_MS);
    } else this.#options.show(room);
  }

  /** Sends what differs from the room, which decides whether it counts. */
  #offer(room: State, { shown, basis }: Pick<Kept, 'shown' | 'basis'>): void {
    const { position, paused } = shown;
    const acts: Act[] = [];
    if (position && !(room.live && isAt(room, position))) acts.push({ type: 'go', position });
    if (paused !== undefined && paused !== room.paused) acts.push({ type: 'pause', paused });
    for (const act of acts) this.#send(act, basis);
    if (acts.length === 0) this.#options.show(room);
  }

  /**
   * Handles the current state again: the oldest command was refused. Later ones have the same basis or an older
   * one.
   */
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
    // With more commands under way, the page is ahead of the room.
    if (this.#sent.every(({ late }) => late)) this.#options.show(room);
  }

  #send(act: Act, basis: Basis): boolean {
    const sent = this.#options.send(act.type === 'end' ? act : { ...act, ...basis });
    if (sent) this.#sent = [...this.#sent, { act, basis, late: false }];
    return sent;
  }

  #keep(act: Act, basis: Basis): void {
    // A disconnected page must not end a talk later.
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

/** Returns the milliseconds since a moment; the larger estimate, since older actions are not sent. */
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

/** Returns whether a room has lost its state: all of it, or the end of its log. */
function hasForgotten(room: State, before: State): boolean {
  return room.epoch === before.epoch ? room.seq < before.seq : room.seq === 0;
}

/** Returns whether the room is as the action wanted it. */
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
