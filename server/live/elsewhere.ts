/** How many peers of a room other servers have, as they said last. */
import type { Counts } from './log/shared-log.ts';

/** Milliseconds after which a server that says nothing is gone; it says something every second. */
const SILENT_MS = 4_000;

/** The peers of other servers. */
export class Elsewhere {
  readonly #servers = new Map<string, Counts & { readonly at: number }>();

  /** Notes what a server says. Returns by how many the peers are more than before. */
  note(server: string, counts: Counts, now: number): Counts {
    const before = this.#servers.get(server) ?? { audience: 0, presenters: 0 };
    this.#servers.set(server, { ...counts, at: now });
    return difference(counts, before);
  }

  /** Forgets servers that are silent. Returns them, and by how many the peers are more than before. */
  forget(now: number): { readonly servers: readonly string[]; readonly more: Counts } {
    const silent = [...this.#servers].filter(([, { at }]) => now - at > SILENT_MS);
    for (const [server] of silent) this.#servers.delete(server);
    const none = { audience: 0, presenters: 0 };
    const more = silent.reduce<Counts>((sum, [, counts]) => difference(sum, counts), none);
    return { servers: silent.map(([server]) => server), more };
  }
}

function difference(one: Counts, other: Counts): Counts {
  return { audience: one.audience - other.audience, presenters: one.presenters - other.presenters };
}
