/** The error of an invalid command line. */

/** Its message is a sentence or two that name the flag or variable and the remedy. */
export class UsageError extends Error {}
