/** Sends a flood of wrong keys over real sockets, and signs a presenter in meanwhile, as the sign-in page does. */
import { scryptSync } from 'node:crypto';
import { Agent, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

/** Milliseconds within which the guide promises a sign-in. */
const PROMISED_MS = 3_000;

/** Milliseconds of one trial on a machine for which that is promised; a fifth of a second is typical. */
const TRIAL_MS = 200;

/** Returns the promised time for this machine under its current load, by the duration of a trial. */
export function promisedNow(): number {
  const began = performance.now();
  // With the parameters of server/sealed/vault.ts.
  scryptSync('a key', 'salt', 32, { N: 2 ** 15, r: 8, p: 3, maxmem: 64 * 1024 * 1024 });
  return PROMISED_MS * Math.max(1, (performance.now() - began) / TRIAL_MS);
}

/** A server's response to a key. */
export interface Answer {
  readonly status: number;
  readonly retryAfter: number;
  readonly cookie: string;
}

/** Sends a key to a speaker view, by the form. */
export function bringKey(speaker: string, key: string, agent?: Agent): Promise<Answer> {
  const body = new URLSearchParams({ key }).toString();
  const { origin } = new URL(speaker);
  const headers = {
    origin,
    'content-type': 'application/x-www-form-urlencoded',
    'content-length': Buffer.byteLength(body),
  };
  return new Promise((resolve, reject) => {
    const sent = request(speaker, { method: 'POST', headers, ...(agent && { agent }) }, (response) => {
      response.resume();
      response.once('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          retryAfter: Number(response.headers['retry-after'] ?? 0),
          cookie: response.headers['set-cookie']?.[0]?.split(';', 1)[0] ?? '',
        }),
      );
      response.once('error', reject);
    });
    sent.once('error', reject);
    sent.end(body);
  });
}

/** Sends the right key until it is checked. Returns the milliseconds that it took, and the cookie. */
export async function signInPatiently(speaker: string, key: string, patience = 20_000) {
  const began = performance.now();
  for (;;) {
    const { status, retryAfter, cookie } = await bringKey(speaker, key);
    const took = performance.now() - began;
    if (status !== 429 || took > patience) return { status, took, cookie };
    await sleep(retryAfter * 1000);
  }
}

/** Sends ever new wrong keys, several at a time. */
export class Flood {
  /** Number of responses by status. */
  readonly statuses = new Map<number, number>();
  readonly #agent: Agent;
  readonly #clients: Promise<void>[];
  #isOver = false;
  #sent = 0;

  constructor(speaker: string, atATime: number) {
    this.#agent = new Agent({ keepAlive: true, maxSockets: atATime });
    this.#clients = Array.from({ length: atATime }, () => this.#pour(speaker));
  }

  /** Number of responses. */
  get answered(): number {
    return [...this.statuses.values()].reduce((sum, count) => sum + count, 0);
  }

  /** Stops, and waits for the last responses. */
  async end(): Promise<void> {
    this.#isOver = true;
    await Promise.all(this.#clients);
    this.#agent.destroy();
  }

  async #pour(speaker: string): Promise<void> {
    while (!this.#isOver) {
      const { status } = await bringKey(speaker, `a wrong key, number ${this.#sent++}`, this.#agent).catch(
        () => ({ status: 0 }),
      );
      this.statuses.set(status, (this.statuses.get(status) ?? 0) + 1);
      // Slows down when the server does not respond.
      if (status === 0) await sleep(50);
    }
  }
}
