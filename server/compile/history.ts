/** What a running server knows from earlier loads, so that a save costs what it changes. */
import type { FileIndex } from '../files/file-index.ts';
import type { CompileCache } from './compile-cache.ts';
import type { GoodDeck, SourcePlace } from './model/compiled.ts';
import type { LoadedDeck } from './model/loaded.ts';
import type { PreviousCompilation } from './model/previous.ts';

/** A deck as it was loaded last. */
export interface LatestLoad {
  /** Names its text and settings. */
  readonly key: string;
  readonly deck: LoadedDeck;
  /** Cache busters of the files that it shows, by absolute path. */
  readonly cacheBusters: ReadonlyMap<string, string>;
  /** Whether nothing was left for a full pass. */
  readonly complete: boolean;
}

/** What is known of one deck from earlier loads. */
export class DeckHistory {
  /** Undefined before the first compilation by this process. */
  cache: CompileCache | undefined;
  /** Undefined before the first load, and when its file could not be read. */
  latest: LatestLoad | undefined;
  lastGood: GoodDeck | undefined;
  previous: PreviousCompilation | undefined;
  /** Returns where a slide's source begins, as the deck was compiled last. */
  placeOf: (slide: string) => SourcePlace | undefined = () => undefined;
}

/** What is known of all decks. */
export interface CompileHistory {
  readonly index: Pick<FileIndex, 'cacheBuster'>;
  /** Whether full passes encode pages. */
  readonly encodes: boolean;
  /** Names of decks that an author has open: they are compiled before the first save, not by it. */
  readonly openInDev: ReadonlySet<string>;
  /** Returns what is known of a deck, by its main file. */
  deck(file: string): DeckHistory;
  /** Returns what `make` returned for a key the first time. */
  once<T>(key: string, make: () => Promise<T>): Promise<T>;
}
