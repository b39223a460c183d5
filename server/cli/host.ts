/** The process as commands see it. Only process.ts touches `process` itself. */
import type { Environment } from './arguments.ts';

/** An output stream. */
export interface Output {
  write(text: string): void;
  /** Whether it is a terminal with colours, and the user has not declined them (https://no-color.org). */
  readonly colors: boolean;
}

/** The running Node. */
export interface RunningNode {
  /** Path of its executable. */
  readonly path: string;
  readonly version: string;
  /** Processor architecture, by Node's name. */
  readonly arch: string;
  /** Returns the paths of the libraries that it has loaded. */
  libraries(): readonly string[];
}

/** The processes of this machine. */
export interface HostProcesses {
  /** This process's id. */
  readonly pid: number;
  /** Returns whether a process with this id runs, whoever owns it. */
  isRunning(pid: number): boolean;
}

/** The process as commands see it. */
export interface ProcessHost {
  readonly env: Environment;
  readonly platform: NodeJS.Platform;
  readonly node: RunningNode;
  readonly processes: HostProcesses;
  /** Standard output, for what was asked for. */
  readonly out: Output;
  /** Standard error, for progress and problems. */
  readonly err: Output;
  /** Writes a sentence about a problem to `err`. */
  reportError(message: string): void;
  /**
   * Calls `close` once the process is asked to end; the process exits when that is done. If `close` rejects, it
   * exits without waiting for what could not be closed.
   */
  onShutdown(close: () => Promise<void>): void;
  /** Keeps a server running: from now on, uncaught errors are reported but do not end the process. */
  surviveFaults(): void;
}

/** The process of a command, which has its build and its cache on disk. */
export interface Host extends ProcessHost {
  /** Absolute path of the folder with the built `client` and `server`. */
  readonly buildDirectory: string;
  /** Absolute path of the cache folder. */
  readonly cacheDirectory: string;
}
