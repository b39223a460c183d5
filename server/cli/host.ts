/** The process as commands see it. Only process.ts touches `process` itself. */
import type { Environment } from './arguments.ts';

/** An output stream. */
export interface Output {
  write(text: string): void;
  /** Whether it is a terminal with colours, and the user has not declined them (https://no-color.org). */
  readonly colors: boolean;
  /** Whether it is a terminal; what only helps somebody to wait is not written elsewhere. */
  readonly isTerminal?: boolean;
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

/** A machine that runs this server and nothing else. */
export interface BootedMachine {
  /** The hypervisor, or what else it is, such as `Xen 4.17 (PVH)`. */
  readonly on: string;
  /** Size of the image; undefined where it is not known. */
  readonly imageBytes: number | undefined;
  /** Returns the seconds since its kernel started; after a crash of the server, since that was started again. */
  secondsSinceStart(): number;
  /** Returns how many processes run; undefined where it cannot be told. */
  countProcesses(): number | undefined;
}

/** How much an event matters. */
export type Level = 'info' | 'warn' | 'error';

/** Writes an event with its facts as a line of JSON. */
export type Journal = (level: Level, event: string, facts?: Readonly<Record<string, unknown>>) => void;

/** The process as commands see it. */
export interface ProcessHost {
  readonly env: Environment;
  readonly platform: NodeJS.Platform;
  readonly node: RunningNode;
  readonly processes: HostProcesses;
  /** The machine that was booted for this server; undefined where it is one program of many. */
  readonly booted: BootedMachine | undefined;
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
  /** Keeps a server running: from now on, uncaught errors are told but do not end the process. */
  surviveFaults(tell?: (message: string) => void): void;
  /** Where a server writes what happens, with `--log json`; absent where its output is for people. */
  readonly journal?: Journal;
}

/** The process of a command, which has its build and its cache on disk. */
export interface Host extends ProcessHost {
  /** Absolute path of the folder with the built `client` and `server`. */
  readonly buildDirectory: string;
  /**
   * Resolves once the `client` is there; `server` is from the beginning. @throws Error with what is wrong with the
   * sources
   */
  readonly clientBuilt: Promise<void>;
  /** Resolves once all is built. @throws Error with what is wrong with the sources */
  readonly built: Promise<void>;
  /** Absolute path of the cache folder. */
  readonly cacheDirectory: string;
}
