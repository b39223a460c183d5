/** In which form decks are compiled: to be served, or to be sealed. */

/** What of a compiled deck depends on where it goes. */
export interface DeckForm {
  /** The way from a deck's address to the site's: another where the site is that deck alone. */
  readonly toSite: '../' | './';
  /** Whether speaker views hold the notes. */
  readonly notes: boolean;
  /** Whether edited slides keep their ids. Where they do not, the result depends on nothing but the decks. */
  readonly keepsIds: boolean;
}

/** Decks that are served while their authors may still edit them. */
export const SERVED: DeckForm = { toSite: '../', notes: true, keepsIds: true };
