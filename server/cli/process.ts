/**
 * Wraps the process for commands: arguments, streams, signals and exit. In the server, only this file touches
 * `process.*`.
 */
import { bootedMachine } from './booted-machine.ts';
import { explain } from './explain.ts';
import type { Output, ProcessHost } from './host.ts';
import { UsageError } from './usage-error.ts';

/**
 * The task of a process: gets the arguments (without node and script), and resolves to the exit code, 0 without
 * one.
 */
export type Task = (words: readonly string[], host: ProcessHost) => Promise<number | undefined>;

/** Runs a task, and reports in a sentence why it failed. */
export async function runProcess(task: Task): Promise<void> {
  ignoreClosedPipes();
  const ending = new AbortController();
  try {
    // Sets the code instead of exiting: text written to a pipe may still be on its way.
    process.exitCode = (await task(process.argv.slice(2), createHost(ending))) ?? 0;
  } catch (error) {
    // The task fails because its resources were closed; the process exits by itself when all are.
    if (ending.signal.aborted) return;
    reportError(explain(error, isDebugging()));
    process.exit(error instanceof UsageError ? 2 : 1);
  }
}

/** @param ending aborted once the process is asked to end */
function createHost(ending: AbortController): ProcessHost {
  return {
    env: process.env,
    platform: process.platform,
    node: {
      path: process.execPath,
      version: process.versions.node,
      arch: process.arch,
      libraries: loadedLibraries,
    },
    processes: { pid: process.pid, isRunning },
    booted: bootedMachine(process.env),
    out: output(process.stdout),
    err: output(process.stderr),
    reportError,
    onShutdown: (close) => endOnSignal(close, ending),
    surviveFaults,
  };
}

/**
 * Seconds that closing may take: sockets are closed over two and a half, other connections are cut within one, and a
 * hanging disk must not keep the process alive.
 */
const CLOSING_SECONDS = 5;

/** Returns the loaded libraries from Node's diagnostic report. */
function loadedLibraries(): readonly string[] {
  const { sharedObjects }: { readonly sharedObjects?: unknown } = process.report.getReport();
  return Array.isArray(sharedObjects) ? sharedObjects.map(String) : [];
}

function output(stream: NodeJS.WriteStream): Output {
  return {
    write: (text) => void stream.write(text),
    isTerminal: stream.isTTY === true,
    colors: stream.isTTY === true && !process.env.NO_COLOR && process.env.TERM !== 'dumb',
  };
}

function endOnSignal(close: () => Promise<void>, ending: AbortController): void {
  const end = async () => {
    ending.abort();
    // A second signal kills the process at once; the first process of a container only if it listens.
    for (const signal of signals) {
      process.removeListener(signal, end);
      if (process.pid === 1) process.on(signal, () => process.exit(1));
    }
    setTimeout(() => forceExit(` within ${CLOSING_SECONDS} seconds.`), CLOSING_SECONDS * 1000).unref();
    try {
      await close();
    } catch (error) {
      return forceExit(`: ${explain(error, isDebugging())}`);
    }
    process.exit(0);
  };
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const signal of signals) process.on(signal, end);
}

/** Kills the process: `exit` would wait for each thread, and one that waits for a disk may wait for ever. */
function forceExit(reason: string): void {
  reportError(`Not all was closed${reason}`);
  process.kill(process.pid, 'SIGKILL');
}

/** Tests for a process with signal 0, which only checks; EPERM means that there is one. */
function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** Keeps the process alive: once people watch a talk, an error in one response must not end it for all. */
function surviveFaults(tell = reportError): void {
  const tellError = (error: unknown) => tell(explain(error, isDebugging()));
  process.on('uncaughtException', tellError);
  process.on('unhandledRejection', tellError);
}

function isDebugging(): boolean {
  return Boolean(process.env.LECTERN_DEBUG);
}

/** Ignores a closed output pipe, as of `lectern | head`. */
function ignoreClosedPipes(): void {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
}

function reportError(message: string): void {
  process.stderr.write(`lectern: ${message}\n`);
}
