/** What a running server keeps of a deck from one save to the next, so that a save costs what it changes. */
import type { FontFile } from '../../bundle/fonts/subset.ts';
import { RecentList } from '../../deck/cache/list.ts';
import { DeckRecent } from '../../deck/deck-cache.ts';
import type { FileIndex } from '../../files/file-index.ts';
import type { Column } from '../../wire/changes.ts';
import { RecentColumns } from '../pictures/column-cache.ts';
import type { LookedColumn } from '../pictures/deck-pictures.ts';
import type { CompiledCover, CompiledDeck, FormerDeck } from './compiled.ts';
import type { LoadedDeck } from './loaded.ts';

/** Where a slide's source begins. */
export interface SourcePlace {
  /** Absolute path. */
  readonly file: string;
  readonly line: number;
}

/** What is kept of one deck. */
export class DeckWork {
  readonly recent = new DeckRecent();
  /** Hashes of what its page shows, and of its notes. */
  readonly hashes = { page: new RecentList<string, string>(), notes: new RecentList<string, string>() };
  /** Its columns with their pictures looked at. */
  readonly looked = new RecentColumns<LookedColumn>('html');
  /** Its columns as open pages have them. */
  readonly columns = new RecentColumns<Column>('id');
  /** As it was loaded last, and from what. */
  last: { readonly key: string; readonly deck: LoadedDeck } | undefined;
  /** As it compiled last. */
  good: CompiledDeck | undefined;
  former: FormerDeck | undefined;
  /** Where the slides come from that it had when it was compiled last. */
  placeOf: (slide: string) => SourcePlace | undefined = () => undefined;
  fonts: readonly FontFile[] | undefined;
  cover: { readonly source: string; readonly cover: CompiledCover } | undefined;
  /** Versions of the files that it shows, by absolute path. */
  versions: ReadonlyMap<string, string> = new Map();
  /** Nothing was put off: its fonts are cut, and its pages encoded where that is asked for. */
  settled = true;
}

/** What compiling asks of what is kept of the site. */
export interface SiteCache {
  readonly index: Pick<FileIndex, 'cacheBuster'>;
  /** Whether pages are to be encoded once there is time. */
  readonly encodes: boolean;
  /** A save is on its way to the screen: what can wait waits. */
  readonly hurries: boolean;
  /** Names of decks that somebody edits: they are compiled before the first save, not by it. */
  readonly wanted: ReadonlySet<string>;
  /** What is kept of a deck, by its main file. */
  deck(file: string): DeckWork;
  /** What `make` makes, made once: for what depends on nothing but its key. */
  once<T>(key: string, make: () => Promise<T>): Promise<T>;
}
