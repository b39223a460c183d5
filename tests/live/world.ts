/** A room with pages around it and a network between that delays, drops and cuts; all of it decided by dice. */

import type { Entry } from '../../server/live/room/log-entry.ts';
import { join, leave, type Peer, receive, type Step, tick } from '../../server/live/room/room.ts';
import { createRoom, type Room, resumeRoom } from '../../server/live/room/room-state.ts';
import type { ClientMessage, Role, ServerMessage, State } from '../../server/wire/protocol.ts';
import type { Dice } from './random.ts';

const deck = { name: 'talk', revision: '1', audience: 'free' } as const;

/** A page that comes and goes; what is on the way is lost with its connection. */
export interface Page {
  readonly name: string;
  readonly role: Role;
  peer: Peer | undefined;
  toRoom: ClientMessage[];
  toPage: ServerMessage[];
  /** The newest state that it was told, on any connection. */
  known: State | undefined;
  /** What it was told on this connection. */
  told: State | undefined;
}

/** An accepted command, as the world saw it. */
interface Accepted {
  readonly epoch: string;
  readonly seq: number;
  readonly page: string;
}

/** What goes wrong is thrown, as a sentence. */
export class World {
  readonly pages: readonly Page[];
  readonly log: Entry[] = [];
  room: Room;
  /** Oldest first; forgotten with the room's memory. */
  accepted: Accepted[] = [];
  refusals = 0;
  readonly #dice: Dice;
  #now = 1_000_000;
  #names = 0;

  constructor(dice: Dice) {
    this.#dice = dice;
    this.room = createRoom(deck, this.#moment());
    const page = (name: string, role: Role): Page => ({
      name,
      role,
      peer: undefined,
      toRoom: [],
      toPage: [],
      known: undefined,
      told: undefined,
    });
    this.pages = [
      ...['stage', 'phone', 'laptop'].map((name) => page(name, 'presenter')),
      ...['a', 'b', 'c', 'd'].map((name) => page(name, 'audience')),
    ];
  }

  /** One thing happens. */
  happen(): void {
    const dice = this.#dice;
    const page = dice.pick(this.pages);
    const what = dice.below(100);
    this.#now += dice.below(2000);
    if (!page.peer) this.#connect(page);
    else if (what < 30) this.#hear(page);
    else if (what < 55) this.#deliver(page);
    else if (what < 85) this.#act(page);
    else if (what < 92) this.#drop(page);
    else if (what < 97) this.#pass(dice.chance(0.05) ? 700_000 : 1000);
    else if (what < 99) this.#restart(dice.chance(0.5) ? 'memory' : 'nothing');
  }

  /** Everything on the way arrives; then every page knows where the room is. */
  settle(): void {
    for (const page of this.pages) while (page.peer && page.toRoom.length > 0) this.#deliver(page);
    for (const page of this.pages) {
      if (!page.peer) this.#connect(page);
      while (page.toPage.length > 0) this.#hear(page, false);
    }
    for (const { name, told } of this.pages) {
      if (JSON.stringify(told) !== JSON.stringify(this.room.state)) {
        throw new Error(`${name} is at ${place(told)}, the room at ${place(this.room.state)}`);
      }
    }
  }

  #connect(page: Page): void {
    page.peer = { id: `${page.name}-${++this.#names}`, page: page.name, role: page.role };
    page.told = undefined;
    this.#commit(join(this.room, page.peer, this.#now), page.peer);
  }

  #drop(page: Page): void {
    if (!page.peer) return;
    const { peer } = page;
    cut(page);
    this.#commit(leave(this.room, peer, this.#now), peer);
  }

  /** A person does something; the page moves first and says so afterwards. */
  #act(page: Page): void {
    const { epoch, seq } = page.known ?? { epoch: undefined, seq: 0 };
    const basis = { seen: seq, ...(epoch !== undefined && { epoch }) };
    const what = this.#dice.below(20);
    const h = this.#dice.below(40);
    if (what < 14) page.toRoom.push({ type: 'go', position: { slide: `s${h}`, h, v: 0, f: -1 }, ...basis });
    else if (what < 17) page.toRoom.push({ type: 'pause', paused: this.#dice.chance(0.5), ...basis });
    else if (what < 19)
      page.toRoom.push({ type: 'timer', action: this.#dice.pick(['start', 'pause', 'reset']) });
    else page.toRoom.push({ type: 'end' });
  }

  /** A page hears what the room said first. A stage that finds the room without memory shows it where the talk is. */
  #hear(page: Page, acts = true): void {
    const message = page.toPage.shift();
    if (message?.type !== 'state') return;
    const { known } = page;
    page.told = message;
    page.known = message;
    const forgotten = message.seq === 0 && known?.live && known.epoch !== message.epoch;
    if (acts && page.role === 'presenter' && forgotten) {
      page.toRoom.push({ type: 'go', position: known.position, seen: known.seq, epoch: known.epoch });
    }
  }

  /** The room hears what a page said first. */
  #deliver(page: Page): void {
    const message = page.toRoom.shift();
    const { peer } = page;
    if (!message || !peer) return;
    const before = this.room;
    const step = receive(before, peer, message, this.#moment());
    const wanted = this.#verdict(page, message);
    const moved = step.room.state !== before.state;
    if (message.type === 'go' || message.type === 'pause') {
      if (moved !== (wanted === 'accept')) {
        throw new Error(
          `${page.name}'s ${JSON.stringify(message)} should be ${wanted}ed at ${place(before.state)}`,
        );
      }
    }
    const { epoch, seq } = step.room.state;
    const counts = message.type === 'go' || message.type === 'pause' || message.type === 'end';
    if (counts && moved) {
      const continues = epoch === before.state.epoch && seq === before.state.seq + 1;
      const begins = epoch !== before.state.epoch && seq === 1 && !before.state.live;
      if (!continues && !begins)
        throw new Error(`${place(before.state)} is followed by ${place(step.room.state)}`);
      this.accepted.push({ epoch, seq, page: page.name });
    } else if (counts) {
      this.refusals++;
      if (step.send.some(({ to }) => to !== 'peer')) throw new Error('Others hear of what was refused.');
      if (step.log.length > 0) throw new Error('What was refused is in the log.');
    }
    this.#commit(step, peer);
  }

  /** The rule, told anew: refused is what another page has acted upon since. */
  #verdict(page: Page, message: ClientMessage): 'accept' | 'refus' {
    if (page.role !== 'presenter') return 'refus';
    if (message.type !== 'go' && message.type !== 'pause') return 'accept';
    const { epoch } = this.room.state;
    const upon = message.epoch === epoch || message.epoch === undefined ? message.seen : 0;
    const since = this.accepted.filter((command) => command.epoch === epoch && command.seq > upon);
    return since.some((command) => command.page !== page.name) ? 'refus' : 'accept';
  }

  #pass(milliseconds: number): void {
    this.#now += milliseconds;
    this.#commit(tick(this.room, this.#now));
  }

  /** The process dies: connections are cut, what was on the way is lost. */
  #restart(keeps: 'memory' | 'nothing'): void {
    const { state } = this.room;
    for (const page of this.pages) cut(page);
    if (keeps === 'nothing') {
      this.log.length = 0;
      this.accepted = [];
      this.room = createRoom(deck, this.#moment());
      return;
    }
    this.room = resumeRoom(deck, this.log, this.#moment());
    // Until something is logged there is no run to come back to.
    if (this.log.length > 0 && JSON.stringify(this.room.state) !== JSON.stringify(state)) {
      const known = [state.epoch, state.seq, state.position, state.paused, state.live];
      const { epoch, seq, position, paused, live } = this.room.state;
      if (JSON.stringify(known) !== JSON.stringify([epoch, seq, position, paused, live])) {
        throw new Error(`${place(state)} comes back as ${place(this.room.state)}`);
      }
    }
  }

  #commit({ room, send, log }: Step, cause?: Peer): void {
    this.room = room;
    this.log.push(...log);
    for (const { to, message } of send) {
      for (const page of this.pages) {
        if (!page.peer) continue;
        const isCause = page.peer === cause;
        if (to === 'peer' && !isCause) continue;
        if (to === 'others' && isCause) continue;
        if (to === 'presenters' && page.role !== 'presenter') continue;
        page.toPage.push(message);
      }
    }
    const connected = this.pages.filter(({ peer }) => peer);
    const presenters = connected.filter(({ role }) => role === 'presenter').length;
    if (room.presenters !== presenters || room.audience !== connected.length - presenters) {
      throw new Error(`The room counts ${room.presenters} and ${room.audience} of ${connected.length}.`);
    }
  }

  #moment() {
    return { now: this.#now, epoch: `run${++this.#names}` };
  }
}

function cut(page: Page): void {
  page.peer = undefined;
  page.toRoom = [];
  page.toPage = [];
}

function place(state: State | undefined): string {
  return state
    ? `${state.epoch}:${state.seq} ${state.position.slide}${state.live ? '' : ' (over)'}`
    : 'nowhere';
}
