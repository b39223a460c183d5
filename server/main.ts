/** The command line: reads options and hands over to the command. */
import { version } from '../package.json';
import { explain } from './cli/explain.ts';
import type { Host, ProcessHost } from './cli/host.ts';
import { resolveOptions } from './cli/options.ts';
import { runProcess } from './cli/process.ts';
import { defaultFolder } from './commands/default-folder.ts';
import { serveDecks } from './commands/serve.ts';

/** What launch.mjs knows and the build cannot. */
export type Launched = Omit<Host, keyof ProcessHost>;

/** Does what the command line asks for, and says in a sentence why it cannot. */
export function main(launched: Launched): Promise<void> {
  return runProcess(async (words, host) => {
    const running = run(words, { ...host, ...launched });
    // What is wrong is told once the build is whole: it would be lost otherwise.
    running.catch(() => {});
    await launched.clientBuilt;
    const failure = await launched.built.then(
      () => undefined,
      (error: unknown) => explain(error, false),
    );
    const code = await running;
    // Who is served needs none of what is built last, and keeps the server.
    if (failure !== undefined) {
      host.reportError(
        `What only lectern build needs could not be built; the next start tries again. ${failure}`,
      );
    }
    return code;
  });
}

/**
 * Runs a command; a number is the exit code. All but `serve`, which people wait for, are loaded when they are asked
 * for, and begin when the client is built.
 */
async function run(words: readonly string[], host: Host): Promise<number | undefined> {
  const command = resolveOptions(words, host.env, defaultFolder());
  if (command.kind !== 'serve') await host.built;
  switch (command.kind) {
    case 'help': {
      const { helpText } = await import('./cli/help.ts');
      host.out.write(helpText(command.command));
      return undefined;
    }
    case 'version':
      host.out.write(`${version}\n`);
      return undefined;
    case 'licenses': {
      const { printLicenses } = await import('./commands/licenses.ts');
      printLicenses(host);
      return undefined;
    }
    case 'serve':
      await serveDecks(command.options, host);
      return undefined;
    case 'dev': {
      const { developDecks } = await import('./commands/dev.ts');
      await developDecks(command.options, host);
      return undefined;
    }
    case 'build': {
      const { buildDecks } = await import('./commands/build.ts');
      await buildDecks(command.options, host);
      return undefined;
    }
    case 'pdf': {
      const { printDecks } = await import('./commands/pdf.ts');
      await printDecks(command.options, host);
      return undefined;
    }
    case 'check': {
      const { checkDecks } = await import('./commands/check.ts');
      return checkDecks(command.options, host);
    }
    case 'import': {
      const { importAnyDeck } = await import('./commands/import.ts');
      await importAnyDeck(command.options, host);
      return undefined;
    }
    case 'export': {
      const { exportDeck } = await import('./commands/export.ts');
      await exportDeck(command.options, host);
      return undefined;
    }
    case 'new': {
      const { newDeck, newTheme } = await import('./commands/new.ts');
      if (command.options.kind === 'theme') await newTheme(command.options, host);
      else await newDeck(command.options, host);
      return undefined;
    }
  }
}
