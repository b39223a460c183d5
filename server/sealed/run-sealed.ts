/** Runs a sealed file: the same server, with the site in the file. */
import { brotliDecompressSync } from 'node:zlib';
import { version } from '../../package.json';
import { openKeyStore } from '../auth/key-store.ts';
import { withJournal } from '../cli/journal.ts';
import { resolveSealedOptions } from '../cli/options.ts';
import { runProcess } from '../cli/process.ts';
import { StartError } from '../cli/start-error.ts';
import { openDataFolder } from '../data/open-data-folder.ts';
import type { Sharing } from '../redis/shared.ts';
import { runServer } from '../serve/run.ts';
import { machineFigures } from './booted-pages.ts';
import type { Payload } from './format.ts';
import { mountBelow } from './mount-below.ts';
import { openSealedSite } from './open-sealed-site.ts';
import { runCompressed } from './run-code.ts';

/** Where a payload is read from. */
export interface PayloadSource {
  /** Opens the payload's bodies, which are read by number. */
  bodies(): (number: number) => Uint8Array<ArrayBuffer>;
  /** The command that runs it. */
  readonly usage: string;
}

/** Runs the command line of a sealed file. */
export function main(payload: Payload, { bodies, usage }: PayloadSource): Promise<void> {
  return runProcess(async (words, bare) => {
    const command = resolveSealedOptions(words, bare.env);
    const host = withJournal(bare, command.kind === 'serve' && command.options.log !== undefined);
    if (command.kind === 'version') {
      host.out.write(`${version}\n`);
      return undefined;
    }
    if (command.kind === 'licenses') {
      host.out.write(licensesIn(payload, bodies()));
      return undefined;
    }
    if (command.kind === 'help') {
      const { sealedHelpText } = await import('../cli/help.ts');
      host.out.write(
        sealedHelpText(
          usage,
          payload.site.decks.map(({ title }) => title),
        ),
      );
      return undefined;
    }
    const { options } = command;
    if (command.kind === 'health') {
      const { checkHealth } = await import('./health.ts');
      await checkHealth(options);
      return undefined;
    }
    const data = await openDataFolder(options, host);
    const machine = host.booted && machineFigures(host.booted);
    const { site, open } = openSealedSite(payload, bodies(), machine?.figures);
    const keyStore = openKeyStore({
      given: options.key,
      // Without a data folder, it writes and reads nothing.
      folder: data?.path,
      report: host.reportError,
      fromSignIn: open !== undefined,
    });
    data?.folder?.onRecreated(keyStore.rewrite);
    const remark = remarkOn({
      isLocked: open !== undefined,
      isKept: data?.path !== undefined,
      isBooted: host.booted !== undefined,
      ...options,
    });
    await runServer(
      {
        sharing: async () => carriedSharing(payload, bodies()),
        load: async () => mountBelow(options.base, site),
        keyStore,
        data,
        ...(machine && { listening: machine.listening }),
        ...(open && { encrypted: { open } }),
        ...(remark !== undefined && { remark }),
      },
      options,
      host,
    );
    return undefined;
  });
}

/** Returns the licences of everything in the file. */
function licensesIn({ site }: Payload, bytesAt: (number: number) => Uint8Array): string {
  return brotliDecompressSync(bytesAt(site.licenses.number)).toString('utf8');
}

/** Returns what servers need that share talks by Redis. @throws {StartError} where the file was built without */
function carriedSharing({ site }: Payload, bytesAt: (number: number) => Uint8Array): Sharing {
  if (site.sharing === undefined)
    throw new StartError('This was built without what --redis needs. Give lectern build --redis, too.');
  // The build stores this module there.
  return runCompressed(bytesAt(site.sharing)) as Sharing;
}

interface KeyFacts {
  readonly isLocked: boolean;
  readonly isKept: boolean;
  readonly isBooted: boolean;
  readonly key?: string;
}

/** Returns a sentence about the key for the terminal, where one is needed. */
function remarkOn({ isLocked, isKept, isBooted, key }: KeyFacts): string | undefined {
  if (key !== undefined) return undefined;
  if (isLocked) return 'The key to present with is the one that this file was built with.';
  if (isKept) return undefined;
  const [asked, folder] = isBooted ? ['lectern.key', 'lectern.data'] : ['--key', '--data'];
  return `The key is another one at each start; ${asked} or ${folder} keeps one.`;
}
