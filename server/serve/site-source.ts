/** Where a server gets its site and its key from: the decks on disk, or a sealed file. */
import type { KeyStore } from '../auth/key-store.ts';
import type { EncryptedParts } from '../auth/key-trials.ts';
import type { ServerOptions } from '../cli/options.ts';
import type { DataAccess } from '../data/data-folder.ts';
import type { DevServer } from '../dev/dev-server.ts';
import type { Sharing } from '../redis/shared.ts';
import type { Site } from '../site/site.ts';
import type { SiteListener } from '../site/watch/watch.ts';
import type { AppOptions } from './app.ts';

/** What printing needs from the server. */
export interface PaperOptions {
  readonly site: () => Site;
  readonly base: string;
  /** Returns the address at which others reach the server, ending in a slash. */
  readonly home: () => string | undefined;
  readonly report: (message: string) => void;
}

/** Where a site comes from, and who may present it. */
export interface SiteSource {
  load(): Promise<Site>;
  /** Called once the port is open, before any request is answered. */
  listening?(): void;
  /** Calls back after each load of the decks with the seconds that it took, how much it did, and the site. */
  onCompiled?(listener: (seconds: number, pass: string, site: Site) => void): void;
  /** Starts to report changes; absent where nothing can change. */
  watch?(listener: SiteListener): Promise<void>;
  /** Returns warnings beyond those of loading; called once the port is open, and some time after changes. */
  check?(site: Site): Promise<readonly string[]>;
  /** Stops loading the site, at once. */
  close?(): Promise<void>;
  readonly keyStore: KeyStore;
  /** Loads what servers need that share talks by Redis. */
  sharing(): Promise<Sharing>;
  /** The data folder; undefined where none was asked for. */
  readonly data: DataAccess | undefined;
  /** Mounts the routes that print decks; absent where printing is impossible. */
  paper?(parts: PaperOptions): NonNullable<AppOptions['mount']>;
  /** The dev server, for `lectern dev`. */
  readonly devServer?: DevServer;
  /** Mounts its routes, which no other server has. */
  devRoutes?(options: ServerOptions, report: (message: string) => void): NonNullable<AppOptions['mount']>;
  /** What was encrypted with the presenter's key. */
  readonly encrypted?: EncryptedParts;
  /** A sentence about the key for the terminal. */
  readonly remark?: string;
}
