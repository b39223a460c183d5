/** How long a presenter's key is, whether it is given or kept. */

/** Characters: what nobody guesses, a few tries a second, before the talk is over. */
export const SHORTEST_KEY = 16;

/** More characters than this do not fit into the sign-in form in every script. */
export const LONGEST_KEY = 256;
