/** What the makers of an image share. */
import type { Environment } from '../../cli/arguments.ts';

/** Where an image is made. */
export interface Workshop {
  /** Absolute path of a folder that keeps what costs time, for the next build. */
  readonly cache: string;
  /** Absolute path of an empty folder, removed after the build. */
  readonly drafts: string;
  /** The environment of the tools that are called. */
  readonly env: Environment;
}
