/** Who may import whom: a table for people to read, from the ground up, which the test run enforces. */
import { readdirSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import packageJson from '../package.json' with { type: 'json' };
import {
  checkHouse,
  findCircles,
  findCrowdedFolders,
  findProcessUsers,
  findSharedNames,
  findUpwardRooms,
  type House,
  importedPackages,
} from './setup/house.ts';

/**
 * A room may import only rooms that stand before it, and of those only what its line names; its own files may import one
 * another, though not in a circle. What a room needs beyond its line is a question to ask in the
 * change that adds it: does the work belong to this room?
 */
const house: House = {
  'package.json': { about: 'The version and the dependencies.', rooms: [], packages: [], node: [] },
  'server/deck/model/features.ts': {
    about: 'The list of what an author may write on a slide, and what a page carries for it.',
    rooms: [],
    packages: [],
    node: [],
  },
  'server/deck/html/fragment-order.ts': {
    about:
      'The steps of a slide, as reveal.js counts them: decks that hold back are cut by it, speaker views count by it.',
    rooms: [],
    packages: [],
    node: [],
  },
  'server/deck/': {
    about: 'Markdown → Deck → HTML of slides. Pure: no files, no network, no clock.',
    rooms: ['server/deck/model/features.ts', 'server/deck/html/fragment-order.ts'],
    packages: [
      ...['marked', 'marked-footnote', 'highlight.js', 'katex', 'parse5', 'yaml', 'github-slugger'],
      // It works out what a terminal shows.
      '@xterm/headless',
      // They draw diagrams and graphs.
      ...['beautiful-mermaid', '@viz-js/viz'],
      // They work out the scales and shapes of charts.
      ...['d3-scale', 'd3-shape'],
      // It draws QR codes.
      'uqr',
      // The grammars of diagrams that browsers draw, and what these take a browser for.
      ...['mermaid', 'dompurify'],
      // It reads colours.
      'lightningcss',
    ],
    // Of highlight.js, it loads the languages that a deck uses.
    node: ['crypto', 'module'],
  },
  'server/wire/': {
    about: 'What server and browser say to each other, typed once for both.',
    rooms: [],
    packages: [],
    node: [],
  },
  'server/auth/': {
    about: 'Who is a presenter. Knows nothing of HTTP but the text of a cookie.',
    rooms: ['server/wire/'],
    packages: [],
    node: ['crypto', 'fs', 'path'],
  },
  'server/data/': {
    about: 'The data folder: whose it is, and a thread of its own that writes there. Knows nothing of talks.',
    rooms: [],
    packages: [],
    node: ['fs', 'os', 'path', 'timers', 'worker_threads'],
  },
  'server/files/': {
    about: 'What is on disk: decks found, listed, read and remembered, by their paths and their bytes.',
    rooms: ['server/deck/'],
    packages: ['mrmime'],
    node: ['buffer', 'crypto', 'fs', 'path', 'util', 'v8'],
  },
  'client/styles/': {
    about: 'Style sheets of the pages, and of what a deck may carry.',
    rooms: [],
    packages: [],
    node: [],
  },
  'client/themes/': {
    about: 'Style sheets of Lectern’s own themes.',
    rooms: [],
    packages: [],
    node: [],
  },
  'server/bundle/': {
    about: 'What Vite made of the client, and themes, fonts and styles for a page.',
    rooms: ['server/deck/model/features.ts', 'server/deck/', 'client/themes/'],
    packages: [
      ...['vite', 'lightningcss', 'subset-font', 'fontverter', 'fontkitten'],
      ...['reveal.js', 'highlight.js', 'katex'],
    ],
    node: ['crypto', 'fs', 'module', 'os', 'path', 'url', 'util', 'v8', 'worker_threads', 'zlib'],
  },
  'server/pages/': {
    about: 'The HTML around slides, and the policy that goes with it.',
    rooms: ['server/deck/', 'server/wire/'],
    packages: [],
    node: ['crypto'],
  },
  'server/cli/': {
    about:
      'Words, flags and environment → Command, decoded once; what is wrong with them; and the process, as commands see it.',
    rooms: ['server/deck/', 'server/auth/'],
    packages: [],
    // It makes the key that it offers where one is too short, and asks a booted machine for its time.
    node: ['crypto', 'fs', 'os', 'util'],
  },
  'server/compile/': {
    about:
      'One deck → its bytes: page, speaker view, cover, pictures, styles, and the addresses of all that they use.',
    rooms: [
      'server/deck/model/features.ts',
      'server/deck/',
      'server/wire/',
      'server/files/',
      'client/styles/',
      'server/bundle/',
      'server/pages/',
    ],
    packages: ['image-size', 'sharp'],
    node: ['buffer', 'crypto', 'fs', 'path', 'util', 'zlib'],
  },
  'server/site/': {
    about:
      'All decks → Site: every address with its bytes and readers; offline, watching, and loading again.',
    rooms: [
      'server/deck/',
      'server/wire/',
      'server/files/',
      'server/bundle/',
      'server/pages/',
      'server/compile/',
    ],
    packages: [],
    node: ['buffer', 'crypto', 'fs', 'path', 'util', 'zlib'],
  },
  'server/http/': {
    about: 'What HTTP asks of a resource that is ready to send: codings, ranges, conditions, hosts.',
    rooms: ['server/wire/', 'server/cli/', 'server/site/'],
    packages: ['hono', '@hono/node-server'],
    node: ['fs', 'http', 'net'],
  },
  'server/terminal/': {
    about: 'What an operator reads: the start, the addresses, what went wrong.',
    rooms: ['server/wire/', 'server/cli/', 'server/site/'],
    packages: ['uqr'],
    node: ['child_process', 'dgram', 'fs', 'net', 'os', 'util'],
  },
  'server/live/room/': {
    about:
      'A room as a value, and what becomes of it. Pure: a server runs it, and the windows of a static site.',
    rooms: ['server/wire/'],
    packages: [],
    node: [],
  },
  'server/live/': {
    about: 'Presenter → room → audience: hub.ts knows sockets.',
    rooms: [
      'server/auth/',
      'server/data/',
      'server/wire/',
      'server/pages/',
      'server/http/',
      'server/live/room/',
    ],
    packages: ['ws', 'hono'],
    node: ['crypto', 'http', 'stream', 'timers'],
  },
  'server/redis/': {
    about:
      'What several servers share, by Redis: the logs of rooms, sign-ins, tokens. Loaded only with --redis.',
    rooms: ['server/auth/', 'server/wire/', 'server/live/', 'server/live/room/'],
    packages: ['ioredis'],
    node: ['crypto'],
  },
  'server/metrics/': {
    about: 'Figures for Prometheus, on a port of their own. Loaded when they are asked for.',
    rooms: ['server/cli/', 'server/live/'],
    packages: ['prom-client'],
    node: ['http', 'perf_hooks'],
  },
  'server/dev/': {
    about: 'An author’s desk: mistakes in a corner of open pages, and sources in the editor.',
    rooms: [
      ...['server/deck/', 'server/wire/', 'server/files/', 'server/pages/'],
      ...['server/compile/', 'server/site/', 'server/http/'],
    ],
    packages: ['hono', 'launch-editor'],
    node: [],
  },
  'server/serve/': {
    about:
      'From options and a site to a server that runs until it is ended: routes, presenters, the port. Knows no compiler.',
    rooms: [
      'package.json',
      'server/auth/',
      'server/data/',
      'server/wire/',
      'server/files/',
      'server/cli/',
      'server/compile/',
      'server/site/',
      'server/http/',
      'server/terminal/',
      'server/live/',
      'server/redis/',
      'server/metrics/',
      'server/dev/',
    ],
    packages: ['hono', '@hono/node-server'],
    node: ['fs', 'http', 'https', 'net', 'os', 'stream', 'timers'],
  },
  'server/browser/': {
    about:
      'Finds a Chromium, starts it, and shows it a site without opening a port. Loaded when it is needed.',
    rooms: ['server/site/', 'server/serve/'],
    packages: ['playwright-core'],
    node: ['fs', 'os', 'path'],
  },
  'server/sealed/': {
    about:
      'What runs in a sealed file: the same server, without a compiler. Code of the build may write what it reads.',
    rooms: [
      'package.json',
      // Which figures pages state, and how the list for when there is no network is called.
      ...['server/deck/', 'server/wire/'],
      'server/auth/',
      'server/data/',
      'server/files/',
      'server/pages/',
      'server/cli/',
      'server/compile/',
      'server/site/',
      'server/redis/',
      'server/serve/',
    ],
    packages: [],
    node: ['crypto', 'fs', 'http', 'https', 'module', 'os', 'path', 'sea', 'url', 'util', 'vm', 'zlib'],
  },
  'server/check/': {
    about:
      'What is wrong with decks that compiling them does not tell. Loaded when asked, or once the port is open.',
    rooms: [
      'server/deck/',
      'server/files/',
      'server/bundle/',
      'server/cli/',
      'server/compile/',
      'server/site/',
      'server/browser/',
    ],
    packages: ['playwright-core'],
    node: ['fs', 'path', 'util'],
  },
  'server/paper/': {
    about: 'Slides, handouts and pictures, by the browser.',
    rooms: ['server/wire/', 'server/files/', 'server/site/', 'server/http/', 'server/browser/'],
    packages: ['hono', 'playwright-core'],
    node: [],
  },
  'server/seal/': {
    about: 'Site → one file that serves it, and a report on that file; the static form of the site.',
    rooms: [
      'server/deck/',
      'server/wire/',
      'server/files/',
      'client/styles/',
      'server/bundle/',
      'server/pages/',
      'server/compile/',
      'server/site/',
      'server/sealed/',
    ],
    packages: ['d3-hierarchy'],
    node: ['child_process', 'crypto', 'fs', 'path', 'util', 'zlib'],
  },
  'server/seal/program/': {
    about: 'A program of a sealed site, by Node’s own means and `postject`. Loaded when it is asked for.',
    rooms: ['server/bundle/', 'server/sealed/', 'server/seal/'],
    packages: [],
    node: ['child_process', 'fs', 'module', 'os', 'path', 'util'],
  },
  'server/seal/image/': {
    about: 'A program with the libraries that it needs → an OCI image. Loaded when it is asked for.',
    rooms: ['server/bundle/', 'server/seal/'],
    packages: ['modern-tar'],
    node: ['crypto', 'fs', 'path', 'util', 'zlib'],
  },
  'server/seal/boot/': {
    about:
      'A sealed site with Node and a kernel → an image that boots. init.c is its first process. Loaded when it is asked for.',
    rooms: [
      'server/files/',
      'server/bundle/',
      'server/cli/',
      'server/sealed/',
      'server/seal/',
      'server/seal/program/',
      'server/seal/image/',
    ],
    packages: [],
    node: ['fs', 'path'],
  },
  'server/import/': {
    about:
      'A deck of another tool → a deck of ours, with its files and a report. Only reads; runs nothing. Loaded when it is asked for.',
    rooms: ['server/deck/', 'server/files/'],
    packages: ['yaml', 'github-slugger', 'lightningcss', 'fflate', '@xmldom/xmldom'],
    node: ['buffer', 'fs', 'path'],
  },
  'server/compiler/': {
    about:
      'A process of its own that loads the site: what the server asks of it, and what comes back. process-main.ts is what runs there.',
    rooms: ['server/wire/', 'server/files/', 'server/compile/', 'server/site/', 'server/check/'],
    packages: [],
    node: ['child_process', 'fs', 'os', 'path', 'readline', 'stream', 'timers', 'worker_threads'],
  },
  'server/commands/': {
    about: 'What each command does: composes the rooms that it needs.',
    rooms: [
      'package.json',
      'server/deck/',
      'server/auth/',
      'server/data/',
      'server/wire/',
      'server/files/',
      'server/bundle/',
      'server/cli/',
      'server/compile/',
      'server/site/',
      'server/terminal/',
      'server/dev/',
      'server/redis/',
      'server/serve/',
      'server/browser/',
      'server/check/',
      'server/paper/',
      'server/seal/',
      'server/seal/program/',
      'server/seal/image/',
      'server/seal/boot/',
      'server/import/',
      'server/compiler/',
    ],
    // What a browser is called; it is started in its own room.
    packages: ['playwright-core'],
    node: ['child_process', 'crypto', 'fs', 'os', 'path', 'util'],
  },
  'server/main.ts': {
    about: 'The command line: hands over to the commands. Nobody imports it.',
    rooms: ['package.json', 'server/cli/', 'server/commands/'],
    packages: [],
    node: ['fs'],
  },
  'server/launch.mjs': {
    about: 'Brings the build up to date and runs it. Plain JavaScript, so it imports nothing of ours.',
    rooms: [],
    packages: ['vite'],
    node: 'all',
    computed: true,
  },
  'client/': {
    about: 'What runs in the browser.',
    rooms: [
      // Its types: which words there are to load scripts for.
      'server/deck/model/features.ts',
      'server/deck/html/fragment-order.ts',
      'server/wire/',
      'server/live/room/',
      'client/styles/',
      'client/page/own-script.ts',
      'client/speaker/view/preview-diagrams.ts',
    ],
    packages: ['reveal.js', 'uqr', 'asciinema-player', 'mermaid'],
    node: [],
  },
  'client/page/own-script.ts': {
    about: 'Loads and replaces the scripts that a deck brings, whose address its page names.',
    rooms: [],
    packages: ['reveal.js'],
    node: [],
    computed: true,
  },
  'client/speaker/view/preview-diagrams.ts': {
    about: 'Loads the script that draws diagrams, whose address the speaker view names.',
    rooms: ['client/'],
    packages: [],
    node: [],
    computed: true,
  },
  'vite.config.ts': {
    about: 'How the browser’s and the server’s parts are built, and how tests run.',
    rooms: ['server/bundle/'],
    packages: ['vite'],
    node: ['fs', 'os', 'path', 'util', 'zlib'],
  },
  'tests/': {
    about: 'Tests and benchmarks look into every room but main.ts, which they start as users do.',
    rooms: [
      'package.json',
      'server/deck/model/features.ts',
      'server/deck/html/fragment-order.ts',
      'server/deck/',
      'server/auth/',
      'server/data/',
      'server/wire/',
      'server/files/',
      'server/bundle/',
      'server/pages/',
      'server/cli/',
      'server/compile/',
      'server/site/',
      'server/http/',
      'server/terminal/',
      'server/live/room/',
      'server/redis/',
      'server/live/',
      'server/metrics/',
      'server/dev/',
      'server/serve/',
      'server/browser/',
      'server/sealed/',
      'server/check/',
      'server/paper/',
      'server/seal/',
      'server/seal/program/',
      'server/seal/image/',
      'server/seal/boot/',
      'server/import/',
      'server/compiler/',
      'server/commands/',
      'server/launch.mjs',
      'client/',
    ],
    packages: 'all',
    node: 'all',
  },
};

/** Packages that no file imports: commands, types, what a process of its own or reveal.js uses, and fonts, which `bundle/` reads as files. */
const NOT_IMPORTED = [
  /^typescript$/,
  /^postject$/,
  /^fitty$/,
  /^@biomejs\//,
  /^@types\//,
  /^@fontsource(-variable)?\//,
];

/** Files and folders of a folder that a newcomer still takes in. */
const MOST_ENTRIES = 20;

/** Names that several features' folders have, each for the same part of a feature. */
const FEATURE_FILES: readonly string[] = ['syntax.ts', 'check.ts'];

/** Folders whose files are named after something that another file is about: a feature, a setting, a part of a deck. */
const NAMED_AFTER: readonly string[] = ['client/features/', 'server/check/rules/', 'server/compile/stages/'];

/** Names that stand for one thing wherever they are: entries, the two ends of a wire, and the deck on both sides of it. */
const SHARED_NAMES: readonly string[] = ['main.ts', 'connection.ts', 'shown.ts', 'deck.ts'];

/** Folders of tests that are about the whole, or about decks. */
const ABOUT_ALL: ReadonlySet<string> = new Set(
  'attack bench boot browser contract corpus decks mutations record setup'.split(' '),
);

/** The only places that read the process's arguments and environment. */
const PROCESS_USERS = [
  'server/cli/process.ts',
  'server/compiler/process-main.ts',
  'server/launch.mjs',
  // Before there is anything to read them with, it sets the exit code.
  'server/sealed/bootstrap.ts',
  'tests/',
];

const root = fileURLToPath(new URL('..', import.meta.url));
const sources = readSources(['server', 'client', 'tests', 'vite.config.ts']);
const shipped = new Map([...sources].filter(([file]) => !file.startsWith('tests/')));
const styleSheets = filesBelow(['server', 'client']).filter((file) => file.endsWith('.css'));

describe('the house', () => {
  test('every import is in the table', () => {
    expect(checkHouse(house, sources)).toEqual([]);
  });

  test('a room imports only rooms of lower levels, which stand before it in the table', () => {
    expect(findUpwardRooms(house)).toEqual([]);
  });

  test('no files and no folders import in a circle, types and import() included', () => {
    expect(findCircles(shipped)).toEqual([]);
  });

  test(`no folder has more than ${MOST_ENTRIES} entries`, () => {
    const files = [...shipped.keys(), ...styleSheets].filter((file) => file.includes('/'));
    const crowded = findCrowdedFolders(files, MOST_ENTRIES);
    // Its folders are the rooms.
    expect(crowded.filter((folder) => !folder.startsWith('server ('))).toEqual([]);
    const loose = files.filter((file) => /^server\/[^/]+$/.test(file));
    expect(loose.toSorted()).toEqual(['server/launch.mjs', 'server/main.ts']);
  });

  test('no two files have one name for different things', () => {
    const isNamedAfter = (file: string) => NAMED_AFTER.some((folder) => file.startsWith(folder));
    const files = [...shipped.keys()].filter((file) => file.endsWith('.ts') && !isNamedAfter(file));
    expect(findSharedNames(files, isFixedName)).toEqual([]);
  });

  test('tests lie in folders that their sources have', () => {
    const folders = new Set([...shipped.keys()].flatMap(foldersAround));
    const homes = [...sources.keys()]
      .filter((file) => file.endsWith('.test.ts'))
      .map((file) => posix.dirname(file).split('/').slice(1))
      .filter(([room]) => room !== undefined && !ABOUT_ALL.has(room))
      .map((way) => way.join('/'));
    const homeless = homes.filter((way) => !folders.has(way) && !folders.has(`server/${way}`));
    expect([...new Set(homeless)]).toEqual([]);
  });

  test('only the edge reads the process', () => {
    expect(findProcessUsers(sources, PROCESS_USERS)).toEqual([]);
  });

  test('unit tests that replace modules are in the list of those that share no process', () => {
    const isMocking = ([file, code]: readonly [string, string]) =>
      /\.test\.ts$/.test(file) && /^vi\.mock\(/m.test(code);
    const mocking = [...sources].filter(isMocking).map(([file]) => file);
    const [, list = ''] = /const mocking = \[([^\]]*)\]/.exec(sources.get('vite.config.ts') ?? '') ?? [];
    expect(mocking.map((file) => `'${file}',`).sort()).toEqual(list.trim().split(/\s+/));
  });

  test('every package of package.json is imported, or known not to be', () => {
    expect(idle(packageJson.dependencies, importedPackages(shipped))).toEqual([]);
    expect(idle(packageJson.devDependencies, importedPackages(sources))).toEqual([]);
  });
});

/** Returns whether a file has one of the names that mean one thing. */
function isFixedName(file: string): boolean {
  const name = file.replace(/^.*\//, '');
  if (FEATURE_FILES.includes(name)) return file.startsWith('server/deck/features/');
  return SHARED_NAMES.includes(name);
}

/** Returns the packages that nothing imports. */
function idle(packages: Readonly<Record<string, string>>, imported: ReadonlySet<string>): string[] {
  const isKnown = (name: string): boolean => NOT_IMPORTED.some((pattern) => pattern.test(name));
  return Object.keys(packages).filter((name) => !imported.has(name) && !isKnown(name));
}

/** The folders that a file is in, from the nearest to the root's own. */
function foldersAround(file: string): string[] {
  const folder = posix.dirname(file);
  return folder === '.' ? [] : [folder, ...foldersAround(folder)];
}

/** Every source file below these paths, by its path from the root. */
function readSources(paths: readonly string[]): Map<string, string> {
  // A declaration file only says what the JavaScript beside it is.
  const isSource = (file: string) => /(?<!\.d)\.(ts|mts|mjs|js)$/.test(file) && !file.includes('/fixtures/');
  return new Map(
    filesBelow(paths)
      .filter(isSource)
      .map((file) => [file, readFileSync(`${root}${file}`, 'utf8')]),
  );
}

/** Every file below these paths, by its path from the root. */
function filesBelow(paths: readonly string[]): string[] {
  return paths.flatMap((path) =>
    path.includes('.')
      ? [path]
      : readdirSync(`${root}${path}`, { recursive: true, encoding: 'utf8' }).map(
          (file) => `${path}/${file.replaceAll('\\', '/')}`,
        ),
  );
}
