/** Why decks cannot be sealed: one sentence for the operator, with its remedy. */
export class SealError extends Error {}
