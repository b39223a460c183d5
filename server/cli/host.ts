/** What a command may use of the process that it runs in. Only process.ts touches the process itself. */
import type { Environment } from './arguments.ts';

/** Where text goes. */
export interface Output {
  write(text: string): void;
  /** Whether it is a terminal that shows colours, for someone who has not declined them (https://no-color.org). */
  readonly colors: boolean;
}

/** The Node that runs. */
export interface RunningNode {
  /** Its file. */
  readonly path: string;
  readonly version: string;
  /** The processor that it is for, by Node's name. */
  readonly arch: string;
  /** The files of the libraries that it has loaded. */
  libraries(): readonly string[];
}

/** The processes of this machine. */
export interface HostProcesses {
  /** This one's number. */
  readonly pid: number;
  /** Whether a process of that number runs, whoever owns it. */
  isRunning(pid: number): boolean;
}

/** The process, as commands see it. */
export interface ProcessHost {
  readonly env: Environment;
  readonly platform: NodeJS.Platform;
  readonly node: RunningNode;
  readonly processes: HostProcesses;
  /** What was asked for. */
  readonly out: Output;
  /** What goes on meanwhile, and what is wrong. */
  readonly err: Output;
  /** A sentence on what went wrong, to `err`. */
  complain(message: string): void;
  /**
   * Has `close` called once the process is asked to end, which is then the end of its task, too. Where `close` rejects, the
   * process ends without waiting for what it could not close.
   */
  endWith(close: () => Promise<void>): void;
  /** Lets a server run on: from now on, faults are told but end nothing. */
  surviveFaults(): void;
}

/** The process of a command, which has its code and its memory on disk. */
export interface Host extends ProcessHost {
  /** Absolute folder with the built `client` and `server`. */
  readonly buildDirectory: string;
  /** Absolute folder for what is remembered between starts. */
  readonly cacheDirectory: string;
}
