/** Logs that tell what is appended to them, and how long it takes. */
import type { Observe } from '../live-event.ts';
import type { Entry } from '../room/log-entry.ts';
import type { Logs, RoomLog } from './room-log.ts';
import { type Aside, isShared, type SharedLog, type SharedLogListener } from './shared-log.ts';

/** Returns the same logs, of whose entries `observe` is told. */
export function observedLogs(logs: Logs, observe: Observe): Logs {
  return {
    async open(deck) {
      const log = await logs.open(deck);
      return isShared(log) ? new ObservedSharedLog(log, deck, observe) : new ObservedLog(log, deck, observe);
    },
  };
}

class ObservedLog implements RoomLog {
  readonly #log: RoomLog;
  readonly #deck: string;
  protected readonly observe: Observe;

  constructor(log: RoomLog, deck: string, observe: Observe) {
    this.#log = log;
    this.#deck = deck;
    this.observe = observe;
  }

  get isKept(): boolean {
    return this.#log.isKept;
  }

  entries(): readonly Entry[] {
    return this.#log.entries();
  }

  append(entries: readonly Entry[]): void {
    const began = performance.now();
    this.#log.append(entries);
    if (entries.length === 0) return;
    const seconds = () => (performance.now() - began) / 1000;
    const hasCommand = entries.map((entry) => this.tellOf(entry)).includes(true);
    this.#log.whenKept(() => {
      this.observe({ type: 'stored', store: 'log', seconds: seconds() });
      // The room writes to its sockets when it is called back, right after this.
      if (hasCommand) queueMicrotask(() => this.observe({ type: 'told', seconds: seconds() }));
    });
  }

  whenKept(action: () => void): void {
    this.#log.whenKept(action);
  }

  onChange(action: () => void): void {
    this.#log.onChange(action);
  }

  close(): Promise<void> {
    return this.#log.close();
  }

  /** Tells of an entry. Returns whether it is a presenter's command. */
  protected tellOf(entry: Entry): boolean {
    const deck = this.#deck;
    if (entry.type === 'expire') this.observe({ type: 'talk-ends', deck });
    if (entry.type === 'expire' || entry.type === 'present' || entry.type === 'clock') return false;
    this.observe({ type: 'command', deck, command: entry.type });
    if (entry.type === 'end') this.observe({ type: 'talk-ends', deck });
    else if (entry.type !== 'timer' && entry.seq === 1) this.observe({ type: 'talk-begins', deck });
    return true;
  }
}

/** Tells of the entries that this server appends: each is told of once, however many servers read it. */
class ObservedSharedLog extends ObservedLog implements SharedLog {
  readonly #log: SharedLog;

  constructor(log: SharedLog, deck: string, observe: Observe) {
    super(log, deck, observe);
    this.#log = log;
  }

  get isReachable(): boolean {
    return this.#log.isReachable;
  }

  async tryAppend(entries: readonly Entry[]): Promise<boolean> {
    const began = performance.now();
    const seconds = () => (performance.now() - began) / 1000;
    const isIn = await this.#log.tryAppend(entries);
    this.observe({ type: 'stored', store: 'redis', seconds: seconds() });
    // The room has written to its sockets: it heard of its entries before this.
    const hasCommand = isIn && entries.map((entry) => this.tellOf(entry)).includes(true);
    if (hasCommand) this.observe({ type: 'told', seconds: seconds() });
    return isIn;
  }

  check(): void {
    this.#log.check();
  }

  tell(aside: Aside): void {
    this.#log.tell(aside);
  }

  listen(listener: SharedLogListener): void {
    this.#log.listen(listener);
  }
}
