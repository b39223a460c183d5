/** Keys that were deferred unchecked, so that one that is sent again can be told from a new one. */
import { dropOldest } from './drop-oldest.ts';

/**
 * Milliseconds after which a repeated key counts as sent again: the sign-in page waits longer, a flood does
 * not.
 */
const BACK_MS = 300;

/** Milliseconds after which a deferred key is forgotten. */
const FORGET_MS = 30_000;

/** Keys remembered, as 43-character hashes: all that a flood can send until the sign-in page tries again. */
const REMEMBERED = 20_000;

/** The deferred keys. */
export class DeferredKeys {
  readonly #since = new Map<string, number>();

  /** Adds a key by its hash. */
  add(name: string, now: number): void {
    const since = this.#since.get(name);
    if (since !== undefined && now - since < FORGET_MS) return;
    this.#since.delete(name);
    dropOldest(this.#since, REMEMBERED);
    this.#since.set(name, now);
  }

  /**
   * Returns whether a key was deferred some time ago. True once: if it is deferred again, it has to be sent
   * again.
   */
  isReturning(name: string, now: number): boolean {
    const since = this.#since.get(name);
    if (since === undefined || now - since < BACK_MS) return false;
    this.#since.delete(name);
    return now - since < FORGET_MS;
  }
}
