/** The command line: reads options, composes the rest; the only file that touches `process.*`. */
import { homedir, hostname, networkInterfaces } from 'node:os';
import { setTimeout } from 'node:timers/promises';
import { version } from '../package.json';
import { listAddresses } from './addresses.ts';
import { createApp } from './app.ts';
import { stateFolder } from './auth/key.ts';
import { explain } from './explain.ts';
import { helpText } from './flags.ts';
import { type Command, resolveOptions, type ServerOptions } from './options.ts';
import { createPresenting } from './present.ts';
import { type Running, serve } from './serve.ts';
import { loadSite } from './site/load.ts';
import { UsageError } from './usage-error.ts';

/** Milliseconds in which requests that came before the port was open are answered; nobody sees the terminal wait for it. */
const FIRST_ANSWER_MS = 30;

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
    await run(command, launched);
  } catch (error) {
    complain(explain(error, Boolean(process.env.LECTERN_DEBUG)));
    process.exit(error instanceof UsageError ? 2 : 1);
  }
}

async function run(command: Command, launched: Launched): Promise<void> {
  if (command.kind === 'help') process.stdout.write(helpText());
  else if (command.kind === 'version') process.stdout.write(`${version}\n`);
  else await runServer(command.options, launched);
}

async function runServer(
  options: ServerOptions,
  { buildDirectory, cacheDirectory }: Launched,
): Promise<void> {
  const loading = {
    path: options.path,
    siteFile: options.siteFile,
    base: options.base,
    buildDirectory,
    cacheDirectory,
    report: (message: string) => process.stderr.write(`${message}\n`),
  };
  let site = await loadSite(loading);
  const machine = hostname();
  const presenting = createPresenting({
    options,
    site: () => site,
    machine,
    stateFolder: stateFolder({ platform: process.platform, home: homedir(), environment: process.env }),
    report: complain,
  });
  let audienceAddress: string | undefined;
  const app = createApp({
    site: () => site,
    options,
    machine,
    report: complain,
    presenting: {
      ...presenting,
      audienceAddress: () => audienceAddress,
      revoked: (key) =>
        process.stdout.write(`Presenters were revoked. The new link ends in speaker?key=${key}\n`),
    },
  });
  const running = await serve({ app, options, upgrade: presenting.upgrade, report: complain });
  endOnSignal({
    ...running,
    close: async () => {
      await Promise.all([presenting.close(), running.close()]);
    },
  });
  surviveFaults();

  // Whoever was waiting for the port is answered before the terminal is told.
  await setTimeout(FIRST_ANSWER_MS);
  const { defaultAddress, openBrowser } = await import('./machine.ts');
  const { banner, createProblems, presenterLink } = await import('./banner.ts');
  const addresses = listAddresses({
    options,
    port: running.port,
    interfaces: networkInterfaces(),
    defaultAddress: await defaultAddress(),
  });
  audienceAddress = addresses.public ?? addresses.network[0];
  const problems = createProblems(hasColors(process.stderr));
  process.stderr.write(problems(site));
  const milliseconds = performance.now();
  const colors = hasColors(process.stdout);
  const key = presenting.key();
  process.stdout.write(banner({ version, addresses, site, key, milliseconds, colors }));
  const { watchSite } = await import('./site/watch.ts');
  watchSite(loading, {
    changed(loaded) {
      site = loaded;
      presenting.refresh();
      process.stderr.write(problems(site));
    },
    failed: complain,
  });
  if (options.open) {
    openBrowser(presenterLink({ addresses, site, key }), { platform: process.platform, failed: complain });
  }
}

function endOnSignal(running: Running): void {
  const end = () => {
    // A second signal, from someone who will not wait, ends it the hard way.
    for (const signal of signals) process.removeListener(signal, end);
    running.close().then(() => process.exit(0));
  };
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const signal of signals) process.on(signal, end);
}

/** Once people watch a talk, a fault in one answer must not end it for all. */
function surviveFaults(): void {
  const tell = (error: unknown) => complain(explain(error, Boolean(process.env.LECTERN_DEBUG)));
  process.on('uncaughtException', tell);
  process.on('unhandledRejection', tell);
}

/** Whoever reads our output may stop reading (`lectern | head`): nothing is lost by that. */
function ignoreClosedPipes(): void {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
}

function complain(message: string): void {
  process.stderr.write(`lectern: ${message}\n`);
}

/** Colours are for terminals, and for those who have not declined them (https://no-color.org). */
function hasColors(stream: NodeJS.WriteStream): boolean {
  return stream.isTTY === true && !process.env.NO_COLOR && process.env.TERM !== 'dumb';
}
