/** The command line: reads options and hands over to the command; the only file that touches `process.*`. */
import { version } from '../package.json';
import { serveDecks } from './commands/serve.ts';
import { explain } from './explain.ts';
import type { Host, Output } from './host.ts';
import { type Command, resolveOptions } from './options.ts';
import { UsageError } from './usage-error.ts';

/** What launch.mjs knows and the build cannot. */
export interface Launched {
  /** Folder with the built `client` and `server`. */
  readonly buildDirectory: string;
  /** Folder for what is remembered between starts. */
  readonly cacheDirectory: string;
}

/** Does what the command line asks for, and says in a sentence why it cannot. */
export async function main(launched: Launched): Promise<void> {
  ignoreClosedPipes();
  try {
    const command = resolveOptions(process.argv.slice(2), process.env);
    // A code, not an exit: what was written to a pipe may still be on its way.
    process.exitCode = (await run(command, hostOf(launched))) ?? 0;
  } catch (error) {
    complain(explain(error, isDebugging()));
    process.exit(error instanceof UsageError ? 2 : 1);
  }
}

/**
 * Runs a command; a number is the exit code. All but `serve`, which people wait for, are loaded when they are asked
 * for.
 */
async function run(command: Command, host: Host): Promise<number | undefined> {
  switch (command.kind) {
    case 'help': {
      const { helpText } = await import('./help.ts');
      host.out.write(helpText(command.command));
      return undefined;
    }
    case 'version':
      host.out.write(`${version}\n`);
      return undefined;
    case 'serve':
      await serveDecks(command.options, host);
      return undefined;
  }
}

function hostOf(launched: Launched): Host {
  return {
    ...launched,
    env: process.env,
    platform: process.platform,
    out: output(process.stdout),
    err: output(process.stderr),
    complain,
    runUntilEnded(close) {
      endOnSignal(close);
      surviveFaults();
    },
  };
}

function output(stream: NodeJS.WriteStream): Output {
  return {
    write: (text) => void stream.write(text),
    colors: stream.isTTY === true && !process.env.NO_COLOR && process.env.TERM !== 'dumb',
  };
}

function endOnSignal(close: () => Promise<void>): void {
  const end = () => {
    // A second signal, from someone who will not wait, ends it the hard way.
    for (const signal of signals) process.removeListener(signal, end);
    close().then(() => process.exit(0));
  };
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const signal of signals) process.on(signal, end);
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
