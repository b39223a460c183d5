/** `lectern serve`: compiles the decks, serves them, and compiles anew what changes. */
import { homedir } from 'node:os';
import { openKey, stateFolder } from '../auth/key.ts';
import type { Host } from '../host.ts';
import type { ServerOptions } from '../options.ts';
import { runServer } from '../run-server.ts';
import { loadSite } from '../site/load.ts';

/** Serves. Resolves when the server accepts connections. */
export async function serveDecks(options: ServerOptions, host: Host): Promise<void> {
  const loading = {
    path: options.path,
    siteFile: options.siteFile,
    base: options.base,
    buildDirectory: host.buildDirectory,
    cacheDirectory: host.cacheDirectory,
    report: (message: string) => host.err.write(`${message}\n`),
  };
  const keeper = openKey({
    given: options.key,
    folder: options.data ?? stateFolder({ platform: host.platform, home: homedir(), environment: host.env }),
    report: host.complain,
  });
  await runServer(
    {
      keeper,
      load: () => loadSite(loading),
      async check(site) {
        const { checkSite, shortly } = await import('../check/check-site.ts');
        return (await checkSite(site, loading)).map(shortly);
      },
      async watch(listener) {
        const { watchSite } = await import('../site/watch.ts');
        watchSite(loading, listener);
      },
    },
    options,
    host,
  );
}
