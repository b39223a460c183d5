/** `lectern serve`: compiles the decks, serves them, and compiles them again when they change. */
import { existsSync } from 'node:fs';
import { openKeyStore } from '../auth/key-store.ts';
import type { Host } from '../cli/host.ts';
import { withJournal } from '../cli/journal.ts';
import type { ServerOptions } from '../cli/options.ts';
import { suggestCommand } from '../cli/suggest-command.ts';
import { UsageError } from '../cli/usage-error.ts';
import type { CompilerOptions, SiteCompiler } from '../compiler/compiler.ts';
import { openDataFolder } from '../data/open-data-folder.ts';
import type { DevServer } from '../dev/dev-server.ts';
import { once } from '../files/once.ts';
import { mountPaperRoutes, type PaperSource } from '../paper/paper-routes.ts';
import type { PrintJob } from '../paper/printer.ts';
import { runServer } from '../serve/run.ts';
import type { SiteSource } from '../serve/site-source.ts';
import { loadRemembered } from '../site/load.ts';
import type { LoaderOptions } from '../site/loader.ts';
import type { SiteWatch } from '../site/watch/watch.ts';
import { importOffers } from './import-offers.ts';
import { keyFolder } from './key-folder.ts';

/**
 * Serves the decks. Resolves when the server accepts connections. @throws UsageError for what may be a mistyped
 * command
 */
export async function serveDecks(options: ServerOptions, host: Host): Promise<void> {
  const { path } = options;
  const meant = existsSync(path) ? undefined : suggestCommand(path);
  if (meant !== undefined) {
    throw new UsageError(
      `There is no file or folder ${path}, and no command of that name. Did you mean lectern ${meant}?`,
    );
  }
  return serveFrom(options, host, {});
}

/** What another command adds to `serve`. */
export interface ServeExtensions {
  readonly devServer?: DevServer;
  readonly devRoutes?: SiteSource['devRoutes'];
  readonly loading?: Partial<LoaderOptions>;
  /** Whether the compiler process stays, with its caches, while nothing changes. */
  readonly keepsProcess?: boolean;
  /** Called when watching begins. */
  readonly watching?: (watch: SiteWatch, compiler: SiteCompiler) => void;
}

/** Serves the decks, with the extensions of another command. */
export async function serveFrom(
  options: ServerOptions,
  bare: Host,
  { devServer, devRoutes, loading: more, keepsProcess = false, watching }: ServeExtensions,
): Promise<void> {
  const host = withJournal(bare, options.log !== undefined);
  let compiled: NonNullable<CompilerOptions['compiled']> = () => {};
  let progress = (loaded: number, all: number) => {
    if (host.err.isTerminal) host.err.write(`Compiling the decks: ${loaded} of ${all} done\n`);
  };
  const loading = {
    path: options.path,
    siteFile: options.siteFile,
    base: options.base,
    buildDirectory: host.buildDirectory,
    clientBuilt: host.clientBuilt,
    cacheDirectory: host.cacheDirectory,
    ...more,
  };
  const openCompiler = once(async () => {
    const { SiteCompiler } = await import('../compiler/compiler.ts');
    return new SiteCompiler({
      loading,
      keepsProcess,
      node: host.node.path,
      pid: host.processes.pid,
      compiled: (...load) => compiled(...load),
      report: (message) => host.err.write(`${message}\n`),
      progress: (loaded, all) => progress(loaded, all),
    });
  });
  const data = await openDataFolder(options, host);
  const keyStore = openKeyStore({
    given: options.key,
    // A key that servers share is stored by none of them.
    folder: options.redis ? undefined : keyFolder(data?.path, host),
    report: host.reportError,
  });
  data?.folder?.onRecreated(keyStore.rewrite);
  let watch: SiteWatch | undefined;
  await runServer(
    {
      keyStore,
      data,
      sharing: () => import('../redis/shared.ts'),
      ...(devServer && { devServer }),
      ...(devRoutes && { devRoutes }),
      onCompiled(listener) {
        compiled = listener;
      },
      async load() {
        const remembered = await loadRemembered(loading);
        const compiler = openCompiler();
        const site = remembered ?? (await (await compiler).load({ pass: 'quick' })).site;
        // Later ones keep nobody waiting.
        progress = () => {};
        for (const sentence of importOffers(site, options.path)) host.err.write(`${sentence}\n`);
        if (!remembered) return site;
        void compiler.then((opened) => opened.start(remembered));
        return remembered;
      },
      paper:
        (parts) =>
        (app, { isPresenter }) =>
          mountPaperRoutes(app, isPresenter, { ...parts, source: createPrinter(host) }),
      check: async () => (await openCompiler()).check(),
      async watch(listener) {
        const { watchSite } = await import('../site/watch/watch.ts');
        const compiler = await openCompiler();
        watch = watchSite(loading, compiler, listener);
        watching?.(watch, compiler);
      },
      async close() {
        // Otherwise the watcher would report the compiler's exit as a fault.
        watch?.close();
        (await openCompiler()).close();
      },
    },
    options,
    host,
  );
}

/** Creates a printer that is loaded on first use. */
function createPrinter(host: Host): PaperSource {
  let printer: Promise<PaperSource['print']> | undefined;
  const load = async () => {
    const { Printer } = await import('../paper/printer.ts');
    const loaded = new Printer(host);
    return (job: PrintJob) => loaded.print(job);
  };
  return {
    async isThere() {
      const { findChromium } = await import('../browser/find-chromium.ts');
      return (await findChromium(host)) !== undefined;
    },
    async print(job) {
      printer ??= load();
      return (await printer)(job);
    },
  };
}
