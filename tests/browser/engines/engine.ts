/** A browser engine as tests see it, whatever drives it. */

/** A browser that runs. */
export interface Engine {
  /** Opens an empty window with cookies, caches and workers of its own, as another person's. */
  open(): Promise<EnginePage>;
  close(): Promise<void>;
}

/** A window. */
export interface EnginePage {
  /** Goes to an address, and waits for the page's `load`. */
  goto(address: string): Promise<void>;
  /** Loads the page again, and waits for its `load`. */
  reload(): Promise<void>;
  /**
   * Runs a function in the page, and answers what it answers, when it does. It is sent as text, so it stands for itself;
   * what goes in and out is JSON.
   */
  evaluate<In extends readonly unknown[], Out>(
    run: (...values: In) => Out,
    ...values: In
  ): Promise<Awaited<Out>>;
  /** Presses keys, one after the other, by the names of `KeyboardEvent.key`. */
  press(...keys: readonly string[]): Promise<void>;
  close(): Promise<void>;
}
