/** `lectern serve`: compiles the decks, serves them, and compiles anew what changes. */
import { homedir } from 'node:os';
import { openKey, stateFolder } from '../auth/key.ts';
import { openDataOf } from '../data/options.ts';
import type { Desk } from '../dev/desk.ts';
import type { Host } from '../host.ts';
import type { ServerOptions } from '../options.ts';
import type { Order } from '../paper/printer.ts';
import { mountPaperRoutes, type PaperSource } from '../paper/routes.ts';
import { runServer } from '../run-server.ts';
import { loadSite, openSite } from '../site/load.ts';
import type { SiteWatch, WatchOptions } from '../site/watch.ts';

/** Serves. Resolves when the server accepts connections. */
export function serveDecks(options: ServerOptions, host: Host): Promise<void> {
  return serveFrom(options, host, {});
}

/** What another command adds to serving. */
export interface Additions {
  readonly desk?: Desk;
  readonly loading?: Partial<WatchOptions>;
  /** Told when the site is watched. */
  readonly watching?: (watch: SiteWatch) => void;
}

/** Serves, with what another command adds. */
export async function serveFrom(
  options: ServerOptions,
  host: Host,
  { desk, loading: more, watching }: Additions,
): Promise<void> {
  const loading = {
    path: options.path,
    siteFile: options.siteFile,
    base: options.base,
    buildDirectory: host.buildDirectory,
    cacheDirectory: host.cacheDirectory,
    report: (message: string) => host.err.write(`${message}\n`),
    ...more,
  };
  const data = await openDataOf(options, host);
  const keeper = openKey({
    given: options.key,
    folder:
      data?.path ?? stateFolder({ platform: host.platform, home: homedir(), environment: host.env }),
    report: host.complain,
  });
  data?.folder?.onRemade(keeper.keepAgain);
  await runServer(
    {
      keeper,
      data: data?.folder,
      ...(desk && { desk }),
      load: () => loadSite(loading),
      paper:
        (parts) =>
        (app, { isPresenter }) =>
          mountPaperRoutes(app, isPresenter, { ...parts, source: printerOf(host) }),
      async check(site) {
        const { checkSite, shortly } = await import('../check/check-site.ts');
        return (await checkSite(site, await openSite(loading))).map(shortly);
      },
      async watch(listener) {
        const { watchSite } = await import('../site/watch.ts');
        const watch = watchSite(loading, listener);
        watching?.(watch);
      },
    },
    options,
    host,
  );
}

/** A printer that is loaded with the first order. */
function printerOf(host: Host): PaperSource {
  let printer: Promise<PaperSource['print']> | undefined;
  const load = async () => {
    const { Printer } = await import('../paper/printer.ts');
    const loaded = new Printer(host);
    return (order: Order) => loaded.print(order);
  };
  return {
    async isThere() {
      const { findChromium } = await import('../browser/find.ts');
      return (await findChromium(host)) !== undefined;
    },
    async print(order) {
      printer ??= load();
      return (await printer)(order);
    },
  };
}
