/** The room of a deck without a server: the windows of one browser, which tell each other where they are. Knows no DOM. */
import { Clock } from '../../server/wire/clock.ts';
import type { ClientMessage, Position, ServerMessage, State, Timer } from '../../server/wire/protocol.ts';

/** How often it says that it is there, in milliseconds, as a server's room does. */
const BEAT_MS = 3_000;

/** What one window tells the others; `hello` asks them where they are. */
type Word = ServerMessage | { readonly type: 'hello' };

/** What a room of windows needs, and whom it tells. */
export interface WindowRoomOptions {
  /** The same in every window that shows the deck, and in no other. */
  readonly name: string;
  readonly revision: string;
  /** Told what the room says, in order. */
  readonly receive: (message: ServerMessage) => void;
  readonly changed?: (connected: boolean) => void;
}

/** Where a deck is before anyone acts. */
const START: Position = { slide: '', h: 0, v: 0, f: -1 };

/** There from `start` to `stop`. Every window may lead; whoever acted last is right. */
export class WindowRoom {
  readonly #options: WindowRoomOptions;
  #channel: BroadcastChannel | undefined;
  #beat: ReturnType<typeof setInterval> | undefined;
  #state: State = {
    type: 'state',
    epoch: 'windows',
    seq: 0,
    at: 0,
    position: START,
    paused: false,
    live: false,
  };
  readonly #clock = new Clock();
  #timer: Timer = { type: 'timer', running: false, elapsed: 0, at: 0 };

  constructor(options: WindowRoomOptions) {
    this.#options = options;
  }

  /** Joins the other windows. */
  start(): void {
    if (this.#channel) return;
    const { name, revision, receive, changed } = this.#options;
    this.#channel = new BroadcastChannel(name);
    // What another window of this page's own code wrote.
    this.#channel.onmessage = ({ data }) => this.#hear(data as Word);
    this.#beat = setInterval(() => {
      this.#follow();
      receive({ type: 'deck', revision });
    }, BEAT_MS);
    changed?.(true);
    receive({ type: 'welcome', role: 'presenter', deck: '', revision, audience: 'free', at: this.now() });
    receive(this.#state);
    receive(this.#timer);
    this.#tell({ type: 'hello' });
  }

  /** Leaves them, so that the browser can keep the page for when its reader comes back. */
  stop(): void {
    clearInterval(this.#beat);
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

  /** All windows follow the machine's clock, so that they agree; what they remember goes along, so that nothing lasts longer. */
  #follow(): void {
    const leap = this.#clock.follow();
    if (leap === 0) return;
    this.#state = { ...this.#state, at: this.#state.at + leap };
    if (this.#timer.at === 0) return;
    this.#timer = { ...this.#timer, at: this.#timer.at + leap };
    this.#options.receive(this.#timer);
  }

  /** Does what is asked, here and in the other windows; the answer comes when the caller is done, as a server's would. */
  send(message: ClientMessage): boolean {
    if (!this.#channel) return false;
    this.#follow();
    const answer = this.#apply(message);
    this.#tell(answer);
    if (answer.type === 'state' || answer.type === 'timer')
      queueMicrotask(() => this.#options.receive(answer));
    return true;
  }

  #apply(message: ClientMessage): ServerMessage {
    const at = this.now();
    switch (message.type) {
      case 'go':
        return this.#become({ position: message.position, live: true });
      case 'pause':
        return this.#become({ paused: message.paused, live: true });
      case 'end':
        return this.#become({ live: false });
      case 'timer': {
        const { running, elapsed, at: since } = this.#timer;
        const passed = elapsed + (running ? Math.max(0, at - since) : 0);
        const isReset = message.action === 'reset';
        this.#timer = {
          type: 'timer',
          at,
          elapsed: isReset ? 0 : passed,
          running: isReset ? running : message.action === 'start',
        };
        return this.#timer;
      }
      case 'media':
        return { ...message, at };
      case 'pointer':
      case 'preview':
        return message;
    }
  }

  #become(change: Partial<State>): State {
    this.#state = { ...this.#state, ...change, seq: this.#state.seq + 1, at: this.now() };
    return this.#state;
  }

  #hear(word: Word): void {
    this.#follow();
    switch (word.type) {
      case 'hello':
        if (this.#state.seq > 0) this.#tell(this.#state);
        if (this.#timer.at > 0) this.#tell(this.#timer);
        return;
      case 'state': {
        const { seq, at } = this.#state;
        if (word.seq < seq || (word.seq === seq && word.at <= at)) return;
        this.#state = word;
        break;
      }
      case 'timer':
        if (word.at <= this.#timer.at) return;
        this.#timer = word;
    }
    this.#options.receive(word);
  }

  #tell(word: Word): void {
    this.#channel?.postMessage(word);
  }
}

/** What the windows of a deck are called, for a page whose relative addresses are those of the deck's. */
export function windowRoomName(base: string): string {
  return `lectern ${new URL('.', base).pathname}`;
}
