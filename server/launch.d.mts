/** Types of launch.mjs, which is JavaScript because it runs before anything is built. */

/** Builds client and server unless that was done from the same sources before; answers the absolute build directory. */
export function bringUpToDate(): Promise<string>;

/** Makes the build that a package brings; npm calls it before it packs one. */
export function buildPackage(): Promise<void>;
