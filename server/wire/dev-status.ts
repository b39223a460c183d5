/** What pages of `dev` are told: whole each time, never a difference. */
export interface DevStatus {
  /** Code frames, by deck; only for authors. */
  readonly frames: Readonly<Record<string, readonly string[]>>;
  /** What deserves a look, by deck, as code frames; that of the site by no name. Only for authors. */
  readonly warnings: Readonly<Record<string, readonly string[]>>;
  /** Why the site as a whole is the former one; empty where it is not. Only for authors. */
  readonly site: string;
  /** Decks that can be shown: all for authors, else those on the index and the one that was asked about. */
  readonly decks: readonly string[];
  /** Names what the index shows, as its page does. */
  readonly index: string;
}
