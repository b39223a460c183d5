/** The presenter's key: given, or made at the first start and kept where only the server's user reads it. */
import { createHash, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { KeptFile } from './kept-file.ts';
import { LONGEST_KEY, SHORTEST_KEY } from './key-length.ts';
import { type SignedOut, signedOutIn } from './signed-out.ts';

/** 128 bits: nobody guesses it, and it fits into a QR code that a phone reads across a desk. */
const KEY_BYTES = 16;

/** Name of the file in the data or state folder. */
const FILE_NAME = 'presenter-key.json';

/** What is kept. */
interface Kept {
  readonly key: string;
  /** Hash of the given key that `key` took the place of, when presenters were revoked. */
  readonly replaces?: string;
  /** The key that opens what was encrypted, where `key` took its place. */
  readonly opener?: string;
}

/** Where a key comes from. */
export interface KeyOptions {
  /** `LECTERN_KEY` or `--key`. */
  readonly given: string | undefined;
  /** Folder in which keys are kept; undefined to keep them nowhere. */
  readonly folder: string | undefined;
  readonly report: (message: string) => void;
  /** No key is made: where none is given or kept, a presenter brings the one that opens what was encrypted with it. */
  readonly isBrought?: boolean;
}

/** The key of this server. */
export interface KeyKeeper {
  readonly key: string;
  /** Whether a presenter has yet to bring the key; until then `key` is one that nobody has. */
  readonly isAwaited: boolean;
  /** The key that opens what was encrypted: the one before any renewal. */
  readonly opener: string;
  /** Kept beside the key; in memory only without it. */
  readonly signedOut?: SignedOut;
  /** Takes the awaited key, and keeps it. */
  learn(key: string): void;
  /** Makes a new key and keeps it; the former one is worth nothing from then on, after a restart too. */
  renew(): string;
  /** Tries once more to keep what could not be; after that nobody does. */
  settle(): void;
}

/** A key that is kept in a folder. */
export interface KeptKey extends KeyKeeper {
  /** Keeps once more what was kept, when the folder was deleted. */
  keepAgain(): void;
}

/** Finds the key, or makes one. */
export function openKey({ given, folder, report, isBrought = false }: KeyOptions): KeptKey {
  const file = folder === undefined ? undefined : new KeptFile(join(folder, FILE_NAME), report);
  const signedOut = signedOutIn(folder, report);
  const kept = file && read(file, report);
  const isRevoked = given !== undefined && kept?.replaces === fingerprint(given);
  if (isRevoked && kept.key !== undefined) {
    report(
      `The given key was revoked, so another is used; ${file?.path} holds it. Give a key never used before.`,
    );
  }
  let last: Kept | undefined = kept?.key === undefined ? undefined : { ...kept, key: kept.key };
  const keep = (next: Kept, isRenewed = false) => {
    last = next;
    // What was given or brought would be the key again, so only the file says that it is not.
    const voids = isRenewed && given === undefined && !isBrought;
    file?.keep({
      value: () => next,
      voids,
      sentence(reason, isThere) {
        const isBack = isRenewed && (isThere || !voids);
        const then = isBrought ? 'has to be told it again' : 'makes another';
        const restart = isBack ? 'brings the former one back, and all who had it' : then;
        return `The presenter's key cannot be kept (${reason}). Until it can be, a restart ${restart}. See --key and --data.`;
      },
    });
  };
  const known = given !== undefined && !isRevoked ? given : kept?.key;
  let key = known ?? makeKey();
  let opener = kept?.opener ?? given ?? key;
  let isAwaited = known === undefined && isBrought;
  if (known === undefined && !isAwaited) keep({ ...kept, key });
  return {
    signedOut,
    get key() {
      return key;
    },
    get isAwaited() {
      return isAwaited;
    },
    get opener() {
      return opener;
    },
    learn(brought) {
      key = brought;
      opener = brought;
      isAwaited = false;
      keep({ key });
    },
    keepAgain() {
      if (last) keep(last);
      signedOut.keepAgain();
    },
    renew() {
      key = makeKey();
      const replaces = given !== undefined && { replaces: fingerprint(given) };
      keep({ key, ...replaces, ...(isBrought && { opener }) }, true);
      return key;
    },
    settle() {
      file?.settle();
      signedOut.settle();
    },
  };
}

/** What of the environment says where programs keep their state. */
export interface StatePlace {
  readonly platform: string;
  readonly home: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** The folder in which this user's programs keep their state, as each system has it. */
export function stateFolder({ platform, home, environment }: StatePlace): string {
  const { LOCALAPPDATA, XDG_STATE_HOME } = environment;
  if (platform === 'win32') return join(LOCALAPPDATA || join(home, 'AppData', 'Local'), 'Lectern');
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'Lectern');
  return join(XDG_STATE_HOME || join(home, '.local', 'state'), 'lectern');
}

function makeKey(): string {
  return randomBytes(KEY_BYTES).toString('base64url');
}

function fingerprint(key: string): string {
  return createHash('sha256').update(`revoked ${key}`).digest('base64url');
}

/** What is kept; a key that could be guessed, or given by nobody, is not: a new one takes its place. */
function read(file: KeptFile, report: (message: string) => void): Partial<Kept> {
  const { key, replaces, opener } = file.read();
  const length = typeof key === 'string' ? [...key.trim()].length : undefined;
  const isKey = length !== undefined && length >= SHORTEST_KEY && length <= LONGEST_KEY;
  if (length !== undefined && !isKey) {
    report(
      `${file.path} holds a key of ${length} characters, so another is used: a key has ${SHORTEST_KEY} to ${LONGEST_KEY}. See --key.`,
    );
  }
  return {
    ...(typeof key === 'string' && isKey && { key }),
    ...(typeof replaces === 'string' && { replaces }),
    ...(typeof opener === 'string' && { opener }),
  };
}
