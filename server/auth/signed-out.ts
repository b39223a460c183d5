/** The sessions that were signed out before their cookies expire: a copy of such a cookie is worth nothing. */
import { join } from 'node:path';
import { COOKIE_SECONDS } from './cookie.ts';
import { KeptFile } from './kept-file.ts';

/** Name of the file in the data or state folder. */
const FILE_NAME = 'signed-out.json';

/** Sessions remembered: only who has the key can make more of them, and signing out everyone ends all at once. */
const MOST = 1_000;

/** What is remembered. */
export interface SignedOut {
  has(session: string): boolean;
  /** Adds sessions, for as long as a cookie can last. */
  add(sessions: readonly string[], now: number): void;
  /** Keeps once more what was kept, when the folder was deleted. */
  keepAgain(): void;
  /** Tries once more to keep what could not be. */
  settle(): void;
}

/**
 * Those that are kept in a folder, so that a restart forgets none; in memory only where it is undefined. `report` is told
 * where they cannot be kept.
 */
export function signedOutIn(
  folder: string | undefined,
  report: (message: string) => void = () => {},
): SignedOut {
  const file = folder === undefined ? undefined : new KeptFile(join(folder, FILE_NAME), report);
  let until = new Map(file && read(file));
  let oldest = 0;
  const keep = () =>
    file?.keep({
      value() {
        // Another server may keep its own in the same folder.
        until = newest([...until, ...read(file)], oldest);
        return Object.fromEntries(until);
      },
      sentence: (reason) =>
        `A presenter who signed out cannot be noted (${reason}). Until that can be, a restart forgets it; “Sign out everyone” makes a new key. See --data.`,
    });
  return {
    has: (session) => until.has(session),
    add(sessions, now) {
      if (sessions.length === 0) return;
      oldest = Math.floor(now / 1000);
      const end = oldest + COOKIE_SECONDS;
      until = newest([...until, ...sessions.map((session) => [session, end] as const)], oldest);
      keep();
    },
    keepAgain() {
      if (until.size > 0) keep();
    },
    settle: () => file?.settle(),
  };
}

/** Those whose cookies may still be good. */
function newest(entries: readonly (readonly [string, number])[], oldest: number): Map<string, number> {
  const open = [...new Map(entries)].filter(([, end]) => end >= oldest);
  return new Map(open.sort(([, one], [, other]) => one - other).slice(-MOST));
}

function read(file: KeptFile): [string, number][] {
  const entries = Object.entries(file.read());
  return entries.filter((entry): entry is [string, number] => typeof entry[1] === 'number');
}
