/** The command line: reads options, composes the rest; the only file that touches `process.*`. */

/** What launch.mjs knows and the build cannot. */
export interface Launched {
  /** Folder with the built `client` and `server`. */
  readonly buildDirectory: string;
  /** Folder for what is remembered between starts. */
  readonly cacheDirectory: string;
  /** The package's own folder, where `decks/` is. */
  readonly packageDirectory: string;
}

export async function main(launched: Launched): Promise<void> {
  process.stdout.write(`lectern ${launched.buildDirectory}\n`);
}
