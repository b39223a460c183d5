import type { DeckFiles } from '../../files/discover.ts';
import type { DeckListing } from '../../files/listing.ts';
import type { CompiledDeck, GoodDeck } from './compiled.ts';
import type { DeckContent } from './content.ts';

/** A deck as found, with what it was compiled to. */
export interface LoadedDeck {
  readonly files: DeckFiles;
  readonly listing: DeckListing;
  readonly compiled: CompiledDeck;
  /** Names all that it was compiled from. */
  readonly source: string;
  /** What its page shows, in parts; where a running server has compiled it. */
  readonly content?: DeckContent;
  /** As it compiled last, of a deck that does not compile at present. */
  readonly lastGood?: GoodDeck;
}
