/** The error of a command line that cannot be followed. */

/** Its message is a sentence or two that name the flag or variable and the remedy. */
export class UsageError extends Error {}
