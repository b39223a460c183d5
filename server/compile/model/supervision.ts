/** What a compiling process reports of its progress, so that its parent knows which deck and line it is at. */
import type { Diagnostic } from '../../deck/model/diagnostic.ts';

/** A version of a deck's text. */
export interface DeckText {
  /** Absolute path of the deck's main file. */
  readonly file: string;
  /** Hash of its text. */
  readonly hash: string;
}

/** The line being read, in the deck's main file or in a file that it includes. */
export interface ReadPlace {
  /** Path as shown to the author. */
  readonly file: string;
  readonly line: number;
}

/** Supervises the compilation of decks. */
export interface Supervision {
  /** Called with each place before it is read. */
  reading(deck: DeckText, place: ReadPlace): void;
  /** Returns why this text is not compiled again, if it exceeded a limit before; else undefined. */
  stopped(deck: DeckText): Diagnostic | undefined;
}
