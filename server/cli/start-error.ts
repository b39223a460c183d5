/** The error of a start that cannot go on: its message is for the operator, and names the remedy. */
export class StartError extends Error {}
