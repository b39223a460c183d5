/** What a running server knows from earlier loads, so that the cost of a save depends on the size of the change. */
import type { FileIndex } from '../files/file-index.ts';
import type { CompileCache } from './compile-cache.ts';
import type { GoodDeck, SourcePlace } from './model/compiled.ts';
import type { LoadedDeck } from './model/loaded.ts';
import type { PreviousCompilation } from './model/previous.ts';

/** The most recent load of a deck. */
export interface LatestLoad {
  /** Hash of the deck's text and settings. */
  readonly key: string;
  readonly deck: LoadedDeck;
  /** Cache busters of the files that the deck shows, by absolute path. */
  readonly cacheBusters: ReadonlyMap<string, string>;
  /** Whether nothing is left for a full pass. */
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
  /** Returns where a slide's source begins, as of the last compilation. */
  placeOf: (slide: string) => SourcePlace | undefined = () => undefined;
}

/** What is known of all decks. */
export interface CompileHistory {
  readonly index: Pick<FileIndex, 'cacheBuster'>;
  /** Whether full passes encode pages. */
  readonly encodes: boolean;
  /**
   * Names of the decks that an author has open in `lectern dev`: they are compiled in advance, not by the first save.
   */
  readonly openInDev: ReadonlySet<string>;
  /** Returns what is known of a deck, by the absolute path of its main file. */
  deck(file: string): DeckHistory;
  /** Returns what `make` returned for this key the first time. */
  once<T>(key: string, make: () => Promise<T>): Promise<T>;
}
