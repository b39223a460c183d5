/** Who may import whom: a table for people to read, which the test run enforces. */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import packageJson from '../package.json' with { type: 'json' };
import { checkHouse, findCycles, findProcessUsers, type House, importedPackages } from './setup/house.ts';

/**
 * A room's own files may always import one another. What a room needs beyond its line is a question to ask in the
 * change that adds it: does the work belong to this room?
 */
const house: House = {
  'server/launch.mjs': {
    about: 'Brings the build up to date and runs it. Plain JavaScript, so it imports nothing of ours.',
    rooms: [],
    packages: ['vite'],
    node: 'all',
    computed: true,
  },
  'server/main.ts': {
    about: 'The command line: composes the rest. Nobody imports it.',
    rooms: ['server/options.ts', 'server/serve.ts', 'server/banner.ts', 'server/app.ts', 'server/site/'],
    packages: [],
    node: 'all',
  },
  'server/options.ts': {
    about: 'Flags and environment → ServerOptions.',
    rooms: [],
    packages: [],
    node: ['util', 'path'],
  },
  'server/banner.ts': {
    about: 'What the terminal says at the start.',
    rooms: ['server/options.ts', 'server/site/'],
    packages: [],
    node: ['os', 'util', 'dgram', 'net'],
  },
  'server/app.ts': {
    about: 'Every route, as a function from request to response. Opens no port and no file by a URL.',
    rooms: ['server/options.ts', 'server/site/', 'server/pages/'],
    packages: ['hono'],
    node: [],
  },
  'server/serve.ts': {
    about: 'Opens the port, and closes it cleanly.',
    rooms: ['server/options.ts', 'server/app.ts', 'server/site/'],
    packages: ['hono', '@hono/node-server'],
    node: ['http', 'https', 'net', 'fs', 'stream'],
  },
  'server/deck/': {
    about: 'Markdown → Deck → HTML of slides. Pure: no files, no network, no clock.',
    rooms: [],
    packages: ['marked', 'highlight.js', 'katex', 'parse5', 'yaml', 'github-slugger'],
    node: [],
  },
  'server/pages/': {
    about: 'The HTML around slides.',
    rooms: ['server/deck/'],
    packages: [],
    node: [],
  },
  'server/bundle/': {
    about: 'Vite at work: what it made of the client, and themes, fonts and styles for a page.',
    rooms: [],
    packages: ['vite', 'lightningcss', 'subset-font', 'reveal.js', 'highlight.js', 'katex'],
    node: ['fs', 'path', 'url', 'module', 'crypto', 'zlib', 'util'],
  },
  'server/site/': {
    about: 'Decks on disk → Site: every address with its bytes.',
    rooms: ['server/deck/', 'server/pages/', 'server/bundle/'],
    packages: ['yaml', 'image-size', 'mrmime', 'lightningcss'],
    node: ['fs', 'path', 'url', 'crypto', 'zlib', 'util', 'os', 'worker_threads'],
  },
  'client/': {
    about: 'What runs in the browser.',
    rooms: [],
    packages: ['reveal.js'],
    node: [],
  },
  'tests/': {
    about: 'Tests and benchmarks may look into every room but main.ts, which they start as users do.',
    rooms: [
      'server/launch.mjs',
      'server/options.ts',
      'server/banner.ts',
      'server/app.ts',
      'server/serve.ts',
      'server/deck/',
      'server/pages/',
      'server/bundle/',
      'server/site/',
      'client/',
      'package.json',
    ],
    packages: [
      'vitest',
      'vite',
      'playwright-core',
      'axe-core',
      'marked-2013',
      'parse5',
      'hono',
      '@hono/node-server',
      'marked',
      'highlight.js',
      'reveal.js',
    ],
    node: 'all',
  },
  'vite.config.ts': {
    about: 'How the browser’s and the server’s parts are built, and how tests run.',
    rooms: [],
    packages: ['vite', 'vitest'],
    node: ['fs', 'path', 'url'],
  },
  'package.json': { about: 'For its version.', rooms: [], packages: [], node: [] },
};

/** Packages that no file imports: commands, types, and fonts, which `bundle/` reads as files. */
const NOT_IMPORTED = [/^typescript$/, /^@biomejs\//, /^@types\//, /^@fontsource(-variable)?\//];

/** The only places that read the process's arguments and environment. */
const PROCESS_USERS = ['server/main.ts', 'server/launch.mjs', 'tests/'];

const root = fileURLToPath(new URL('..', import.meta.url));
const sources = readSources(['server', 'client', 'tests', 'vite.config.ts']);

describe('the house', () => {
  test('every import is in the table', () => {
    expect(checkHouse(house, sources)).toEqual([]);
  });

  test('nothing imports in a circle', () => {
    expect(findCycles(sources)).toEqual([]);
  });

  test('only the edge reads the process', () => {
    expect(findProcessUsers(sources, PROCESS_USERS)).toEqual([]);
  });

  test('every package of package.json is imported, or known not to be', () => {
    const installed = Object.keys({ ...packageJson.dependencies, ...packageJson.devDependencies });
    const imported = importedPackages(sources);
    const idle = installed.filter(
      (name) => !imported.has(name) && !NOT_IMPORTED.some((known) => known.test(name)),
    );
    expect(idle).toEqual([]);
  });
});

/** Every source file below these paths, by its path from the root. */
function readSources(paths: readonly string[]): Map<string, string> {
  const files = paths.flatMap((path) =>
    path.includes('.')
      ? [path]
      : readdirSync(`${root}${path}`, { recursive: true, encoding: 'utf8' }).map(
          (file) => `${path}/${file.replaceAll('\\', '/')}`,
        ),
  );
  const isSource = (file: string) => /\.(ts|mjs|js)$/.test(file) && !file.includes('/fixtures/');
  return new Map(files.filter(isSource).map((file) => [file, readFileSync(`${root}${file}`, 'utf8')]));
}
