/** What the search for a program may know of the machine. */

/** The environment and the system; tests bring their own. */
export interface Machine {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
}
