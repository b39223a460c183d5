/** What a machine has said on its serial console so far, for tests that wait for a line of it. */
import { setTimeout as sleep } from 'node:timers/promises';

/** Without hardware for virtual machines and on a busy computer, a boot takes many times longer than usual. */
const PATIENCE_MS = 180_000;

/** Milliseconds between two looks. */
const POLL_MS = 20;

/** Collects a console's text. */
export class Console {
  #text = '';
  #isClosed = false;

  /** Everything so far, with plain line ends. */
  get text(): string {
    return this.#text.replaceAll('\r', '');
  }

  /** Whether nothing follows. */
  get isClosed(): boolean {
    return this.#isClosed;
  }

  add(text: string): void {
    this.#text += text;
  }

  close(): void {
    this.#isClosed = true;
  }

  /** Resolves with the match once the text matches. @throws with the last lines where it never does */
  async waitFor(pattern: RegExp): Promise<RegExpExecArray> {
    for (const until = Date.now() + PATIENCE_MS; ; await sleep(POLL_MS)) {
      const isLast = this.#isClosed || Date.now() > until;
      const match = pattern.exec(this.text);
      if (match) return match;
      if (isLast) throw new Error(`The console never said ${pattern}:\n${this.text.slice(-4000)}`);
    }
  }
}
