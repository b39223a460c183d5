/** What a sealed file runs: the same server, of a site that is in the file. */
import { version } from '../../package.json';
import { openKey } from '../auth/key.ts';
import { resolveSealedOptions } from '../options.ts';
import { runProcess } from '../process.ts';
import { runServer } from '../run-server.ts';
import { mountBelow } from './base.ts';
import type { Payload } from './format.ts';
import { openSite } from './site.ts';
import { bodiesIn } from './tail.ts';

/**
 * Does what the command line asks for, and says in a sentence why it cannot. `file` are the bytes of a file that ends in
 * the payload's bodies.
 */
export function main(payload: Payload, file: () => Uint8Array<ArrayBuffer>): Promise<void> {
  return runProcess(async (words, host) => {
    const command = resolveSealedOptions(words, host.env);
    if (command.kind === 'version') {
      host.out.write(`${version}\n`);
      return undefined;
    }
    if (command.kind === 'help') {
      const { sealedHelpText } = await import('../help.ts');
      host.out.write(sealedHelpText(payload.site.decks.map(({ title }) => title)));
      return undefined;
    }
    const { options } = command;
    const { site, open } = openSite(payload, bodiesIn(file(), payload.ends));
    const keeper = openKey({
      given: options.key,
      // Without a folder of its own it writes nothing, and reads nothing either.
      folder: options.data,
      report: host.complain,
      isBrought: open !== undefined,
    });
    const remark = remarkOn({ isLocked: open !== undefined, isKept: options.data !== undefined, ...options });
    await runServer(
      {
        load: async () => mountBelow(options.base, site),
        keeper,
        ...(open && { lock: { open } }),
        ...(remark !== undefined && { remark }),
      },
      options,
      host,
    );
    return undefined;
  });
}

interface KeyFacts {
  readonly isLocked: boolean;
  readonly isKept: boolean;
  readonly key?: string;
}

/** What the terminal says of the key, where somebody could miss it. */
function remarkOn({ isLocked, isKept, key }: KeyFacts): string | undefined {
  if (key !== undefined) return undefined;
  if (isLocked) return 'The key to present with is the one that this file was built with.';
  return isKept ? undefined : 'The key is another one at each start; --key or --data keeps one.';
}
