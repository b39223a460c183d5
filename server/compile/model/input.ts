/** All that a deck is compiled from. */

import type { ClientBundle } from '../../bundle/client.ts';
import type { IncludeSource } from '../../deck/include/file.ts';
import type { Diagnostic } from '../../deck/model/diagnostic.ts';
import type { SettingsLayer } from '../../deck/model/settings.ts';
import type { DeckFiles } from '../../files/discover.ts';
import type { DiskCache } from '../../files/disk-cache.ts';
import type { FileIndex } from '../../files/file-index.ts';
import type { Listing } from '../../files/listing.ts';
import type { PictureStore } from '../pictures/store.ts';
import type { SettingsText } from '../settings/setting-place.ts';
import type { Pass } from './pass.ts';
import type { DeckForm } from './target.ts';

/** What a deck is compiled from. */
export interface DeckInput {
  readonly files: DeckFiles;
  readonly text: string;
  /** Path of the deck's file as its author knows it. */
  readonly shown: string;
  /** Absolute path of the folder that is served. */
  readonly root: string;
  /** Names of all decks by the absolute paths of their main files. */
  readonly mains: ReadonlyMap<string, string>;
  /** Names of the folders in it that hold files of the whole site. */
  readonly shared: readonly string[];
  /** Settings around the deck, weakest first; throws DeckError where a reveal-md.json is malformed. */
  readonly layers: () => readonly SettingsLayer[];
  /** Texts other than the deck's own in which those layers stand, the strongest first. */
  readonly settingsTexts: () => readonly SettingsText[];
  readonly index: FileIndex;
  readonly store: PictureStore;
  /** The files that it may name. */
  readonly listing: Listing;
  readonly client: ClientBundle;
  readonly memory: DiskCache;
  readonly form: DeckForm;
  /** The first line that is not UTF-8, by absolute path of a file; filled by what is read. */
  readonly misreadLines: ReadonlyMap<string, number>;
  /** Text of a file by absolute path; undefined where it can't be read, or lies where this site reads nothing. */
  readonly read: (file: string) => string | undefined;
  /** The same by path from the deck's folder, and only below it. */
  readonly readInDeck: (path: string) => string | undefined;
  /** The files that the deck may include. */
  readonly includes: IncludeSource;
  /** Whether a file by absolute path may be published for a style sheet or an included file. */
  readonly mayBorrow: (file: string) => boolean;
  /** A word for what a file by absolute path holds, where that is another than at the start; else empty. */
  readonly version: (file: string) => string;
  /** Mistakes in the deck's reveal-md.json. */
  readonly warnings: readonly Diagnostic[];
  readonly pass: Pass;
  /** Pages are encoded now. */
  readonly encodes: boolean;
  /** Told of each line before it is read, by the file's path as its author knows it. */
  readonly reading?: (file: string, line: number) => void;
  /** Why this text is not compiled: it went over a limit before. */
  readonly stopped?: Diagnostic | undefined;
  /** What `make` makes, made once where there is something to keep it. */
  readonly once: <T>(key: string, make: () => Promise<T>) => Promise<T>;
}
