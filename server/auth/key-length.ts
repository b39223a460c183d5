/** Limits for the length of a presenter's key. */

/** Characters that nobody guesses, at a few tries a second, before the talk is over. */
export const SHORTEST_KEY = 16;

/** Characters that fit into the sign-in form in every script. */
export const LONGEST_KEY = 256;
