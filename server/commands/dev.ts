/** `lectern dev`: serves like `serve`, and updates open pages with every save. */
import { readClientBundle } from '../bundle/client.ts';
import type { Host } from '../cli/host.ts';
import type { DevOptions } from '../cli/options.ts';
import type { SiteCompiler } from '../compiler/compiler.ts';
import { FAMILIES } from '../deck/model/own-themes.ts';
import { devRoutes } from '../dev/dev-routes.ts';
import { DevServer } from '../dev/dev-server.ts';
import { openInEditor } from '../dev/editor.ts';
import type { SiteWatch } from '../site/watch/watch.ts';
import { isLocalHost } from '../wire/local-host.ts';
import { serveFrom } from './serve.ts';

/** Serves for authors. Resolves when the server accepts connections. */
export async function developDecks(options: DevOptions, host: Host): Promise<void> {
  const client = await readClientBundle(host.buildDirectory);
  const decks = new Set<string>();
  let watch: SiteWatch | undefined;
  let compiler: SiteCompiler | undefined;
  const devServer = new DevServer({
    script: `${options.base}/_/${client.nameOf('client/dev/main.ts')}`,
    isPrivate: isLocalHost(options.host),
    pageOpened(deck) {
      decks.add(deck);
      watch?.openInDev(deck);
    },
    placeOf: async (deck, slide) => compiler?.placeOf(deck, slide),
    open: (place, failed) => openInEditor(place, options.editor, failed),
    themes: FAMILIES.map((name) => ({ schemes: [`${name}-light`, `${name}-dark`] })),
    async inTheme(deck, theme) {
      if (!compiler) throw new Error('The decks are still being loaded.');
      return compiler.inTheme(deck, theme);
    },
  });
  await serveFrom(options, host, {
    devServer,
    devRoutes: (served, report) => devRoutes(devServer, served, report),
    // Authors gain nothing from compressed pages.
    loading: { keepsLast: 'for-everyone', encodes: false },
    keepsProcess: true,
    watching(started, opened) {
      watch = started;
      compiler = opened;
      for (const deck of decks) started.openInDev(deck);
    },
  });
}
