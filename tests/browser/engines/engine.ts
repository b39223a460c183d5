/** A browser engine as tests see it, whatever drives it. */

/** A browser that runs. */
export interface Engine {
  /** Opens an empty window with cookies, caches and workers of its own, as another person's. */
  open(settings?: PersonSettings): Promise<EnginePage>;
  close(): Promise<void>;
}

/** What a person has set in their system. */
export interface PersonSettings {
  readonly colorScheme?: 'light' | 'dark';
  readonly reducedMotion?: boolean;
}

/** A window's inside when it opens, in CSS pixels. */
export const LAPTOP = { width: 1280, height: 720 } as const;

/** A window. */
export interface EnginePage {
  /** Goes to an address, and waits for the page's `load`, or only until its first elements are there. */
  goto(address: string, until?: 'load' | 'begun'): Promise<void>;
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
  /** Moves the mouse to a place in the window. */
  point(x: number, y: number): Promise<void>;
  /** Clicks into the middle of the first element that a selector finds, once it is seen. */
  click(selector: string): Promise<void>;
  /** Makes the window's inside as large as this, in CSS pixels; not narrower than 334. */
  resize(width: number, height: number): Promise<void>;
  /** What is seen, as PNG. */
  screenshot(): Promise<Buffer>;
  /**
   * The errors of the page's scripts until now, and those that they wrote to the console; what the network did not bring is
   * none. WebKitGTK's lack those of a page's first milliseconds.
   */
  errors(): Promise<readonly string[]>;
  close(): Promise<void>;
}

/**
 * What browsers call it where they wait for something in vain, as they do for what a page loads while it is left. The number
 * is Firefox's NS_BINDING_ABORTED: a typeface that does not exist has another.
 */
const OF_NETWORK =
  /Failed to load|Failed to fetch|NetworkError|Load failed|error loading dynamically imported module|Importing a module script failed|download failed .*status=2152398850/;

/** Those of a page's errors that are faults of its scripts. */
export function scriptErrors(errors: readonly string[]): readonly string[] {
  return errors.filter((error) => !OF_NETWORK.test(error));
}
