/** The sessions that were signed out before their cookies expire: a copy of such a cookie is worth nothing. */
import { join } from 'node:path';
import { COOKIE_SECONDS } from './cookie.ts';
import { readKept, writeKept } from './kept-file.ts';

/** Name of the file in the data or state folder. */
const FILE_NAME = 'signed-out.json';

/** Sessions remembered: only who has the key can make more of them, and signing out everyone ends all at once. */
const MOST = 1_000;

/** What is remembered. */
export interface SignedOut {
  has(session: string): boolean;
  /** Adds sessions, for as long as a cookie can last. */
  add(sessions: readonly string[], now: number): void;
}

/**
 * Those that are kept in a folder, so that a restart forgets none; in memory only where it is undefined. `report` is told
 * where they cannot be kept.
 */
export function signedOutIn(
  folder: string | undefined,
  report: (message: string) => void = () => {},
): SignedOut {
  const file = folder === undefined ? undefined : join(folder, FILE_NAME);
  let until = file === undefined ? new Map<string, number>() : read(file);
  return {
    has: (session) => until.has(session),
    add(sessions, now) {
      if (sessions.length === 0) return;
      const second = Math.floor(now / 1000);
      // Another server may keep its own in the same folder.
      const all = [...until, ...(file === undefined ? [] : read(file))];
      const open = new Map(all.filter(([, end]) => end >= second));
      for (const session of sessions) open.set(session, second + COOKIE_SECONDS);
      until = new Map([...open].sort(([, one], [, other]) => one - other).slice(-MOST));
      if (file === undefined) return;
      try {
        writeKept(file, Object.fromEntries(until));
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        report(
          `A presenter who signed out cannot be noted (${reason}), so a restart forgets it. “Sign out everyone” makes a new key. See --data.`,
        );
      }
    },
  };
}

function read(file: string): Map<string, number> {
  const entries = Object.entries(readKept(file));
  return new Map(entries.filter((entry): entry is [string, number] => typeof entry[1] === 'number'));
}
