/** The process, as commands see it: its words, streams, signals and end. Of the server, only this file touches `process.*`. */
import { explain } from './explain.ts';
import type { Output, ProcessHost } from './host.ts';
import { UsageError } from './usage-error.ts';

/** What a process is for: gets its words (without node and script); a number is the exit code, 0 without one. */
export type Task = (words: readonly string[], host: ProcessHost) => Promise<number | undefined>;

/** Does what the process was started for, and says in a sentence why it cannot. */
export async function runProcess(task: Task): Promise<void> {
  ignoreClosedPipes();
  const ending = new AbortController();
  try {
    // A code, not an exit: what was written to a pipe may still be on its way.
    process.exitCode = (await task(process.argv.slice(2), createHost(ending))) ?? 0;
  } catch (error) {
    // What it was closed under fails, and the process ends by itself when all is closed.
    if (ending.signal.aborted) return;
    complain(explain(error, isDebugging()));
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
    out: output(process.stdout),
    err: output(process.stderr),
    complain,
    endWith: (close) => endOnSignal(close, ending),
    surviveFaults,
  };
}

/** Seconds that closing may take: connections are cut within one, and a disk that hangs must not keep the process. */
const CLOSING_SECONDS = 3;

/** Node's own report knows them. */
function loadedLibraries(): readonly string[] {
  const { sharedObjects }: { readonly sharedObjects?: unknown } = process.report.getReport();
  return Array.isArray(sharedObjects) ? sharedObjects.map(String) : [];
}

function output(stream: NodeJS.WriteStream): Output {
  return {
    write: (text) => void stream.write(text),
    colors: stream.isTTY === true && !process.env.NO_COLOR && process.env.TERM !== 'dumb',
  };
}

function endOnSignal(close: () => Promise<void>, ending: AbortController): void {
  const end = async () => {
    ending.abort();
    // A second signal, from someone who will not wait, ends it the hard way.
    for (const signal of signals) process.removeListener(signal, end);
    setTimeout(() => endHard(` within ${CLOSING_SECONDS} seconds.`), CLOSING_SECONDS * 1000).unref();
    try {
      await close();
    } catch (error) {
      return endHard(`: ${explain(error, isDebugging())}`);
    }
    process.exit(0);
  };
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const signal of signals) process.on(signal, end);
}

/** `exit` would wait for each thread, and one that waits for a disk may wait for ever. */
function endHard(reason: string): void {
  complain(`Not all was closed${reason}`);
  process.kill(process.pid, 'SIGKILL');
}

/** A signal that is none asks; one that may not be sent has found someone. */
function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** Once people watch a talk, a fault in one answer must not end it for all. */
function surviveFaults(): void {
  const tell = (error: unknown) => complain(explain(error, isDebugging()));
  process.on('uncaughtException', tell);
  process.on('unhandledRejection', tell);
}

function isDebugging(): boolean {
  return Boolean(process.env.LECTERN_DEBUG);
}

/** Whoever reads our output may stop reading (`lectern | head`): nothing is lost by that. */
function ignoreClosedPipes(): void {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
}

function complain(message: string): void {
  process.stderr.write(`lectern: ${message}\n`);
}
