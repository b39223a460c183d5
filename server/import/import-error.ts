/** The error of a source that cannot be imported. */

/** Its message is a sentence or two that say what was found and what to do. */
export class ImportError extends Error {}
