/**
 * The room of a deck without a server: each of the windows of one browser runs `live/room`, and tells the others what becomes
 * of the room by what was done in it. Every window may lead; whoever acted last is right. Knows no DOM.
 */
import { join, leap, leave, type Peer, receive, type Send, type Step } from '../../server/live/room/room.ts';
import { createRoom, type Room } from '../../server/live/room/room-state.ts';
import { Clock } from '../../server/wire/clock.ts';
import { BEAT_MS, type ClientMessage, type ServerMessage } from '../../server/wire/protocol.ts';
import { randomName } from './random-name.ts';

/** What one window tells the others: the room as it has become there, and what it said. */
interface Word extends Pick<Step, 'room' | 'send'> {
  readonly from: string;
  /** The window that it is for, where it is not for all: the answer to one that was behind. */
  readonly to?: string;
}

/** What a room of windows needs, and whom it tells. */
export interface WindowRoomOptions {
  /** The same in every window that shows the deck, and in no other. */
  readonly name: string;
  readonly revision: string;
  /** Told what the room says, in order. */
  readonly receive: (message: ServerMessage) => void;
  readonly changed?: (connected: boolean) => void;
}

/** There from `start` to `stop`. */
export class WindowRoom {
  readonly #options: WindowRoomOptions;
  readonly #peer: Peer;
  readonly #clock = new Clock();
  #room: Room;
  #channel: BroadcastChannel | undefined;
  #beat: ReturnType<typeof setInterval> | undefined;

  constructor(options: WindowRoomOptions) {
    const { revision } = options;
    const name = randomName();
    this.#options = options;
    this.#peer = { id: name, page: name, role: 'presenter' };
    // Older than every room in which somebody has acted.
    this.#room = createRoom({ name: '', revision, audience: 'free' }, { now: 0, epoch: 'windows' });
  }

  /** Joins the other windows. Those that know more answer. */
  start(): void {
    if (this.#channel) return;
    const { name, revision, receive, changed } = this.#options;
    this.#channel = new BroadcastChannel(name);
    // What another window of this page's own code wrote.
    this.#channel.onmessage = ({ data }) => this.#hear(data as Word);
    this.#beat = setInterval(() => {
      this.#follow();
      receive({ type: 'deck', revision });
    }, BEAT_MS.presenter);
    changed?.(true);
    this.#say(this.#take(join(this.#room, this.#peer, this.now())));
  }

  /** Leaves them, so that the browser can keep the page for when its reader comes back. */
  stop(): void {
    clearInterval(this.#beat);
    if (this.#channel) this.#take(leave(this.#room, this.#peer, this.now()));
    this.#channel?.close();
    this.#channel = undefined;
    this.#options.changed?.(false);
  }

  /** Joins again where the page had left. */
  wake(): void {
    this.start();
  }

  now(): number {
    return this.#clock.now();
  }

  /** Does what is asked, here and in the other windows; the answer comes when the caller is done, as a server's would. */
  send(message: ClientMessage): boolean {
    if (!this.#channel) return false;
    this.#follow();
    // Windows' clocks may be some milliseconds apart: what is done in a room is not older than the room.
    const now = Math.max(this.now(), this.#room.loggedAt);
    const send = this.#take(receive(this.#room, this.#peer, message, { now, epoch: randomName() }));
    queueMicrotask(() => this.#say(send));
    return true;
  }

  /** All windows follow the machine's clock, each by itself. */
  #follow(): void {
    const by = this.#clock.follow();
    if (by === 0) return;
    const { room, send } = leap(this.#room, by, this.now());
    this.#room = room;
    this.#say(send);
  }

  /** Takes a step, and tells the other windows. Answers what this one is to be told. */
  #take({ room, send }: Step): readonly Send[] {
    this.#room = room;
    this.#post({ room, send });
    return send.filter(({ to }) => to !== 'others');
  }

  #hear({ from, to, room, send }: Word): void {
    if (to !== undefined && to !== this.#peer.id) return;
    this.#follow();
    if (room.loggedAt < this.#room.loggedAt) {
      if (to === undefined) this.#post({ to: from, room: this.#room, send: [] });
      return;
    }
    // Each window has a deck of its own, which may be an older one.
    this.#room = { ...room, deck: this.#room.deck };
    if (to === undefined) this.#say(send.filter((each) => each.to !== 'peer'));
    else this.#say(join(this.#room, this.#peer, this.now()).send);
  }

  /** Tells this window's page. Windows are no audience, so nobody counts them. */
  #say(send: readonly Send[]): void {
    for (const { message } of send) if (message.type !== 'audience') this.#options.receive(message);
  }

  #post(word: Omit<Word, 'from'>): void {
    this.#channel?.postMessage({ from: this.#peer.id, ...word } satisfies Word);
  }
}

/** What the windows of a deck are called, for a page whose relative addresses are those of the deck's. */
export function windowRoomName(base: string): string {
  return `lectern ${new URL('.', base).pathname}`;
}
