import type { DeckFiles } from '../../files/deck-files.ts';
import type { DeckListing } from '../../files/listing.ts';
import type { CompiledDeck, GoodDeck } from './compiled.ts';
import type { DeckContent } from './content.ts';

/** A deck on disk with the result of its compilation. */
export interface LoadedDeck {
  readonly files: DeckFiles;
  readonly listing: DeckListing;
  readonly compiled: CompiledDeck;
  /** Hash of all inputs of the compilation. */
  readonly source: string;
  /** The content of its page, in parts; only in a running server that has compiled it. */
  readonly content?: DeckContent;
  /** The last version that compiled, for a deck that does not compile now. */
  readonly lastGood?: GoodDeck;
}
