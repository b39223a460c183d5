/** Sessions that were signed out before their cookies expire, so that copies of these cookies are invalid. */
import { join } from 'node:path';
import { COOKIE_SECONDS } from './cookie.ts';
import { StateFile } from './state-file.ts';

/** Name of the file in the data or state folder. */
const FILE_NAME = 'signed-out.json';

/**
 * Sessions remembered. Only those who have the key can make more, and "Sign out everyone" invalidates all at
 * once.
 */
const MOST = 1_000;

/** The sessions that were signed out. */
export interface SignedOutSessions {
  has(session: string): boolean;
  /** Adds sessions, until their cookies expire. */
  add(sessions: readonly string[], now: number): void;
  /** Writes the file again after its folder was deleted. */
  rewrite(): void;
  /** Tries a pending write once more. */
  retry(): void;
}

/**
 * Opens the sessions stored in a folder, so that a restart forgets none; undefined keeps them in memory only.
 * Failures are reported.
 */
export function openSignedOut(
  folder: string | undefined,
  report: (message: string) => void = () => {},
): SignedOutSessions {
  const file = folder === undefined ? undefined : new StateFile(join(folder, FILE_NAME), report);
  let until = new Map(file && read(file));
  let oldest = 0;
  const save = () =>
    file?.write({
      value() {
        // Another server may write its own sessions to the same folder.
        until = unexpired([...until, ...read(file)], oldest);
        return Object.fromEntries(until);
      },
      describeFailure: (reason) =>
        `A presenter who signed out cannot be noted (${reason}). Until that can be, a restart forgets it; “Sign out everyone” makes a new key. See --data.`,
    });
  return {
    has: (session) => until.has(session),
    add(sessions, now) {
      if (sessions.length === 0) return;
      oldest = Math.floor(now / 1000);
      const end = oldest + COOKIE_SECONDS;
      until = unexpired([...until, ...sessions.map((session) => [session, end] as const)], oldest);
      save();
    },
    rewrite() {
      if (until.size > 0) save();
    },
    retry: () => file?.retry(),
  };
}

/** Returns the sessions whose cookies may still be valid. */
function unexpired(entries: readonly (readonly [string, number])[], oldest: number): Map<string, number> {
  const open = [...new Map(entries)].filter(([, end]) => end >= oldest);
  return new Map(open.sort(([, one], [, other]) => one - other).slice(-MOST));
}

function read(file: StateFile): [string, number][] {
  const entries = Object.entries(file.read());
  return entries.filter((entry): entry is [string, number] => typeof entry[1] === 'number');
}
