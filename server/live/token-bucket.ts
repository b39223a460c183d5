/** Limits how many messages one peer may send: a token bucket. */
import type { Role } from '../wire/protocol.ts';

/** Messages per second, and how many at once. */
interface Rate {
  readonly perSecond: number;
  readonly burst: number;
}

/**
 * Presenters send a pointer with every frame of a 60 Hz screen, and some screens have 120. The audience only
 * sends pongs, one for each ping; whoever tries to lead gets an error a few times, then is closed.
 */
const RATES: Readonly<Record<Role, Rate>> = {
  presenter: { perSecond: 150, burst: 300 },
  audience: { perSecond: 5, burst: 30 },
};

/** One peer's token bucket. */
export class TokenBucket {
  readonly #rate: Rate;
  #left: number;
  #filledAt = 0;

  constructor(role: Role) {
    this.#rate = RATES[role];
    this.#left = this.#rate.burst;
  }

  /** Takes a token for one message. Returns false when there is none left. */
  take(now: number): boolean {
    const { perSecond, burst } = this.#rate;
    const passed = Math.max(0, now - this.#filledAt) / 1000;
    this.#left = Math.min(burst, this.#left + passed * perSecond) - 1;
    this.#filledAt = now;
    if (this.#left < 0) this.#left = -1;
    return this.#left >= 0;
  }
}
