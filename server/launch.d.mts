/** Types of launch.mjs, which is JavaScript because it runs before anything is built. */

/** Builds client and server unless that was done from the same sources before; answers the absolute build directory. */
export function bringUpToDate(): Promise<string>;
