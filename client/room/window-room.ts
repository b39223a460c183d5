/**
 * The room of a deck without a server: every window of one browser runs `live/room`, and sends the room's new state
 * to the others. Every window may present; the newest action wins. Knows no DOM.
 */
import { join, leap, leave, type Peer, receive, type Send, type Step } from '../../server/live/room/room.ts';
import { createRoom, type Room } from '../../server/live/room/room-state.ts';
import { Clock } from '../../server/wire/clock.ts';
import { BEAT_MS, type ClientMessage, type ServerMessage } from '../../server/wire/protocol.ts';
import { randomName } from './random-name.ts';

/** A message from one window to the others: the room after a step, and the messages that the step sent. */
interface Word extends Pick<Step, 'room' | 'send'> {
  readonly from: string;
  /** The only recipient; absent for all. Set in the answer to a window whose room was older. */
  readonly to?: string;
}

/** The options of a room shared by windows. */
export interface WindowRoomOptions {
  /** Name of the channel: the same in every window that shows the deck, and in no other. */
  readonly name: string;
  readonly revision: string;
  /** Called with the room's messages, in order. */
  readonly receive: (message: ServerMessage) => void;
  readonly changed?: (connected: boolean) => void;
}

/** A window's share of the room; connected from `start` to `stop`. */
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
    // Older than any room in which somebody has acted.
    this.#room = createRoom({ name: '', revision, audience: 'free' }, { now: 0, epoch: 'windows' });
  }

  /** Joins the other windows. Those with a newer room answer. */
  start(): void {
    if (this.#channel) return;
    const { name, revision, receive, changed } = this.#options;
    this.#channel = new BroadcastChannel(name);
    // Sent by another window that runs the same code.
    this.#channel.onmessage = ({ data }) => this.#hear(data as Word);
    this.#beat = setInterval(() => {
      this.#follow();
      receive({ type: 'deck', revision });
    }, BEAT_MS.presenter);
    changed?.(true);
    this.#say(this.#take(join(this.#room, this.#peer, this.now())));
  }

  /** Leaves the other windows, so that the browser can keep the page in its back/forward cache. */
  stop(): void {
    clearInterval(this.#beat);
    if (this.#channel) this.#take(leave(this.#room, this.#peer, this.now()));
    this.#channel?.close();
    this.#channel = undefined;
    this.#options.changed?.(false);
  }

  /** Joins again, if the page had left. */
  wake(): void {
    this.start();
  }

  now(): number {
    return this.#clock.now();
  }

  /**
   * Applies a message here and in the other windows. The response comes asynchronously, as from a server. Returns
   * false when not connected.
   */
  send(message: ClientMessage): boolean {
    if (!this.#channel) return false;
    this.#follow();
    // Windows' clocks may differ by some milliseconds, but an event must not be older than its room.
    const now = Math.max(this.now(), this.#room.loggedAt);
    const send = this.#take(receive(this.#room, this.#peer, message, { now, epoch: randomName() }));
    queueMicrotask(() => this.#say(send));
    return true;
  }

  /** Follows the machine's clock; every window does so by itself. */
  #follow(): void {
    const by = this.#clock.follow();
    if (by === 0) return;
    const { room, send } = leap(this.#room, by, this.now());
    this.#room = room;
    this.#say(send);
  }

  /** Applies a step and sends it to the other windows. Returns the messages for this window. */
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
    // Each window keeps the facts of the deck that it has loaded, which may be an older revision.
    this.#room = { ...room, deck: this.#room.deck };
    if (to === undefined) this.#say(send.filter((each) => each.to !== 'peer'));
    else this.#say(join(this.#room, this.#peer, this.now()).send);
  }

  /** Passes messages to this window's page. Windows do not count as audience. */
  #say(send: readonly Send[]): void {
    for (const { message } of send) if (message.type !== 'audience') this.#options.receive(message);
  }

  #post(word: Omit<Word, 'from'>): void {
    this.#channel?.postMessage({ from: this.#peer.id, ...word } satisfies Word);
  }
}

/** Returns the channel's name for a page, whose address or base URL is in the deck's folder. */
export function windowRoomName(base: string): string {
  return `lectern ${new URL('.', base).pathname}`;
}
