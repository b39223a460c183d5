/** The speaker view: starts it. */
export {};
