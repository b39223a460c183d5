/** The input of a deck's compilation. */

import type { ClientBundle } from '../../bundle/client.ts';
import type { IncludeSource } from '../../deck/include/file.ts';
import type { Diagnostic } from '../../deck/model/diagnostic.ts';
import type { SettingsLayer } from '../../deck/model/settings.ts';
import type { DeckSource } from '../../deck/parse.ts';
import type { DeckFiles } from '../../files/deck-files.ts';
import type { DiskCache } from '../../files/disk-cache.ts';
import type { FileIndex } from '../../files/file-index.ts';
import type { Listing } from '../../files/listing.ts';
import type { PictureStore } from '../pictures/store.ts';
import type { SettingsText } from '../settings/setting-place.ts';
import type { Pass } from './pass.ts';
import type { DeckForm } from './target.ts';

/** The input of a deck's compilation. */
export interface DeckInput {
  readonly files: DeckFiles;
  readonly text: string;
  /** Path of the main file, as shown to the author. */
  readonly shown: string;
  /** Absolute path of the served folder. */
  readonly root: string;
  /** Names of all decks by the absolute paths of their main files. */
  readonly mains: ReadonlyMap<string, string>;
  /** Names of the folders in `root` whose files belong to the whole site. */
  readonly shared: readonly string[];
  /** Whether files directly in `root` belong to the whole site, too. */
  readonly sharesRoot: boolean;
  /** Returns the absolute paths of the folders that `/` means in the deck, nearest first; the last is `root`. */
  readonly homes: () => readonly string[];
  /** Returns the settings around the deck, weakest first. Throws a `DeckError` where a reveal-md.json is malformed. */
  readonly readLayers: () => {
    readonly layers: readonly SettingsLayer[];
    /** What is wrong in these files, and stops nothing. */
    readonly warnings: readonly Diagnostic[];
  };
  /** Returns the texts of those settings, other than the deck's own, strongest first. */
  readonly settingsTexts: () => readonly SettingsText[];
  readonly index: FileIndex;
  readonly store: PictureStore;
  /** The files that the deck may reference. */
  readonly listing: Listing;
  /** Returns the built client; on the first start in a clone it may still be being built. */
  readonly client: () => Promise<ClientBundle>;
  readonly memory: DiskCache;
  readonly form: DeckForm;
  /** The first line that is not UTF-8, by absolute path; grows as files are read. */
  readonly misreadLines: ReadonlyMap<string, number>;
  /** Returns the text of a file by absolute path; undefined where it cannot be read or decks may not read it. */
  readonly read: (file: string) => string | undefined;
  /** Returns the text of a file by path from the deck's folder; undefined outside of that folder. */
  readonly readInDeck: (path: string) => string | undefined;
  /** The files that the deck may include. */
  readonly includes: IncludeSource;
  /** Returns what reads the folder that is the deck's theme; `awaited` receives absolute paths at which there is none. */
  readonly themeFolder: (awaited: Set<string>) => NonNullable<DeckSource['themeFolder']>;
  /** Returns whether a file, by absolute path, may be published for a style sheet or an included file. */
  readonly mayBorrow: (file: string) => boolean;
  /** Returns the cache buster of a file by absolute path; empty while the file is unchanged since start-up. */
  readonly version: (file: string) => string;
  readonly pass: Pass;
  /** Whether pages are compressed in this pass. */
  readonly encodes: boolean;
  /** Called before each line is read, with the file's path as shown to the author. */
  readonly reading?: (file: string, line: number) => void;
  /** Set when this text is not compiled, because it exceeded a limit before. */
  readonly stopped?: Diagnostic | undefined;
  /** Returns what `make` returns, cached by key where there is a cache. */
  readonly once: <T>(key: string, make: () => Promise<T>) => Promise<T>;
}
