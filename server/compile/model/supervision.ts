/** What a process that compiles tells of its progress, so that whoever waits for it knows which deck keeps it, and where. */
import type { Diagnostic } from '../../deck/model/diagnostic.ts';

/** One text of one deck. */
export interface DeckText {
  /** Absolute path of the deck's main file. */
  readonly file: string;
  /** Hash of the text in it. */
  readonly hash: string;
}

/** A line that is being read: of the deck's own file, or of one that it includes. */
export interface ReadPlace {
  /** Path as the author knows it. */
  readonly file: string;
  readonly line: number;
}

/** Watches over decks that are compiled. */
export interface Supervision {
  /** Told of each place before it is read. */
  reading(deck: DeckText, place: ReadPlace): void;
  /** Why this text is not compiled again: it went over a limit before. */
  stopped(deck: DeckText): Diagnostic | undefined;
}
