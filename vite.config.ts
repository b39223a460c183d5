/// <reference types="vitest/config" />
/** Configures Vite's builds of client and server, and Vitest's projects. */
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { platform } from 'node:os';
import { basename, join, posix, resolve } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, gzip, constants as zlib } from 'node:zlib';
import {
  defineConfig,
  type EnvironmentOptions,
  type Plugin,
  type ResolveOptions,
  type Rolldown,
  type ViteBuilder,
} from 'vite';
import { buildTargets } from './server/bundle/browsers.ts';
import { isRarelyLoaded } from './server/bundle/client-parts.ts';
import { revealCss } from './server/bundle/css/reveal-css.ts';
import { mermaidBundle, mermaidParts } from './server/bundle/scripts/mermaid-parts.ts';
import { revealSource } from './server/bundle/scripts/reveal-source.ts';
import { mergeWorks, WORKS_NAME } from './server/bundle/works/built-works.ts';
import { worksOfBuild } from './server/bundle/works/works-of-build.ts';

/** Files that a page links to or contains, each the entry point of a bundle. */
const clientEntries = [
  'client/deck.ts',
  // Loaded by the deck's script, and by the speaker view's, which is built separately.
  'client/features/diagrams/diagrams.ts',
  'client/dev/main.ts',
  'client/styles/deck.css',
  'client/styles/pages.css',
  'client/styles/speaker.css',
];

/** The script inlined into pages. It is built separately, so that it shares no chunk with the others. */
const inlineEntry = 'client/first-paint.ts';

/**
 * The script inlined before it on pages where a slide's background has several files to choose from. It is built
 * separately, too, because inline scripts must be self-contained.
 */
const earlyEntry = 'client/early-backgrounds.ts';

/**
 * The speaker view's script. It is built separately: chunks that it shared with the deck's script would be further
 * files for every deck to load.
 */
const speakerEntry = 'client/speaker/main.ts';

/** The service worker. It is built separately, as a classic script, which cannot import. */
const workerEntry = 'client/offline/worker.ts';

/** The entry points of a sealed file, of an image that boots, and of a program. */
const bootstrapEntry = 'server/sealed/bootstrap.ts';
const sealedEntry = 'server/sealed/run-sealed.ts';
const bootedEntry = 'server/sealed/booted-server.ts';
const programEntry = 'server/sealed/program.ts';

/** What both carry when they are built with `--redis`: a piece of its own, so that others do not. */
const redisEntry = 'server/redis/shared.ts';

/** The command, and the process in which it has decks compiled. */
const serverEntries = [
  ['main', 'server/main.ts'],
  ['compiler', 'server/compiler/process-main.ts'],
] as const;

/** Unit tests that replace modules by `vi.mock`, and so need a process of their own for each file. */
const mocking = [
  'tests/bundle/early-font-threads.test.ts',
  'tests/bundle/lost-font-thread.test.ts',
  'tests/commands/key-folder.test.ts',
  'tests/compile/pictures/without-sharp.test.ts',
  'tests/files/write-atomically.test.ts',
  'tests/site/faults.test.ts',
  'tests/site/watch/watched-folders.test.ts',
];

/** A browser runs at the same time as unit tests, on a machine that may be three times as slow as usual. */
const unitTimeouts = {
  testTimeout: 60_000,
  hookTimeout: 300_000,
  expect: { poll: { timeout: 10_000 } },
};

/** Packages that the server needs at every start. */
const atEveryStart = ['hono', '@hono/node-server', 'mrmime', 'ws'];

/**
 * Packages of many small files, 118 in all, which every compilation needs: to read each by itself took nearly a tenth of
 * an installed package's first start.
 */
const atEveryCompilation = ['entities', 'image-size', 'parse5', 'yaml'];

/** What every build has bundled into the server; that of a package has more. */
const bundled = [...atEveryStart, ...atEveryCompilation];

const manifestName = '.vite/manifest.json';

const hashed = {
  entryFileNames: '[name].[hash].js',
  chunkFileNames: '[name].[hash].js',
  assetFileNames: '[name].[hash][extname]',
};

const clientBuild = {
  target: buildTargets(),
  manifest: manifestName,
  modulePreload: false,
  copyPublicDir: false,
  reportCompressedSize: false,
} as const;

/**
 * Modules that would cost every start or every page something, and that Lectern does not need, with their
 * substitutes: HTTP/2, which `@hono/node-server` only tests for (3 ms of a start), Vite's helper for preloading the
 * dependencies of a lazy chunk, of which Lectern's chunks have none (1.7 kB of a page), sockets as Node's streams, which
 * `ws` offers, and examples beside figures, which `prom-client` offers (two kilobytes of a sealed file).
 */
const substitutes: Readonly<Record<string, string>> = {
  'node:http2': 'export class Http2ServerRequest {} export const constants = {};',
  '\0vite/preload-helper.js': 'export const __vitePreload = (load) => load();',
  'ws/lib/stream.js': 'export default undefined;',
  'prom-client/lib/exemplar': 'export default undefined;',
};

const lean: Plugin = {
  name: 'lectern:lean',
  enforce: 'pre',
  apply: 'build',
  // Packages but for reveal.js get a copy of their own: one that a lazy package shared with the page would be loaded
  // with the page. Filtered, since Mermaid's and its packages' thousands of imports would each be asked about here.
  resolveId: {
    filter: { id: [/^node:http2$/, /^\0vite\/preload-helper\.js$/, /\/stream\.js$/, /\/exemplar$/] },
    handler(id, importer = '') {
      // A package's own file, from the package's name on.
      const name = id.startsWith('.')
        ? posix.join(posix.dirname(importer), id).split('/node_modules/').pop()
        : id;
      if (name === undefined || !(name in substitutes)) return undefined;
      return `\0lean:${/\/node_modules\/(?!reveal\.js\/)/.test(importer) ? 'packages' : 'ours'}:${name}`;
    },
  },
  load: {
    filter: { id: /^\0lean:/ },
    handler: (id) => substitutes[/^\0lean:\w+:(.*)$/s.exec(id)?.[1] ?? ''],
  },
};

/**
 * Bundles packages, too, into what is one piece. A plug-in of builds, since Vitest takes this option of any
 * environment for all tests, and would have Vite transform every package, Mermaid's hundreds of modules among them.
 */
const packagesToo: Plugin = {
  name: 'lectern:packages-too',
  apply: 'build',
  configEnvironment: (name) =>
    name === 'sealed' || name === 'program' || name === 'redis'
      ? { resolve: { noExternal: true } }
      : undefined,
};

/** Windows has no Redis, and no signals that stop a process for a while. */
const withoutRedis = platform() === 'win32' ? ['tests/redis/**'] : [];

export default defineConfig(({ mode }) => ({
  // The pages' own addresses are relative, so that a proxy may mount them below any path.
  base: './',
  publicDir: false,
  // Without this, Vite looks for a PostCSS configuration above this folder, and needs the user's home directory,
  // which not every user has.
  css: { postcss: { plugins: [] } },
  plugins: [
    folderForEach(),
    lean,
    packagesToo,
    mermaidBundle,
    revealCss(),
    revealSource(join(import.meta.dirname, 'client/reveal')),
    worksOfBuild(import.meta.dirname),
  ],
  environments: {
    client: {
      build: {
        ...clientBuild,
        rolldownOptions: {
          input: present(clientEntries),
          output: { ...hashed, ...mermaidParts(packageOrModule) },
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
        // What every start needs is bundled into one file; most packages needed only for compiling stay external and
        // are loaded then.
        ...(mode === 'package' ? asPackage() : { noExternal: bundled }),
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
    bootstrap: onePiece(bootstrapEntry, 'es', 'bootstrap.js'),
    booted: onePiece(bootedEntry, 'es', 'booted.js'),
    // CommonJS can be run from memory, and Node 20 can make programs of nothing else.
    sealed: onePiece(sealedEntry, 'cjs'),
    program: onePiece(programEntry, 'cjs'),
    redis: onePiece(redisEntry, 'cjs'),
  },
  builder: { buildApp },
  test: {
    globalSetup: 'tests/setup/build.ts',
    // Themes are imported as text (`?raw`); without this, Vitest makes every style sheet empty.
    css: true,
    // Small CI machines have two cores; more browsers at once would slow each other down there.
    maxWorkers: 2,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['tests/**/*.test.ts'],
          exclude: ['tests/browser/**', 'tests/corpus/**', 'tests/boot/**', ...mocking, ...withoutRedis],
          // One process for many files, so that they import each module once.
          isolate: false,
          ...unitTimeouts,
        },
      },
      {
        extends: true,
        test: { name: 'mocking', include: [...mocking], ...unitTimeouts },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          include: ['tests/browser/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 300_000,
          // Unit tests run at the same time.
          expect: { poll: { timeout: 30_000 } },
          // One process for many files, so that they share its Chromium and import each module once.
          isolate: false,
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
      {
        extends: true,
        test: {
          name: 'boot',
          include: ['tests/boot/**/*.test.ts'],
          // An emulated machine boots in ten seconds on quiet cores, and every test waits for one.
          testTimeout: 200_000,
          hookTimeout: 400_000,
          expect: { poll: { timeout: 60_000 } },
          fileParallelism: false,
          // One process for all files, so that they share the image.
          isolate: false,
        },
      },
    ],
  },
}));

/**
 * Returns what is bundled into the server that a package brings: all that is neither a dependency of it nor what a deck's
 * author may install beside it. So what is all code, and is used in part, costs an install that part: two dozen libraries 2 MB
 * instead of 21, and Mermaid, which explains mistakes in diagrams, 4 MB instead of 130.
 */
function asPackage(): ResolveOptions {
  const manifest = readFileSync(join(import.meta.dirname, 'package.json'), 'utf8');
  const { dependencies, peerDependencies } = JSON.parse(manifest);
  const installed = Object.keys({ ...dependencies, ...peerDependencies });
  return { noExternal: true, external: installed.filter((name) => !bundled.includes(name)) };
}

/** Returns the build options for the server of a sealed file: a single bundle, since there are no files beside it. */
function onePiece(input: string, format: 'es' | 'cjs', file = 'server.js'): EnvironmentOptions {
  return {
    consumer: 'server',
    // Natively compiled helpers of `ws`, which nobody installs beside a sealed file.
    define: { 'process.env.WS_NO_BUFFER_UTIL': '"1"', 'process.env.WS_NO_UTF_8_VALIDATE': '"1"' },
    build: {
      target: 'node20',
      copyPublicDir: false,
      reportCompressedSize: false,
      minify: true,
      rolldownOptions: {
        input: present([input]),
        output: { format, entryFileNames: file, codeSplitting: false },
      },
    },
  };
}

/**
 * Gives every environment its own folder below `build.outDir`, which the caller of the build may set. So the
 * environments above are the only list of what is built, and none is written anywhere else.
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

/** Names a chunk after its package, where that would be called by the folder of its only module. */
function packageOrModule({ facadeModuleId, name }: Rolldown.PreRenderedChunk): string {
  const [, found] = /\/node_modules\/([^@/]+)\/dist\//.exec(facadeModuleId ?? '') ?? [];
  return name === 'dist' && found !== undefined ? `${found}.[hash].js` : hashed.chunkFileNames;
}

/** Returns the entries that exist, so that a build of an incomplete checkout can report what is missing. */
function present(entries: readonly string[]): string[] {
  return entries.filter((entry) => existsSync(join(import.meta.dirname, entry)));
}

/**
 * Builds the client: adds its separate builds to the manifest of the first, where readers look for their files.
 * `launch.mjs` builds the servers.
 */
async function buildApp(builder: ViteBuilder): Promise<void> {
  const { client, inline, early, worker, speaker } = builder.environments;
  if (!client || !inline || !early || !worker || !speaker)
    throw new Error('vite.config.ts must describe all environments of the client.');
  const separate = [inline, early, worker, speaker];
  // At the same time, since most of the client's is Mermaid, whose modules do not keep two cores busy.
  await Promise.all(
    [client, ...separate].map(async (environment) => {
      const { input } = environment.config.build.rolldownOptions;
      if (Array.isArray(input) && input.length > 0) await builder.build(environment);
    }),
  );

  const directoryOf = ({ config }: typeof client) => resolve(config.root, config.build.outDir);
  for (const alone of separate) merge(directoryOf(client), directoryOf(alone));
  await compress(directoryOf(client), builder.config.mode === 'package' ? 11 : 6);
}

/** Moves a separate build, its manifest entries and its list of licences into the client's folder. */
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

/**
 * Writes a `.br` and a `.gz` beside each text file that they make smaller, at the best compression, so that it is
 * done only once. `ofRare` is brotli's quality for what few decks load: in a clone, whose first start waits for it, the
 * best would take as long as all the rest, and 9 five times as long as 6, for a hundredth less.
 */
async function compress(directory: string, ofRare: number): Promise<void> {
  const names = existsSync(directory) ? readdirSync(directory) : [];
  const texts = names
    .filter((name) => /\.(js|css|svg|json)$/.test(name))
    .map((name) => join(directory, name));
  await Promise.all(
    texts.map(async (file) => {
      const bytes = readFileSync(file);
      const quality = isRarelyLoaded(basename(file)) ? ofRare : 11;
      const params = { [zlib.BROTLI_PARAM_QUALITY]: quality, [zlib.BROTLI_PARAM_SIZE_HINT]: bytes.length };
      const br = await promisify(brotliCompress)(bytes, { params });
      const gz = await promisify(gzip)(bytes, { level: 9 });
      if (br.length < bytes.length) writeFileSync(`${file}.br`, br);
      if (gz.length < bytes.length) writeFileSync(`${file}.gz`, gz);
    }),
  );
}
