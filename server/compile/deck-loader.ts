/** What the decks of a site share while they are loaded. */
import type { ClientBundle } from '../bundle/client.ts';
import type { DiskCache } from '../files/disk-cache.ts';
import type { FileIndex } from '../files/file-index.ts';
import type { CompileHistory } from './history.ts';
import type { Pass } from './model/pass.ts';
import type { Supervision } from './model/supervision.ts';
import type { DeckForm } from './model/target.ts';
import type { PictureStore } from './pictures/store.ts';

/** What the decks of a site share while they are loaded. */
export interface DeckLoader {
  /** Absolute path of the folder that is served. */
  readonly root: string;
  /** Names of the folders in it that hold files of the whole site. */
  readonly shared: readonly string[];
  /** Absolute path of the site's file. */
  readonly settingsFile: string | undefined;
  /** Absolute paths of the folders below which decks may read. */
  readonly folders: readonly string[];
  /** Names of all decks by the absolute paths of their main files. */
  readonly mains: ReadonlyMap<string, string>;
  readonly memory: DiskCache;
  readonly index: FileIndex;
  readonly store: PictureStore;
  /** The built client, read once however many decks ask for it. */
  readonly client: () => Promise<ClientBundle>;
  readonly form: DeckForm;
  /** Told what takes long. */
  readonly report: (message: string) => void;
  readonly pass: Pass;
  /** What a running server knows from earlier loads. */
  readonly history?: CompileHistory | undefined;
  readonly supervision?: Supervision | undefined;
  /** False where nothing may be compiled, and all is remembered. */
  readonly compiles?: boolean;
}
