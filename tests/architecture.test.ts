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
    about: 'The command line: hands over to the commands. Nobody imports it.',
    rooms: ['options', 'terminal', 'server/process.ts', 'server/commands/', 'package.json'],
    packages: [],
    node: [],
  },
  'server/process.ts': {
    about: 'The process, as commands see it. Only what a process is started with imports it, and its test.',
    rooms: ['options', 'terminal'],
    packages: [],
    node: [],
  },
  'server/dev/': {
    about: 'An author’s desk: mistakes in a corner of open pages, and sources in the editor.',
    rooms: ['server/http/', 'server/site/'],
    packages: ['hono', 'launch-editor'],
    node: [],
  },
  'server/commands/': {
    about: 'What each command does: composes the rooms that it needs.',
    rooms: [
      'server/bundle/',
      'server/dev/',
      'options',
      'terminal',
      'server/auth/',
      'server/browser/',
      'server/check/',
      'server/data/',
      'server/deck/',
      'server/run-server.ts',
      'server/new/',
      'server/compiler/',
      'server/site/',
      'server/paper/',
      'server/seal/',
      'server/seal/image/',
      'server/seal/program/',
      'package.json',
    ],
    // What a browser is called; it is started in its own room.
    packages: ['playwright-core'],
    node: ['child_process', 'fs', 'os', 'path', 'util'],
  },
  'server/compiler/': {
    about:
      'A process of its own that loads the site: what the server asks of it, and what comes back. process.ts is what runs there.',
    rooms: ['server/check/', 'server/deck/', 'server/site/'],
    packages: [],
    node: ['child_process', 'fs', 'os', 'path', 'readline', 'stream', 'timers', 'worker_threads'],
  },
  'server/check/': {
    about:
      'What is wrong with decks that compiling them does not tell. Loaded when asked, or once the port is open.',
    rooms: [
      'options',
      'server/browser/',
      'server/bundle/',
      'server/deck/',
      'server/deck/colours.ts',
      'server/deck/nearest.ts',
      'server/site/',
    ],
    packages: ['playwright-core'],
    node: ['fs', 'path', 'util'],
  },
  'server/browser/': {
    about:
      'Finds a Chromium, starts it, and shows it a site without opening a port. Loaded when it is needed.',
    rooms: ['server/app.ts', 'server/site/'],
    packages: ['playwright-core'],
    node: ['fs', 'os', 'path'],
  },
  'server/paper/': {
    about: 'Slides, handouts and pictures, by the browser.',
    rooms: ['server/browser/', 'server/http/', 'server/site/'],
    packages: ['hono', 'playwright-core'],
    node: [],
  },
  'server/seal/': {
    about: 'Site → one file that serves it, and a report on that file; the static form of the site.',
    rooms: [
      'server/bundle/',
      'server/deck/',
      'server/pages/',
      'server/site/',
      'server/sealed/',
      'client/styles/',
    ],
    packages: [],
    node: ['crypto', 'fs', 'path', 'zlib'],
  },
  'server/seal/program/': {
    about: 'A program of a sealed site, by Node’s own means and `postject`. Loaded when it is asked for.',
    // What a work is.
    rooms: ['server/bundle/', 'server/seal/', 'server/sealed/'],
    packages: [],
    node: ['child_process', 'fs', 'module', 'os', 'path', 'util'],
  },
  'server/seal/image/': {
    about: 'A program with the libraries that it needs → an OCI image. Loaded when it is asked for.',
    // What a work is.
    rooms: ['server/bundle/', 'server/seal/'],
    packages: ['modern-tar'],
    node: ['crypto', 'fs', 'path', 'util', 'zlib'],
  },
  'server/sealed/': {
    about:
      'What runs in a sealed file: the same server, without a compiler. Code of the build may write what it reads.',
    rooms: [
      'options',
      'terminal',
      'server/process.ts',
      'server/run-server.ts',
      'server/auth/',
      'server/data/',
      'server/pages/',
      'server/site/',
      'package.json',
    ],
    packages: [],
    node: ['crypto', 'fs', 'http', 'https', 'sea', 'url', 'util', 'zlib'],
  },
  'server/new/': {
    about: 'The text of a first deck. Pure.',
    rooms: [],
    packages: [],
    node: [],
  },
  'server/run-server.ts': {
    about: 'From options and a site to a server that runs until it is ended. Knows no compiler.',
    rooms: [
      'options',
      'terminal',
      'server/app.ts',
      'server/changes.ts',
      'server/data/',
      'server/dev/',
      'server/serve.ts',
      'server/served-site.ts',
      'server/present.ts',
      'server/auth/',
      'server/site/',
      'package.json',
    ],
    packages: [],
    node: ['os', 'timers'],
  },
  options: {
    about: 'Words, flags and environment → Command, decoded once.',
    files: [
      'server/options.ts',
      'server/arguments.ts',
      'server/command-meant.ts',
      'server/commands.ts',
      'server/flags.ts',
      'server/help.ts',
      'server/option-values.ts',
      'server/pdf-options.ts',
      'server/usage-error.ts',
    ],
    rooms: ['server/auth/key-length.ts', 'server/deck/nearest.ts'],
    packages: [],
    // It makes the key that it offers where one is too short.
    node: ['crypto', 'util'],
  },
  terminal: {
    about:
      'What an operator reads: the start, the addresses, what went wrong; and the process, as commands see it.',
    files: [
      'server/host.ts',
      'server/banner.ts',
      'server/addresses.ts',
      'server/machine.ts',
      'server/explain.ts',
      'server/start-error.ts',
      'server/quiet-check.ts',
    ],
    rooms: ['options', 'server/site/'],
    packages: ['uqr'],
    node: ['child_process', 'dgram', 'fs', 'net', 'os', 'util'],
  },
  'server/changes.ts': {
    about: 'The versions of decks, and what is different between them, for pages that are open.',
    rooms: ['server/site/'],
    packages: [],
    node: [],
  },
  'server/served-site.ts': {
    about: 'The site that is served: of decks in a talk the last form that compiled, until the talk ends.',
    rooms: ['server/site/'],
    packages: [],
    node: [],
  },
  'server/app.ts': {
    about: 'Every route, as a function from request to response. Opens no port and no file.',
    rooms: [
      'options',
      'server/changes.ts',
      'server/auth/',
      'server/http/',
      'server/live/routes.ts',
      'server/pages/',
      'server/site/',
    ],
    packages: ['hono'],
    node: [],
  },
  'server/present.ts': {
    about: 'Composes the key, the presenters, the logs and the rooms.',
    rooms: [
      'options',
      'server/auth/',
      'server/changes.ts',
      'server/data/',
      'server/http/',
      'server/live/',
      'server/live/routes.ts',
      'server/site/',
    ],
    packages: [],
    node: ['http', 'stream'],
  },
  'server/data/': {
    about: 'The data folder: whose it is, and a thread of its own that writes there. Knows nothing of talks.',
    rooms: [],
    packages: [],
    node: ['fs', 'os', 'path', 'timers', 'worker_threads'],
  },
  'server/auth/': {
    about: 'Who is a presenter. Knows nothing of HTTP but the text of a cookie.',
    rooms: ['server/auth/key-length.ts'],
    packages: [],
    node: ['crypto', 'fs', 'path'],
  },
  'server/auth/key-length.ts': {
    about: "How long a presenter's key is: for what is given, and for what is kept.",
    rooms: [],
    packages: [],
    node: [],
  },
  'server/live/': {
    about: 'Presenter → room → audience. room.ts is pure; hub.ts knows sockets.',
    rooms: ['server/data/', 'server/live/protocol.ts', 'server/live/clock.ts'],
    packages: ['ws'],
    node: ['crypto', 'http', 'stream', 'timers'],
  },
  'server/live/protocol.ts': {
    about: 'The messages of the room, shared with the browser.',
    rooms: [],
    packages: [],
    node: [],
  },
  'server/live/clock.ts': {
    about: 'The clock of a room, shared with the browser.',
    rooms: [],
    packages: [],
    node: [],
  },
  'server/live/routes.ts': {
    about: 'The presenters’ routes, which app.ts mounts.',
    rooms: ['server/auth/', 'server/http/', 'server/live/', 'server/pages/'],
    packages: ['hono'],
    node: [],
  },
  'server/serve.ts': {
    about: 'Opens the port, hands requests to the app, closes cleanly.',
    rooms: ['options', 'terminal', 'server/app.ts', 'server/http/'],
    packages: ['hono', '@hono/node-server'],
    node: ['fs', 'http', 'https', 'net', 'stream'],
  },
  'server/http/': {
    about: 'What HTTP asks of a resource that is ready to send: codings, ranges, conditions, hosts.',
    rooms: ['options', 'server/site/'],
    packages: ['hono', '@hono/node-server'],
    node: ['fs', 'http', 'net'],
  },
  'server/deck/': {
    about: 'Markdown → Deck → HTML of slides. Pure: no files, no network, no clock.',
    rooms: ['server/deck/colours.ts', 'server/deck/nearest.ts'],
    packages: [
      ...['marked', 'marked-footnote', 'highlight.js', 'katex', 'parse5', 'yaml', 'github-slugger'],
      // It works out what a terminal shows.
      '@xterm/headless',
      // They draw diagrams and graphs.
      ...['beautiful-mermaid', '@viz-js/viz'],
      // The grammars of diagrams that browsers draw, and what these take a browser for.
      ...['mermaid', 'dompurify'],
    ],
    node: ['crypto'],
  },
  'server/deck/nearest.ts': {
    about: 'Finds the word that was meant, for messages. Whoever decodes words may use it.',
    rooms: [],
    packages: [],
    node: [],
  },
  'server/deck/colours.ts': {
    about: 'Colours as CSS writes them, and their contrast. Decks, styles and checks share it.',
    rooms: [],
    packages: ['lightningcss'],
    node: [],
  },
  'server/pages/': {
    about: 'The HTML around slides, and the policy that goes with it.',
    rooms: ['server/deck/'],
    packages: [],
    node: ['crypto'],
  },
  'server/bundle/': {
    about: 'What Vite made of the client, and themes, fonts and styles for a page.',
    rooms: ['server/deck/colours.ts', 'server/deck/nearest.ts', 'client/themes/'],
    packages: ['vite', 'lightningcss', 'subset-font', 'fontverter', 'reveal.js', 'highlight.js', 'katex'],
    node: ['crypto', 'fs', 'module', 'path', 'url', 'util', 'zlib'],
  },
  'server/site/': {
    about: 'Decks on disk → Site: every address with its bytes.',
    rooms: ['server/deck/', 'server/deck/nearest.ts', 'server/pages/', 'server/bundle/', 'client/styles/'],
    packages: ['mrmime', 'image-size', 'sharp'],
    node: ['buffer', 'crypto', 'fs', 'path', 'util', 'v8', 'zlib'],
  },
  'client/': {
    about: 'What runs in the browser.',
    rooms: [
      'client/own-script.ts',
      'client/speaker/preview-diagrams.ts',
      'client/styles/',
      'client/themes/',
      'server/live/clock.ts',
      'server/live/protocol.ts',
    ],
    packages: ['reveal.js', 'uqr', 'asciinema-player', 'mermaid'],
    node: [],
  },
  'client/own-script.ts': {
    about: 'Loads and replaces the scripts that a deck brings, whose address its page names.',
    rooms: [],
    packages: ['reveal.js'],
    node: [],
    computed: true,
  },
  'client/speaker/preview-diagrams.ts': {
    about: 'Loads the script that draws diagrams, whose address the speaker view names.',
    rooms: ['client/'],
    packages: [],
    node: [],
    computed: true,
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
  'tests/': {
    about: 'Tests and benchmarks look into every room but main.ts, which they start as users do.',
    rooms: [
      'server/launch.mjs',
      'options',
      'terminal',
      'server/process.ts',
      'server/commands/',
      'server/new/',
      'server/run-server.ts',
      'server/served-site.ts',
      'server/seal/',
      'server/seal/image/',
      'server/seal/program/',
      'server/sealed/',
      'server/app.ts',
      'server/changes.ts',
      'server/dev/',
      'server/serve.ts',
      'server/present.ts',
      'server/auth/',
      'server/data/',
      'server/http/',
      'server/live/',
      'server/live/routes.ts',
      'server/live/clock.ts',
      'server/live/protocol.ts',
      'server/deck/',
      'server/deck/colours.ts',
      'server/deck/nearest.ts',
      'server/pages/',
      'server/bundle/',
      'server/check/',
      'server/compiler/',
      'server/browser/',
      'server/paper/',
      'server/site/',
      'client/',
      'client/themes/',
      'package.json',
    ],
    packages: 'all',
    node: 'all',
  },
  'vite.config.ts': {
    about: 'How the browser’s and the server’s parts are built, and how tests run.',
    rooms: ['server/bundle/'],
    packages: ['vite'],
    node: ['fs', 'path', 'util', 'zlib'],
  },
  'package.json': { about: 'The version and the dependencies.', rooms: [], packages: [], node: [] },
};

/** Packages that no file imports: commands, types, what a process of its own runs, and fonts, which `bundle/` reads as files. */
const NOT_IMPORTED = [/^typescript$/, /^postject$/, /^@biomejs\//, /^@types\//, /^@fontsource(-variable)?\//];

/** The only places that read the process's arguments and environment. */
const PROCESS_USERS = ['server/process.ts', 'server/compiler/process.ts', 'server/launch.mjs', 'tests/'];

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
    const shipped = new Map([...sources].filter(([file]) => !file.startsWith('tests/')));
    expect(idle(packageJson.dependencies, importedPackages(shipped))).toEqual([]);
    expect(idle(packageJson.devDependencies, importedPackages(sources))).toEqual([]);
  });
});

/** The packages that nothing imports. */
function idle(packages: Readonly<Record<string, string>>, imported: ReadonlySet<string>): string[] {
  const isKnown = (name: string): boolean => NOT_IMPORTED.some((pattern) => pattern.test(name));
  return Object.keys(packages).filter((name) => !imported.has(name) && !isKnown(name));
}

/** Every source file below these paths, by its path from the root. */
function readSources(paths: readonly string[]): Map<string, string> {
  const files = paths.flatMap((path) =>
    path.includes('.')
      ? [path]
      : readdirSync(`${root}${path}`, { recursive: true, encoding: 'utf8' }).map(
          (file) => `${path}/${file.replaceAll('\\', '/')}`,
        ),
  );
  // A declaration file only says what the JavaScript beside it is.
  const isSource = (file: string) => /(?<!\.d)\.(ts|mts|mjs|js)$/.test(file) && !file.includes('/fixtures/');
  return new Map(files.filter(isSource).map((file) => [file, readFileSync(`${root}${file}`, 'utf8')]));
}
