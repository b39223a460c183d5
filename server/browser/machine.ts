/** What is needed of a machine to find a program. */

/** The environment and the system; tests have their own. */
export interface Machine {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
}
