/** The status that pages of `lectern dev` get: whole each time, never a difference. */
export interface DevStatus {
  /** Code frames of errors, by deck; only for authors. */
  readonly frames: Readonly<Record<string, readonly string[]>>;
  /** Code frames of warnings, by deck; those of the site under the empty name. Only for authors. */
  readonly warnings: Readonly<Record<string, readonly string[]>>;
  /**
   * Why the site could not be loaded, and the previous one is still served; empty where it could. Only for
   * authors.
   */
  readonly site: string;
  /** Decks that can be shown: all for authors, otherwise those on the index and the page's own. */
  readonly decks: readonly string[];
  /** Names the version of all that the page's own deck is made of; empty without a deck. */
  readonly source: string;
  /** Version of the index page. */
  readonly index: string;
}
