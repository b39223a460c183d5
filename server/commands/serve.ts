/** `lectern serve`: compiles the decks, serves them, and compiles anew what changes. */
import { existsSync } from 'node:fs';
import { openKeyStore } from '../auth/key-store.ts';
import { commandMeant } from '../cli/command-meant.ts';
import type { Host } from '../cli/host.ts';
import type { ServerOptions } from '../cli/options.ts';
import { UsageError } from '../cli/usage-error.ts';
import type { SiteCompiler } from '../compiler/compiler.ts';
import { openDataOf } from '../data/options.ts';
import type { Desk } from '../dev/desk.ts';
import { once } from '../files/once.ts';
import type { Order } from '../paper/printer.ts';
import { mountPaperRoutes, type PaperSource } from '../paper/routes.ts';
import { runServer } from '../serve/run.ts';
import { loadRemembered } from '../site/load.ts';
import type { LoaderOptions } from '../site/loader.ts';
import type { SiteWatch } from '../site/watch/watch.ts';
import { keyFolder } from './key-folder.ts';

/** Serves. Resolves when the server accepts connections. @throws UsageError for what may be a mistyped command. */
export async function serveDecks(options: ServerOptions, host: Host): Promise<void> {
  const { path } = options;
  const meant = existsSync(path) ? undefined : commandMeant(path);
  if (meant !== undefined) {
    throw new UsageError(
      `There is no file or folder ${path}, and no command of that name. Did you mean lectern ${meant}?`,
    );
  }
  return serveFrom(options, host, {});
}

/** What another command adds to serving. */
export interface Additions {
  readonly desk?: Desk;
  readonly loading?: Partial<LoaderOptions>;
  /** Whether what compiles stays at hand, with all that it knows of the decks. */
  readonly staysWarm?: boolean;
  /** Told when the site is watched. */
  readonly watching?: (watch: SiteWatch, compiler: SiteCompiler) => void;
}

/** Serves, with what another command adds. */
export async function serveFrom(
  options: ServerOptions,
  host: Host,
  { desk, loading: more, staysWarm = false, watching }: Additions,
): Promise<void> {
  const loading = {
    path: options.path,
    siteFile: options.siteFile,
    base: options.base,
    buildDirectory: host.buildDirectory,
    cacheDirectory: host.cacheDirectory,
    ...more,
  };
  const openCompiler = once(async () => {
    const { SiteCompiler } = await import('../compiler/compiler.ts');
    return new SiteCompiler({
      loading,
      staysWarm,
      node: host.node.path,
      pid: host.processes.pid,
      report: (message) => host.err.write(`${message}\n`),
    });
  });
  const data = await openDataOf(options, host);
  const keyStore = openKeyStore({
    given: options.key,
    folder: keyFolder(data?.path, host),
    report: host.complain,
  });
  data?.folder?.onRemade(keyStore.rewrite);
  let watch: SiteWatch | undefined;
  await runServer(
    {
      keyStore,
      data,
      ...(desk && { desk }),
      async load() {
        const remembered = await loadRemembered(loading);
        const compiler = openCompiler();
        if (!remembered) return (await (await compiler).load({ hurries: false })).site;
        void compiler.then((opened) => opened.start(remembered));
        return remembered;
      },
      paper:
        (parts) =>
        (app, { isPresenter }) =>
          mountPaperRoutes(app, isPresenter, { ...parts, source: printerOf(host) }),
      check: async () => (await openCompiler()).check(),
      async watch(listener) {
        const { watchSite } = await import('../site/watch/watch.ts');
        const compiler = await openCompiler();
        watch = watchSite(loading, compiler, listener);
        watching?.(watch, compiler);
      },
      async close() {
        // Whoever goes on watching would take the compiler's end for a fault.
        watch?.close();
        (await openCompiler()).close();
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
