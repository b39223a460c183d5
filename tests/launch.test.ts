/** The launcher, on a small package of its own. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { resolveConfig } from 'vite';
import { afterEach, beforeEach, describe, expect, inject, test } from 'vitest';
import { command, runNode, startNode } from './setup/command.ts';

const repository = dirname(dirname(command));
const firstStart = /^Building Lectern \(first start, or its sources changed\)…\nBuilt in \d+\.\d s\.\n$/;

/** What a start says whose sources have changed meanwhile. */
const CHANGED = 'lectern: A source of Lectern was changed while it was built. Start again.';

/** What the configuration is made of. */
const CONFIGURED_BY = [
  'vite.config.ts',
  'server/bundle/browsers.ts',
  'server/bundle/client-parts.ts',
  'server/bundle/css/reveal-css.ts',
  'server/bundle/scripts/mermaid-parts.ts',
  'server/bundle/scripts/reveal-source.ts',
  'server/bundle/works',
  'server/deck/model/features.ts',
];

/**
 * Takes Vite's place where a test asks when and where something is built, not what: it writes two files, in a hundredth of
 * the time. What Vite itself might do wrong is tried where `useVite` is called.
 */
const BUILDER = `import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

export async function createBuilder({ root, build: { outDir } }) {
  const read = (name) => readFileSync(join(root, name), 'utf8');
  const { version } = JSON.parse(read('package.json'));
  const write = (file, text) => {
    mkdirSync(dirname(join(outDir, file)), { recursive: true });
    writeFileSync(join(outDir, file), text);
  };
  return {
    environments: { ssr: {} },
    async build() {
      write('server/main.js', read('server/main.ts').replace(/^import .*/, \`const version = '\${version}';\`));
    },
    async buildApp() {
      write('client/deck.js', '');
    },
  };
}
`;

let root = '';
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'lectern-launch-')));
  for (const folder of ['server/bundle/scripts', 'client/styles', 'node_modules']) {
    mkdirSync(join(root, folder), { recursive: true });
  }
  for (const file of ['server/launch.mjs', ...CONFIGURED_BY, 'package.json', 'tsconfig.json']) {
    cpSync(join(repository, file), join(root, file), { recursive: true });
  }
  for (const name of readdirSync(join(repository, 'node_modules'))) {
    if (name.startsWith('.')) continue;
    symlinkSync(join(repository, 'node_modules', name), join(root, 'node_modules', name), 'junction');
  }
  useBuilder(BUILDER);
  writeSource('says one');
  writeFileSync(join(root, 'client/deck.ts'), `console.log(${JSON.stringify('deck '.repeat(100))});`);
  writeFileSync(join(root, 'client/styles/deck.css'), 'body { color: red }');
  writeFileSync(join(root, 'client/first-paint.ts'), 'const main = document.body; main.hidden = false;');
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

/** The same where it is begun several times: none builds before so many have begun. */
const together = (count: number) =>
  `import { readdirSync } from 'node:fs';
${BUILDER.replace(
  'async build() {',
  `async build() {
      const mark = 'begun-';
      writeFileSync(join(root, mark + process.pid), '');
      while (readdirSync(root).filter((name) => name.startsWith(mark)).length < ${count})
        await new Promise((resolve) => setTimeout(resolve, 5));`,
)}`;

/** Has the package built by a stand-in, which passes for the Vite that it asks for. */
function useBuilder(builder: string): void {
  const folder = join(root, 'node_modules/vite');
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  rmSync(folder, { recursive: true });
  mkdirSync(folder);
  writeFileSync(
    join(folder, 'package.json'),
    JSON.stringify({ version, type: 'module', exports: './index.js' }),
  );
  writeFileSync(join(folder, 'index.js'), builder);
}

/** Has the package built as its users do. */
function useVite(): void {
  const folder = join(root, 'node_modules/vite');
  rmSync(folder, { recursive: true });
  symlinkSync(join(repository, 'node_modules/vite'), folder, 'junction');
}

/** The command's source: JavaScript, which the stand-in need not translate. */
function writeSource(message: string): void {
  writeFileSync(
    join(root, 'server/main.ts'),
    `import { version } from '../package.json';
     export async function main({ buildDirectory, built }) {
       await built;
       const { parse } = await import('yaml');
       console.log(parse('"${message}"'), process.argv.slice(2).join(), version, buildDirectory);
     }`,
  );
}

const cache = () => join(root, 'node_modules/.cache/lectern');
const builds = () => readdirSync(cache()).filter((name) => /^[0-9a-f]{16}$/.test(name));
const launch = (...args: string[]) => runNode([join(root, 'server/launch.mjs'), ...args], { cwd: root });

describe('building', () => {
  test('the first start builds and says so, with compressed twins and a script that stands alone; the second only starts', async () => {
    useVite();
    const first = await launch('a', 'b');
    expect(first.stderr).toMatch(firstStart);
    expect(first.stdout).toMatch(/^says one a,b \d+\.\d+\.\d+ \S+\n$/);
    expect(first.code).toBe(0);
    const second = await launch('a', 'b');
    expect(second).toEqual({ ...first, stderr: '' });
    expectWhatViteBuilds(join(cache(), builds()[0] ?? ''));
  });

  /** Compressed twins stand beside what gets smaller, and the inline script stands alone. */
  function expectWhatViteBuilds(directory: string): void {
    const client = join(directory, 'client');
    const manifest = JSON.parse(readFileSync(join(client, '.vite/manifest.json'), 'utf8'));
    const deck = manifest['client/deck.ts'].file;
    expect(deck).toMatch(/^deck\.[\w-]{8}\.js$/);
    expect(existsSync(join(client, `${deck}.br`)) && existsSync(join(client, `${deck}.gz`))).toBe(true);
    const style = manifest['client/styles/deck.css'].file;
    expect(existsSync(join(client, `${style}.br`))).toBe(false);
    const inline = readFileSync(join(client, manifest['client/first-paint.ts'].file), 'utf8');
    expect(inline).not.toMatch(/\b(import|export)\b/);
    expect(readdirSync(directory).sort()).toEqual(['client', 'server', 'whole']);
  }

  test.each([
    ['a server source', () => writeSource('says two')],
    ['a client source', () => writeFileSync(join(root, 'client/deck.ts'), 'console.log(2);')],
    ['a new source', () => writeFileSync(join(root, 'client/other.ts'), '')],
    ['the lock file', () => writeFileSync(join(root, 'package-lock.json'), '{}')],
    ['the configuration', () => writeFileSync(join(root, 'tsconfig.json'), '{}')],
  ])('a change of %s builds anew', async (_, change) => {
    await launch();
    change();
    expect((await launch()).stderr).toMatch(firstStart);
    expect(builds()).toHaveLength(2);
  });

  test('going back to former sources needs no build', async () => {
    await launch();
    writeSource('says two');
    await launch();
    writeSource('says one');
    const { stdout, stderr } = await launch();
    expect([stdout.slice(0, 8), stderr]).toEqual(['says one', '']);
  });

  test('several first starts at once do not disturb one another', async () => {
    useBuilder(together(3));
    const ended = await Promise.all([launch(), launch(), launch()]);
    for (const { code, stdout } of ended) expect([code, stdout.slice(0, 8)]).toEqual([0, 'says one']);
    expect(readdirSync(cache()).filter((name) => name.startsWith('unfinished'))).toEqual([]);
    expect(builds()).toHaveLength(1);
  });

  test.each([
    ['its server', 1],
    ['its client', 2],
  ])('a build that was killed when %s was written is not taken for whole', async (_, at) => {
    // It dies when a part is written but for its name: however fast it builds, it comes no further.
    const stop = `data:text/javascript,${encodeURIComponent(`
      import fs from 'node:fs';
      import { syncBuiltinESMExports } from 'node:module';
      const rename = fs.renameSync;
      let count = 0;
      fs.renameSync = (...paths) => ++count < ${at} ? rename(...paths) : process.kill(process.pid, 'SIGKILL');
      syncBuiltinESMExports();
    `)}`;
    const killed = await runNode(['--import', stop, join(root, 'server/launch.mjs')], { cwd: root });
    expect(killed.signal).toBe('SIGKILL');
    const { code, stdout, stderr } = await launch();
    expect([code, stdout.slice(0, 8)]).toEqual([0, 'says one']);
    expect(stderr).toMatch(firstStart);
    expect(readdirSync(join(cache(), builds()[0] ?? '')).sort()).toEqual(['client', 'server', 'whole']);
  });

  test('a start of which nobody hears goes on', async () => {
    const started = startNode([join(root, 'server/launch.mjs')], { cwd: root });
    started.child.stderr?.destroy();
    const { code, stdout } = await started.ended;
    expect([code, stdout.slice(0, 8)]).toEqual([0, 'says one']);
  });

  test('a start that is ended while it builds leaves nothing behind', async () => {
    useBuilder(
      BUILDER.replace(
        "write('client/deck.js', '');",
        '$& await new Promise(() => setInterval(() => {}, 1000));',
      ),
    );
    const started = startNode([join(root, 'server/launch.mjs')], { cwd: root });
    const unfinished = () => readdirSync(cache()).filter((name) => name.startsWith('unfinished'));
    await expect.poll(() => existsSync(cache()) && unfinished().length > 0 && builds().length > 0).toBe(true);
    started.child.kill('SIGINT');
    expect((await started.ended).signal).toBe('SIGINT');
    await expect.poll(unfinished, { timeout: 5000 }).toEqual([]);
  });

  test('nor does one whose builder has threads that still write', async () => {
    const thread = `
      const { mkdirSync, writeFileSync } = require('node:fs');
      const { workerData: folder } = require('node:worker_threads');
      for (let count = 0, end = Date.now() + 1000; Date.now() < end; count++) {
        try {
          mkdirSync(folder, { recursive: true });
          writeFileSync(folder + '/' + count, '');
        } catch {}
      }`;
    useBuilder(
      BUILDER.replace(
        "write('client/deck.js', '');",
        `$& const { Worker } = await import('node:worker_threads');
        for (let i = 0; i < 4; i++) new Worker(${JSON.stringify(thread)}, { eval: true, workerData: join(outDir, 'client') });
        await new Promise(() => setInterval(() => {}, 1000));`,
      ),
    );
    const started = startNode([join(root, 'server/launch.mjs')], { cwd: root });
    const unfinished = () => readdirSync(cache()).filter((name) => name.startsWith('unfinished'));
    const written = () => unfinished().flatMap((name) => readdirSync(join(cache(), name, 'client')));
    await expect.poll(() => existsSync(cache()) && builds().length > 0 && written().length > 9).toBe(true);
    started.child.kill('SIGKILL');
    await started.ended;
    await expect.poll(unfinished, { timeout: 5000 }).toEqual([]);
  });

  test('nor does one that is ended before its builder notices', async () => {
    const directory = join(root, 'unfinished');
    const builder = spawn(process.execPath, [join(root, 'server/launch.mjs')], {
      env: { ...process.env, LECTERN_BUILD_INTO: directory },
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    builder.disconnect();
    await once(builder, 'exit');
    expect(existsSync(directory)).toBe(false);
  });

  test.each([
    ['its server', 'async build() {\n'],
    ['its client', 'async buildApp() {\n'],
  ])('a source that is changed while %s is being built ends the start', async (_, at) => {
    const change = "writeFileSync(join(root, 'client/deck.ts'), 'changed');\n";
    useBuilder(BUILDER.replace(at, `${at}${change}`));
    const { code, stderr } = await launch();
    expect([code, stderr.split('\n')[1]]).toEqual([1, CHANGED]);
    // A file is empty for a moment while it is written, even if it stays the same.
    useBuilder(BUILDER);
    expect((await launch()).stdout).toMatch(/^says one/);
    expect(builds().filter((build) => existsSync(join(cache(), build, 'whole')))).toHaveLength(1);
  });

  test('nor is anything left of what is still being written then', async () => {
    useBuilder(
      BUILDER.replace(
        'async build() {\n',
        "$&writeFileSync(join(root, 'client/deck.ts'), 'changed');\n",
      ).replace(
        "write('client/deck.js', '');",
        "for (let count = 0, end = Date.now() + 2000; Date.now() < end; count++) write('client/' + count, '');",
      ),
    );
    const { code, stderr } = await launch();
    expect([code, stderr.split('\n')[1]]).toEqual([1, CHANGED]);
    expect(readdirSync(cache()).filter((name) => name.startsWith('unfinished'))).toEqual([]);
  });

  test.each([
    [
      'a full disk',
      "throw new Error('ENOSPC: no space left on device, write')",
      /The disk of \S+ has no room for .* Make room/,
    ],
    [
      'no memory',
      "process.kill(process.pid, 'SIGKILL'); await new Promise(() => {})",
      /for lack of memory, or from outside\. Start/,
    ],
    [
      'a fault of another package',
      "throw Object.assign(new Error('Bad\\n    at here (file.js:1:1)'))",
      /^lectern: Bad$/m,
    ],
  ])('a build that is ended by %s says so in sentences', async (_, fault, told) => {
    useBuilder(BUILDER.replace('async build() {\n', `$&${fault};`));
    const { code, stderr } = await launch();
    expect([code, stderr]).toEqual([1, expect.stringMatching(told)]);
    expect(stderr).not.toMatch(/^ +at /m);
  });

  test('a cache folder that is a link to elsewhere has the packages, too', async () => {
    const elsewhere = mkdtempSync(join(tmpdir(), 'lectern-elsewhere-'));
    try {
      symlinkSync(elsewhere, join(root, 'node_modules/.cache'), 'junction');
      expect((await launch()).stdout).toMatch(/^says one/);
    } finally {
      rmSync(elsewhere, { recursive: true });
    }
  });

  test('the server runs while the client is being built', async () => {
    useBuilder(
      BUILDER.replace(
        "write('client/deck.js', '');",
        `for (let tries = 0; !existsSync(join(root, 'runs')); tries++) {
           if (tries > 1000) throw new Error('The server does not run.');
           await new Promise((resolve) => setTimeout(resolve, 10));
         }
         $&`,
      ).replace('readFileSync', 'existsSync, readFileSync'),
    );
    writeFileSync(
      join(root, 'server/main.ts'),
      `
      export async function main({ built }) {
        const { writeFileSync } = await import('node:fs');
        writeFileSync(${JSON.stringify(join(root, 'runs'))}, '');
        await built;
        console.log('says one');
      }`,
    );
    const { code, stdout, stderr } = await launch();
    expect([code, stdout]).toEqual([0, 'says one\n']);
    expect(stderr).toMatch(firstStart);
  });

  test('a server that runs by then is told that the client cannot be built', async () => {
    useBuilder(BUILDER.replace("write('client/deck.js', '');", "throw new Error('No client.');"));
    writeFileSync(
      join(root, 'server/main.ts'),
      `
      export const main = ({ built }) => built.catch(({ message }) => console.log('told: ' + message));`,
    );
    const { code, stdout } = await launch();
    expect([code, stdout]).toEqual([0, 'told: No client.\n']);
  });

  test('of builds older than a day the newest two are kept, with what they remember', async () => {
    const long = new Date(Date.now() - 100 * 60 * 60 * 1000);
    const names = ['0', '1', '2'].map((digit) => digit.repeat(16));
    for (const [i, name] of names.entries()) {
      for (const folder of [join(cache(), name), join(cache(), 'decks', name)]) {
        mkdirSync(folder, { recursive: true });
        utimesSync(folder, long, new Date(long.getTime() + i));
      }
    }
    await launch();
    expect(builds().filter((name) => names.includes(name))).toEqual([names[2]]);
    expect(readdirSync(join(cache(), 'decks'))).toEqual([names[2]]);
  });

  test('a mistake in a source is shown without a stack trace, and leaves nothing behind', async () => {
    useVite();
    writeFileSync(
      join(root, 'server/main.ts'),
      "import { absent } from './launch.mjs';\nexport const main = absent;",
    );
    const { code, stderr } = await launch();
    expect(code).toBe(1);
    expect(stderr).toContain('"absent" is not exported by "server/launch.mjs"');
    expect(stderr).not.toMatch(/^ +at /m);
    expect(readdirSync(cache())).toEqual([]);
  });
});

describe('what cannot be built', () => {
  test('without packages it says npm ci', async () => {
    rmSync(join(root, 'node_modules'), { recursive: true });
    expect(await launch()).toEqual({
      code: 1,
      signal: null,
      stdout: '',
      stderr: `lectern: The package @fontsource-variable/atkinson-hyperlegible-mono is not installed. Run \`npm ci\` in ${root}, then start again.\n`,
    });
  });

  test('with another version of a package it says npm ci', async () => {
    rmSync(join(root, 'node_modules/hono'));
    mkdirSync(join(root, 'node_modules/hono'));
    writeFileSync(join(root, 'node_modules/hono/package.json'), '{"version":"1.0.0"}');
    expect((await launch()).stderr).toMatch(
      /^lectern: The package hono is 1\.0\.0 here, but Lectern needs \S+\. Run `npm ci` in /,
    );
  });

  test('in a folder whose name Vite misreads it says so', async () => {
    const moved = `${root}#1`;
    renameSync(root, moved);
    try {
      const { code, stderr } = await runNode([join(moved, 'server/launch.mjs')], { cwd: moved });
      expect([code, stderr]).toEqual([
        1,
        `lectern: Lectern cannot be built in ${moved}, since # in a path has a meaning of its own. Move it to a folder without #, and start again.\n`,
      ]);
    } finally {
      renameSync(moved, root);
    }
  });

  test('an older Node is told which it must be', async () => {
    const older = `data:text/javascript,${encodeURIComponent(
      "Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '20.18.3' } })",
    )}`;
    const { code, stderr } = await runNode(['--import', older, join(root, 'server/launch.mjs')]);
    expect([code, stderr]).toEqual([
      1,
      'lectern: Lectern needs Node 20.19, 22.12 or 24 and later, but this is Node 20.18.3. Install a newer one from https://nodejs.org.\n',
    ]);
  });
});

describe('being started', () => {
  test('a link to it, as npm makes for commands, starts it', async () => {
    const link = join(root, 'lectern');
    symlinkSync(join(root, 'server/launch.mjs'), link);
    expect((await runNode([link], { cwd: tmpdir() })).stdout).toContain('says one');
  });

  test('importing it starts nothing', async () => {
    const { stdout, stderr } = await runNode([
      '--input-type=module',
      '-e',
      `await import(${JSON.stringify(join(root, 'server/launch.mjs'))})`,
    ]);
    expect([stdout, stderr]).toEqual(['', '']);
  });

  test('the tests’ own build is there', () => {
    expect(existsSync(join(inject('buildDirectory'), 'server/main.js'))).toBe(true);
  });
});

describe('the configuration', () => {
  test('puts every build below the folder that is named, each in a folder of its own', async () => {
    const outDir = join(root, 'out');
    const configFile = join(repository, 'vite.config.ts');
    const inline = { root: repository, configFile, configLoader: 'runner', build: { outDir } } as const;
    const { environments } = await resolveConfig(inline, 'build');
    const folders = Object.entries(environments).map(([name, { build }]) => [name, build.outDir]);
    const names = Object.keys(environments);
    expect(folders).toEqual(names.map((name) => [name, join(outDir, name === 'ssr' ? 'server' : name)]));
    expect(names).toContain('early');
  });
});

// Whoever may write everywhere must become someone who may not; Windows has no such thing.
describe.skipIf(process.platform === 'win32')('where it may not write', () => {
  const isRoot = process.getuid?.() === 0;
  const nobody = isRoot ? { uid: 65_534, gid: 65_534 } : {};
  const closed = ['node_modules', '.'];
  let user = '';
  beforeEach(() => {
    user = join(root, 'Größe & Co');
    mkdirSync(user);
    chmodSync(user, 0o777);
    for (const folder of closed) chmodSync(join(root, folder), 0o555);
  });
  afterEach(() => {
    for (const folder of closed) chmodSync(join(root, folder), 0o755);
  });

  /** Starts as the user who may not, in an environment, with code that runs before it. */
  const start = (env: Readonly<Record<string, string | undefined>>, before = '') => {
    const early = `data:text/javascript,${encodeURIComponent(before)}`;
    return runNode(['--import', early, join(root, 'server/launch.mjs')], { cwd: root, env, ...nobody });
  };
  const homeless = `import os from 'node:os';
    import { syncBuiltinESMExports } from 'node:module';
    os.homedir = () => { throw new Error('uv_os_homedir returned ENOENT'); };
    syncBuiltinESMExports();`;

  test.each([
    ['the user’s cache', () => ({ XDG_CACHE_HOME: user, HOME: '/nonexistent' }), ''],
    ['a folder in the user’s home', () => ({ HOME: user, XDG_CACHE_HOME: undefined }), ''],
    [
      'the same, where the cache is said to be nowhere',
      () => ({ HOME: user, XDG_CACHE_HOME: 'relative' }),
      '',
    ],
    ['a folder for temporary files, without a home', () => ({ HOME: undefined, TMPDIR: user }), homeless],
    ['the same, where the home is said to be empty', () => ({ HOME: '', TMPDIR: user }), ''],
    ['the same, where the home may not be written to', () => ({ HOME: '/nonexistent', TMPDIR: user }), ''],
  ])('it builds into %s', async (_, environment, before) => {
    await expectBuildBelowUser(environment(), before);
  });

  test('Vite builds there, too, and leaves nothing elsewhere', async () => {
    chmodSync(join(root, 'node_modules'), 0o755);
    useVite();
    chmodSync(join(root, 'node_modules'), 0o555);
    await expectBuildBelowUser({ HOME: user }, '');
  });

  async function expectBuildBelowUser(environment: NodeJS.ProcessEnv, before: string): Promise<void> {
    const { code, stdout, stderr } = await start({ XDG_CACHE_HOME: undefined, ...environment }, before);
    expect(stderr).toMatch(firstStart);
    expect([code, stdout.startsWith('says one'), stdout.includes(user)]).toEqual([0, true, true]);
    expect(existsSync(cache())).toBe(false);
    expect(readdirSync(root).sort()).toEqual(entries);
    const again = await start({ XDG_CACHE_HOME: undefined, ...environment }, before);
    expect([again.code, again.stderr]).toEqual([0, '']);
  }

  const entries = [
    'Größe & Co',
    'client',
    'node_modules',
    'package.json',
    'server',
    'tsconfig.json',
    'vite.config.ts',
  ];

  test('it starts what was built by someone who may', async () => {
    for (const folder of closed) chmodSync(join(root, folder), 0o755);
    await launch();
    for (const folder of ['node_modules/.cache/lectern', ...closed]) chmodSync(join(root, folder), 0o555);
    const { code, stdout, stderr } = await start({ XDG_CACHE_HOME: user });
    chmodSync(join(root, 'node_modules/.cache/lectern'), 0o755);
    expect([code, stdout.slice(0, 8), stderr]).toEqual([0, 'says one', '']);
  });

  test('without any folder to write to, it says in a sentence what to do', async () => {
    const { code, stdout, stderr } = await start({ XDG_CACHE_HOME: '/nonexistent', TMPDIR: '/nonexistent' });
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(
      /^lectern: Lectern keeps what it builds in a folder, and can write to none of these: \S+\/node_modules\/\.cache\/lectern, \/nonexistent\/lectern-[0-9a-f]{16}, \/nonexistent\/lectern-[0-9a-f]{16}\. Set XDG_CACHE_HOME to a folder that this user may write to\.\n$/,
    );
  });

  test('nothing is run from a folder of another user in a cache that they share', async () => {
    const shared = { XDG_CACHE_HOME: user, TMPDIR: '/nonexistent' };
    await start(shared);
    const [own = ''] = readdirSync(user);
    const other = await start(shared, 'process.getuid = () => 4242;');
    expect([other.code, other.stdout]).toEqual([1, '']);
    expect(readdirSync(user)).toHaveLength(2);
    chmodSync(join(user, own), 0o777);
    expect((await start(shared)).stderr).toContain('can write to none of these');
  });
});
