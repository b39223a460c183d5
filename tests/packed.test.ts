/** The packed package, installed by one user and run by another, who may not write to it. */
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { isBuiltin } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { command, runNode, startNode } from './setup/command.ts';
import { installPackage, packagesOf } from './setup/installed.ts';

const repository = dirname(dirname(command));
const manifest = JSON.parse(readFileSync(join(repository, 'package.json'), 'utf8'));
const isRoot = process.getuid?.() === 0;
const NOBODY = 65_534;
const someone = isRoot ? { uid: NOBODY, gid: NOBODY } : {};

/** Packing builds everything, and a first start compiles, on a machine that is busy. */
const PATIENCE = 300_000;

/** What an install may weigh, in bytes. */
const HEAVIEST = 120e6;

let folder = '';
let installed = '';
let home = '';
let work = '';

// Windows has no modes to take away; there the launcher's own tests stand for this.
describe.skipIf(process.platform === 'win32')('the packed package', () => {
  beforeAll(async () => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'lectern-packed-')));
    chmodSync(folder, 0o755);
    installed = join(folder, 'Größe & Co/lib/node_modules/lectern');
    installPackage(folder, installed);
    [home, work] = [join(folder, 'home'), join(folder, 'Meine Vorträge')];
    for (const own of [home, work]) {
      mkdirSync(own);
      if (isRoot) chownSync(own, NOBODY, NOBODY);
    }
    forbid(installed);
  }, PATIENCE);
  afterAll(() => {
    for (const each of foldersIn(installed)) chmodSync(each, 0o755);
    rmSync(folder, { recursive: true, force: true });
  });

  test('brings its build, and neither sources nor tests, decks or recordings', async () => {
    expect(await lectern('--version')).toMatchObject({
      code: 0,
      stdout: `${manifest.version}\n`,
      stderr: '',
    });
    const names = readdirSync(installed).filter((name) => name !== 'node_modules');
    expect(names.sort()).toEqual(['CHANGELOG.md', 'LICENSE', 'README.md', 'dist', 'package.json', 'server']);
    expect(readdirSync(join(installed, 'server'))).toEqual(['launch.mjs']);
    expect(readdirSync(join(installed, 'dist'))).toEqual(['package']);
  });

  test('weighs at most 120 MB with all that npm installs for it', () => {
    const sizes = [
      installed,
      ...packagesOf('install').map((name) => join(repository, 'node_modules', name)),
    ].map(sizeOf);
    expect(sizes.reduce((all, one) => all + one, 0)).toBeLessThan(HEAVIEST);
  });

  test('imports nothing but what npm installs with it, or its users beside it', () => {
    const [build = ''] = readdirSync(join(installed, 'dist/package'));
    const server = join(installed, 'dist/package', build, 'server');
    const code = readdirSync(server).filter((name) => name.endsWith('.js'));
    const imports = code.flatMap((name) => [
      ...readFileSync(join(server, name), 'utf8').matchAll(
        /\b(?:from|import\()\s*["'`](?!node:)((?:@[\w-]+\/)?[a-z][\w.-]*)[^"'`]*["'`]/g,
      ),
    ]);
    const packages = new Set(imports.map(([, name = '']) => name).filter((name) => !isBuiltin(name)));
    expect(packages).toContain('marked');
    const theirs = { ...manifest.dependencies, ...manifest.peerDependencies };
    expect([...packages].filter((name) => !(name in theirs))).toEqual([]);
  });

  test(
    'checks a deck',
    async () => {
      await write('talk.md', '# A talk');
      expect(await lectern('check', 'talk.md')).toMatchObject({ code: 0, stderr: '' });
    },
    PATIENCE,
  );

  test(
    'explains mistakes in diagrams, though Mermaid is not installed',
    async () => {
      await write(
        'wrong.md',
        '# A talk\n\n```mermaid\nflowchrt LR\n  A --> B\n```\n\n```mermaid\npie\n  A : 1\n```\n',
      );
      const { code, stdout } = await lectern('check', 'wrong.md');
      expect([code, stdout]).toEqual([1, expect.stringContaining('wrong.md:4:1 error `flowchrt LR`')]);
      expect(stdout).toContain('2 errors in 1 deck');
    },
    PATIENCE,
  );

  test(
    'says what the few decks with scripts need',
    async () => {
      await write('script.md', '---\nclient: script.js\n---\n\n# A talk');
      await write('script.js', 'export default () => {};');
      const { code, stdout } = await lectern('check', 'script.md');
      expect([code, stdout]).toEqual([1, expect.stringContaining('script.js:1:1 error')]);
      expect(stdout).toContain('npm install vite@8');
    },
    PATIENCE,
  );

  test(
    'makes a first deck',
    async () => {
      expect(await lectern('new', 'Mein', 'Vortrag')).toMatchObject({ code: 0, stderr: '' });
      expect(readdirSync(join(work, 'decks/mein-vortrag')).sort()).toEqual(['boats.svg', 'deck.md']);
    },
    PATIENCE,
  );

  test(
    'serves a deck, and a save of it',
    async () => {
      await write('talk.md', '# A talk');
      const { child, ended, says } = startNode([bin(), 'serve', 'talk.md', '--port', '0'], options());
      const [address = ''] = await says(/http:\/\/localhost:\d+\//);
      expect(await (await fetch(`${address}talk/`)).text()).toContain('A talk');
      await write('talk.md', '# Saved');
      await expect
        .poll(async () => (await fetch(`${address}talk/`)).text(), { timeout: PATIENCE })
        .toContain('Saved');
      child.kill();
      expect(await ended).toMatchObject({ code: 0 });
    },
    PATIENCE,
  );

  test(
    'alone, publishes what has slides where one stands, and no other Markdown',
    async () => {
      await write('documents/talk.md', '# A talk\n\n---\n\n## End');
      await write('documents/diary.md', '# A diary');
      await write('documents/2026/taxes.md', '# Taxes');
      const started = startNode([bin(), '--port', '0'], { ...options(), cwd: join(work, 'documents') });
      const [address = ''] = await started.says(/http:\/\/localhost:\d+\//);
      const ask = async (path: string) => (await fetch(address + path)).status;
      expect(await ask('talk/')).toBe(200);
      for (const path of ['diary/', 'diary.md', 'taxes/', '2026/taxes/', '2026/taxes.md'])
        expect([path, await ask(path)]).toEqual([path, 404]);
      expect(await (await fetch(address)).text()).not.toMatch(/diary|taxes/i);
      started.child.kill();
      expect((await started.ended).stderr).toContain('diary.md is no deck');
    },
    PATIENCE,
  );

  test(
    'builds a deck',
    async () => {
      await write('talk.md', '# A talk');
      expect(await lectern('build', 'talk.md', '--no-static')).toMatchObject({ code: 0 });
      expect(existsSync(join(work, 'dist/lectern.mjs'))).toBe(true);
    },
    PATIENCE,
  );

  test(
    'prints a deck',
    async () => {
      await write('talk.md', '# A talk');
      expect(await lectern('pdf', 'talk.md')).toMatchObject({ code: 0 });
      expect(readdirSync(join(work, 'dist'))).toContain('talk.pdf');
    },
    PATIENCE,
  );

  test('writes nothing into its own folder', () => {
    expect(existsSync(join(installed, 'node_modules/.cache'))).toBe(false);
    expect(readdirSync(join(installed, 'dist'))).toEqual(['package']);
  });
});

/** Bytes of a folder's files, links and what they lead to left aside. */
function sizeOf(path: string): number {
  const entries = readdirSync(path, { withFileTypes: true });
  return entries.reduce((all, entry) => {
    const below = join(path, entry.name);
    if (entry.isDirectory()) return all + sizeOf(below);
    return all + (entry.isFile() ? statSync(below).size : 0);
  }, 0);
}

/** The link that npm makes for the command. */
function bin(): string {
  const link = join(dirname(dirname(dirname(installed))), 'lectern');
  if (!existsSync(link)) symlinkSync(join(installed, 'server/launch.mjs'), link);
  return link;
}

const options = () => ({
  cwd: work,
  env: { HOME: home, XDG_CACHE_HOME: undefined, XDG_STATE_HOME: undefined },
  ...someone,
});
const lectern = (...words: string[]) => runNode([bin(), ...words], options());

/** Writes a file as the user who works there. */
async function write(name: string, text: string): Promise<void> {
  const script = `const fs = require('node:fs');
    fs.mkdirSync(${JSON.stringify(dirname(name))}, { recursive: true });
    fs.writeFileSync(${JSON.stringify(name)}, ${JSON.stringify(text)});`;
  await runNode(['-e', script], options());
}

function foldersIn(path: string): string[] {
  if (!existsSync(path)) return [];
  const below = readdirSync(path, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return [path, ...below.flatMap(({ name }) => foldersIn(join(path, name)))];
}

/** Whoever may write everywhere is not asked to; all others own what they have installed. */
function forbid(path: string): void {
  for (const each of foldersIn(path).reverse()) chmodSync(each, statSync(each).mode & 0o555);
}
