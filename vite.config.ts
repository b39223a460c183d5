/// <reference types="vitest/config" />
/** How Vite builds what runs in the browser and what runs on the server, and how Vitest runs the tests. */
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, gzip, constants as zlib } from 'node:zlib';
import { defineConfig, type EnvironmentOptions, type Plugin, type ViteBuilder } from 'vite';
import { mermaidParts } from './server/bundle/scripts/mermaid-parts.ts';
import { mergeWorks, WORKS_NAME } from './server/bundle/works/built-works.ts';
import { worksOfBuild } from './server/bundle/works/works-of-build.ts';

/** What a page links to or contains, each the entry of a file of its own. */
const clientEntries = [
  'client/deck.ts',
  // The deck's script loads it, and the speaker view's, which is built alone.
  'client/features/diagrams/diagrams.ts',
  'client/dev/main.ts',
  'client/styles/deck.css',
  'client/styles/pages.css',
  'client/styles/speaker.css',
  'client/themes/lectern.css',
];

/** The one script that stands inside the page. It is built alone, so that it shares no file with the others. */
const inlineEntry = 'client/first-paint.ts';

/** What stands before it on pages that leave a choice of files behind slides. It is built alone, too: the other has all of its own. */
const earlyEntry = 'client/early-backgrounds.ts';

/** The speaker view's script. It is built alone, too: what it shares with the deck's would become further files of the deck. */
const speakerEntry = 'client/speaker/main.ts';

/** The service worker. It is built alone: a script of its own, which cannot import. */
const workerEntry = 'client/offline/worker.ts';

/** Where a sealed file begins, and where a program does. */
const sealedEntry = 'server/sealed/entry.ts';
const programEntry = 'server/sealed/program.ts';

/** The command, and the process in which it has decks compiled. */
const serverEntries = [
  ['main', 'server/main.ts'],
  ['compiler', 'server/compiler/process-main.ts'],
] as const;

const manifestName = '.vite/manifest.json';

const hashed = {
  entryFileNames: '[name].[hash].js',
  chunkFileNames: '[name].[hash].js',
  assetFileNames: '[name].[hash][extname]',
};

const clientBuild = {
  target: 'baseline-widely-available',
  manifest: manifestName,
  modulePreload: false,
  copyPublicDir: false,
  reportCompressedSize: false,
} as const;

/**
 * Modules that would cost every start or every page something and that nothing of ours uses, by what takes their place:
 * HTTP/2, which `@hono/node-server` only looks for (3 ms of a start), and Vite's helper that preloads what a lazy chunk
 * needs, which ours do not (1.7 kB of a page).
 */
const substitutes: Readonly<Record<string, string>> = {
  'node:http2': 'export class Http2ServerRequest {} export const constants = {};',
  '\0vite/preload-helper.js': 'export const __vitePreload = (load) => load();',
};

const lean: Plugin = {
  name: 'lectern:lean',
  enforce: 'pre',
  apply: 'build',
  // A copy of their own for packages: what a lazy one shares with the page would be loaded with the page.
  resolveId: (id, importer) =>
    id in substitutes
      ? `\0lean:${importer?.includes('/node_modules/') ? 'packages' : 'ours'}:${id}`
      : undefined,
  load: (id) => substitutes[/^\0lean:\w+:(.*)$/s.exec(id)?.[1] ?? ''],
};

export default defineConfig({
  // The pages' own addresses are relative, so that a proxy may mount them anywhere.
  base: './',
  publicDir: false,
  // Else Vite looks for a configuration of PostCSS above this folder, and asks for the user's home, which not every user has.
  css: { postcss: { plugins: [] } },
  plugins: [folderForEach(), lean, lessRevealCss(), worksOfBuild(import.meta.dirname)],
  environments: {
    client: {
      build: {
        ...clientBuild,
        rolldownOptions: {
          input: present(clientEntries),
          output: { ...hashed, ...mermaidParts(hashed.chunkFileNames) },
        },
      },
    },
    inline: {
      consumer: 'client',
      build: {
        ...clientBuild,
        rolldownOptions: { input: present([inlineEntry]), output: { ...hashed, format: 'iife' } },
      },
    },
    early: {
      consumer: 'client',
      build: {
        ...clientBuild,
        rolldownOptions: { input: present([earlyEntry]), output: { ...hashed, format: 'iife' } },
      },
    },
    worker: {
      consumer: 'client',
      build: {
        ...clientBuild,
        rolldownOptions: {
          input: present([workerEntry]),
          output: { ...hashed, entryFileNames: 'sw.[hash].js', format: 'iife' },
        },
      },
    },
    speaker: {
      consumer: 'client',
      build: {
        ...clientBuild,
        rolldownOptions: {
          input: present([speakerEntry]),
          output: { ...hashed, entryFileNames: 'speaker.[hash].js' },
        },
      },
    },
    ssr: {
      resolve: {
        // What every start needs is in one file; what only compiling needs stays outside, and is loaded when it does.
        noExternal: ['hono', '@hono/node-server', 'mrmime', 'ws'],
      },
      build: {
        target: 'node20',
        copyPublicDir: false,
        reportCompressedSize: false,
        minify: true,
        rolldownOptions: {
          input: Object.fromEntries(serverEntries.filter(([, file]) => present([file]).length > 0)),
          output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name].[hash].js' },
        },
      },
    },
    sealed: onePiece(sealedEntry, 'es'),
    // What Node 20 makes a program of is CommonJS.
    program: onePiece(programEntry, 'cjs'),
  },
  builder: { buildApp },
  test: {
    globalSetup: 'tests/setup/build.ts',
    // Themes are imported as text (`?raw`); without this Vitest makes every style sheet empty.
    css: true,
    // Two cores are what a small CI machine has; browsers of several files at once would starve each other there.
    maxWorkers: 2,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['tests/**/*.test.ts'],
          exclude: ['tests/browser/**', 'tests/corpus/**'],
          // A browser runs beside them, on a machine that may be three times as slow as usual.
          testTimeout: 60_000,
          hookTimeout: 120_000,
          expect: { poll: { timeout: 10_000 } },
        },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          include: ['tests/browser/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          // Unit tests run beside them.
          expect: { poll: { timeout: 30_000 } },
          fileParallelism: false,
        },
      },
      {
        extends: true,
        test: {
          name: 'corpus',
          include: ['tests/corpus/**/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});

/** How the server of a sealed file is built: in one piece, since it finds nothing beside it. */
function onePiece(input: string, format: 'es' | 'cjs'): EnvironmentOptions {
  return {
    consumer: 'server',
    resolve: { noExternal: true },
    build: {
      target: 'node20',
      copyPublicDir: false,
      reportCompressedSize: false,
      minify: true,
      rolldownOptions: {
        input: present([input]),
        output: { format, entryFileNames: 'server.js', codeSplitting: false },
      },
    },
  };
}

/**
 * Gives every environment a folder of its own below `build.outDir`, which whoever builds may name: the environments above
 * are the one list of what is built, and none of them is written anywhere else.
 */
function folderForEach(): Plugin {
  let folder = '';
  return {
    name: 'lectern:folder-for-each',
    config({ build }) {
      folder = build?.outDir ?? 'dist/.build';
    },
    configEnvironment: (name) => ({
      build: { outDir: join(folder, name === 'ssr' ? 'server' : name), emptyOutDir: true },
    }),
  };
}

/**
 * Leaves out of reveal.css the picture of a spinner, a tenth of the deck's script, since styles/extras.css draws another;
 * and of decks from right to left what is stronger than a slide's or a heading's own direction, and the browser's typeface: what
 * they need is in styles/rtl.css and styles/direction.css.
 */
function lessRevealCss(): Plugin {
  return {
    name: 'lectern:less-reveal-css',
    enforce: 'pre',
    transform: {
      filter: { id: /reveal\.js\/dist\/reveal\.css/ },
      handler: (code) => ({
        code: code
          .replace(/url\(["']?data:image\/gif[^)]*\)/, 'none')
          .replace(/\.reveal\.rtl (?:\.slides|ol)\b[^{}]*\{[^}]*\}/g, ''),
        map: null,
      }),
    },
  };
}

/** Those of the entries that exist, so that a build of an unfinished checkout says what it can. */
function present(entries: readonly string[]): string[] {
  return entries.filter((entry) => existsSync(join(import.meta.dirname, entry)));
}

/** Builds every environment, then lists what was built alone in the client's manifest, where readers look for it. */
async function buildApp(builder: ViteBuilder): Promise<void> {
  const { client, inline, early, worker, speaker, ssr, sealed, program } = builder.environments;
  if (!client || !inline || !early || !worker || !speaker || !ssr || !sealed || !program)
    throw new Error(
      'vite.config.ts must describe client, inline, early, worker, speaker, ssr, sealed and program.',
    );
  for (const environment of [client, inline, early, worker, speaker, sealed, program]) {
    const { input } = environment.config.build.rolldownOptions;
    if (Array.isArray(input) && input.length > 0) await builder.build(environment);
  }
  await builder.build(ssr);

  const directoryOf = ({ config }: typeof client) => resolve(config.root, config.build.outDir);
  for (const alone of [inline, early, worker, speaker]) merge(directoryOf(client), directoryOf(alone));
  await compress(directoryOf(client));
}

/** Moves what was built alone, its entries in the manifest, and whose work it is, into the client's folder. */
function merge(clientDirectory: string, directory: string): void {
  const aloneManifest = join(directory, manifestName);
  if (!existsSync(aloneManifest)) return;
  const entries: Record<string, { file: string }> = JSON.parse(readFileSync(aloneManifest, 'utf8'));
  const manifestFile = join(clientDirectory, manifestName);
  const manifest = JSON.parse(readFileSync(manifestFile, 'utf8'));
  for (const { file } of Object.values(entries)) {
    writeFileSync(join(clientDirectory, file), readFileSync(join(directory, file)));
  }
  writeFileSync(manifestFile, JSON.stringify({ ...manifest, ...entries }));
  mergeWorks(join(clientDirectory, WORKS_NAME), join(directory, WORKS_NAME));
  rmSync(directory, { recursive: true });
}

/** Puts a `.br` and a `.gz` beside each text file that gets smaller by it, as small as they can be: once, here. */
async function compress(directory: string): Promise<void> {
  const names = existsSync(directory) ? readdirSync(directory) : [];
  const texts = names
    .filter((name) => /\.(js|css|svg|json)$/.test(name))
    .map((name) => join(directory, name));
  await Promise.all(
    texts.map(async (file) => {
      const bytes = readFileSync(file);
      const params = { [zlib.BROTLI_PARAM_QUALITY]: 11, [zlib.BROTLI_PARAM_SIZE_HINT]: bytes.length };
      const br = await promisify(brotliCompress)(bytes, { params });
      const gz = await promisify(gzip)(bytes, { level: 9 });
      if (br.length < bytes.length) writeFileSync(`${file}.br`, br);
      if (gz.length < bytes.length) writeFileSync(`${file}.gz`, gz);
    }),
  );
}
