/** The presenter's key: given, or made at the first start and stored where only the server's user can read it. */
import { createHash, randomBytes } from 'node:crypto';
import { isAbsolute, join } from 'node:path';
import { LONGEST_KEY, SHORTEST_KEY } from './key-length.ts';
import { openSignedOut, type SignedOutSessions } from './signed-out.ts';
import { StateFile } from './state-file.ts';

/** 128 bits cannot be guessed, and fit into a QR code that a phone reads across a desk. */
const KEY_BYTES = 16;

/** Name of the file in the data or state folder. */
const FILE_NAME = 'presenter-key.json';

/** The content of the file. */
interface StoredKey {
  readonly key: string;
  /** Hash of the given key that was revoked, in whose place `key` is valid. */
  readonly replaces?: string;
  /** The decryption key, if `key` is another since presenters were revoked. */
  readonly opener?: string;
}

/** Where the key comes from. */
export interface KeyOptions {
  /** `LECTERN_KEY` or `--key`. */
  readonly given: string | undefined;
  /** Folder in which the key is stored; undefined for none. */
  readonly folder: string | undefined;
  readonly report: (message: string) => void;
  /**
   * Whether no key is made: if none is given or stored, it is the one that a presenter signs in with and that
   * decrypts the site.
   */
  readonly fromSignIn?: boolean;
}

/** The key of this server. */
export interface KeyStore {
  readonly key: string;
  /** Whether the key is still unknown; until a presenter signs in, `key` is a random one that nobody has. */
  readonly isPending: boolean;
  /** Whether it has yet to be read from where several servers share it; until then, nobody has `key`. */
  readonly isUnread?: boolean;
  /** The key that decrypts the site: the one before any revocation. */
  readonly decryptionKey: string;
  /** Sessions that signed out; without it, they are only in memory. */
  readonly signedOut?: SignedOutSessions;
  /** Takes the key that a presenter signed in with, and stores it. */
  accept(key: string): void;
  /** Makes and stores a new key; the old one is invalid from then on, even after a restart. */
  renew(): string;
  /** Tries a pending write once more, before the server ends. */
  retry(): void;
}

/** A key store that writes to a folder. */
export interface PersistentKeyStore extends KeyStore {
  /** Writes the files again after their folder was deleted. */
  rewrite(): void;
}

/** Reads the key, or makes one. */
export function openKeyStore({ given, folder, report, fromSignIn = false }: KeyOptions): PersistentKeyStore {
  const file = folder === undefined ? undefined : new StateFile(join(folder, FILE_NAME), report);
  const signedOut = openSignedOut(folder, report);
  const kept = file && readStored(file, report);
  const isRevoked = given !== undefined && kept?.replaces === fingerprint(given);
  if (isRevoked && kept.key !== undefined) {
    report(
      `The given key was revoked, so another is used; ${file?.path} holds it. Give a key never used before.`,
    );
  }
  let stored: StoredKey | undefined = kept?.key === undefined ? undefined : { ...kept, key: kept.key };
  const save = (next: StoredKey, isRenewed = false) => {
    stored = next;
    // A given or signed-in key would be valid again after a restart, so the old file does no harm.
    const invalidatesFormer = isRenewed && given === undefined && !fromSignIn;
    file?.write({
      value: () => next,
      invalidatesFormer,
      describeFailure(reason, isThere) {
        const isRestored = isRenewed && (isThere || !invalidatesFormer);
        const then = fromSignIn ? 'has to be told it again' : 'makes another';
        const restart = isRestored ? 'brings the former one back, and all who had it' : then;
        return `The presenter's key cannot be kept (${reason}). Until it can be, a restart ${restart}. See --key and --data.`;
      },
    });
  };
  const known = given !== undefined && !isRevoked ? given : kept?.key;
  let key = known ?? makeKey();
  let decryptionKey = kept?.opener ?? given ?? key;
  let isPending = known === undefined && fromSignIn;
  if (known === undefined && !isPending) save({ ...kept, key });
  return {
    signedOut,
    get key() {
      return key;
    },
    get isPending() {
      return isPending;
    },
    get decryptionKey() {
      return decryptionKey;
    },
    accept(signedInWith) {
      key = signedInWith;
      decryptionKey = signedInWith;
      isPending = false;
      save({ key });
    },
    rewrite() {
      if (stored) save(stored);
      signedOut.rewrite();
    },
    renew() {
      key = makeKey();
      const replaces = given !== undefined && { replaces: fingerprint(given) };
      save({ key, ...replaces, ...(fromSignIn && { opener: decryptionKey }) }, true);
      return key;
    },
    retry() {
      file?.retry();
      signedOut.retry();
    },
  };
}

/** The part of the environment that says where programs store their state. */
export interface StateEnvironment {
  readonly platform: string;
  readonly home: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** Returns the folder for the state of this user's programs, by each system's convention. */
export function stateFolder({ platform, home, environment }: StateEnvironment): string {
  const { LOCALAPPDATA, XDG_STATE_HOME } = environment;
  if (platform === 'win32') return join(LOCALAPPDATA || join(home, 'AppData', 'Local'), 'Lectern');
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'Lectern');
  // As its specification says, a relative one counts for nothing.
  const given = XDG_STATE_HOME !== undefined && isAbsolute(XDG_STATE_HOME) ? XDG_STATE_HOME : undefined;
  return join(given ?? join(home, '.local', 'state'), 'lectern');
}

function makeKey(): string {
  return randomBytes(KEY_BYTES).toString('base64url');
}

function fingerprint(key: string): string {
  return createHash('sha256').update(`revoked ${key}`).digest('base64url');
}

/** Reads the file. A key of a wrong length is ignored, and a new one is made. */
function readStored(file: StateFile, report: (message: string) => void): Partial<StoredKey> {
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
