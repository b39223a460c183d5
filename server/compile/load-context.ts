/** Dependencies and options that the decks of a site share while they are loaded. */
import type { ClientBundle } from '../bundle/client.ts';
import type { DiskCache } from '../files/disk-cache.ts';
import type { FileIndex } from '../files/file-index.ts';
import type { CompileHistory } from './history.ts';
import type { Pass } from './model/pass.ts';
import type { Supervision } from './model/supervision.ts';
import type { DeckForm } from './model/target.ts';
import type { PictureStore } from './pictures/store.ts';

/** Dependencies and options that the decks of a site share while they are loaded. */
export interface LoadContext {
  /** Absolute path of the served folder. */
  readonly root: string;
  /** Names of the folders in it whose files belong to the whole site. */
  readonly shared: readonly string[];
  /** Whether files directly in the served folder belong to the whole site, too. */
  readonly sharesRoot: boolean;
  /** Absolute path of the site's settings file, `site.yml`. */
  readonly settingsFile: string | undefined;
  /** Absolute paths of the folders below which decks may read files. */
  readonly folders: readonly string[];
  /** Names of all decks by the absolute paths of their main files. */
  readonly mains: ReadonlyMap<string, string>;
  readonly memory: DiskCache;
  readonly index: FileIndex;
  readonly store: PictureStore;
  /** Returns the built client, which is read once for all decks. */
  readonly client: () => Promise<ClientBundle>;
  readonly form: DeckForm;
  /** Called with a message before an operation that takes long. */
  readonly report: (message: string) => void;
  readonly pass: Pass;
  /** What a running server knows from earlier loads; absent for a single load. */
  readonly history?: CompileHistory | undefined;
  readonly supervision?: Supervision | undefined;
  /** False where nothing may be compiled: a deck that is not cached then throws `NotCached`. Default: true. */
  readonly compiles?: boolean;
}
