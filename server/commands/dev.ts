/** `lectern dev`: serves as `serve` does, and brings every save to the screen at once. */
import { readClientBundle } from '../bundle/client.ts';
import type { Host } from '../cli/host.ts';
import type { DevOptions } from '../cli/options.ts';
import type { SiteCompiler } from '../compiler/compiler.ts';
import { Desk } from '../dev/desk.ts';
import { openInEditor } from '../dev/editor.ts';
import type { SiteWatch } from '../site/watch/watch.ts';
import { serveFrom } from './serve.ts';

/** Serves. Resolves when the server accepts connections. */
export async function developDecks(options: DevOptions, host: Host): Promise<void> {
  const client = await readClientBundle(host.buildDirectory);
  const decks = new Set<string>();
  let watch: SiteWatch | undefined;
  let compiler: SiteCompiler | undefined;
  const desk = new Desk({
    script: `${options.base}/_/${client.entry('client/dev/main.ts').name}`,
    isPrivate: /^(?:localhost|127(?:\.\d+){3}|::1)$/.test(options.host),
    openInDev(deck) {
      decks.add(deck);
      watch?.openInDev(deck);
    },
    placeOf: async (deck, slide) => compiler?.placeOf(deck, slide),
    open: (place, failed) => openInEditor(place, options.editor, failed),
  });
  await serveFrom(options, host, {
    desk,
    // Whoever edits is not served better by pages that are smaller.
    loading: { keepsLast: 'for-everyone', encodes: false },
    staysWarm: true,
    watching(started, opened) {
      watch = started;
      compiler = opened;
      for (const deck of decks) started.openInDev(deck);
    },
  });
}
