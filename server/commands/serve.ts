/** `lectern serve`: compiles the decks, serves them, and compiles anew what changes. */
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
  await runServer(
    {
      load: () => loadSite(loading),
      async watch(listener) {
        const { watchSite } = await import('../site/watch.ts');
        watchSite(loading, listener);
      },
    },
    options,
    host,
  );
}
