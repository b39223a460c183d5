/** The forms in which decks are compiled: to be served, or to be sealed. */

import { wayToSite } from '../../wire/deck-address.ts';

/** What of a compiled deck depends on its destination. */
export interface DeckForm {
  /** Path from the deck's address to the site's, such as `../`; `./` where the site is that deck alone. */
  readonly toSite: string;
  /** Whether speaker views contain the notes. */
  readonly notes: boolean;
  /** Whether edited slides keep their ids. If not, the result depends on nothing but the decks. */
  readonly keepsIds: boolean;
  /** The theme that takes the place of the deck's; absent but where an author compares themes. */
  readonly theme?: string;
}

/** Returns the form of one deck, whose address may be below folders. */
export function formOf(form: DeckForm, name: string): DeckForm {
  return form.toSite === './' ? form : { ...form, toSite: wayToSite(name) };
}

/** The form of decks that are served while their authors may still edit them. */
export const SERVED: DeckForm = { toSite: '../', notes: true, keepsIds: true };
