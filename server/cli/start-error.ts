/** The error of a server that cannot start; its message is for the operator, and names the remedy. */
export class StartError extends Error {}
