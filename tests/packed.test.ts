/** The packed package, installed by one user and run by another, who may not write to it. */
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  cpSync,
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
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { command, runNode, startNode } from './setup/command.ts';

const repository = dirname(dirname(command));
const isRoot = process.getuid?.() === 0;
const NOBODY = 65_534;
const someone = isRoot ? { uid: NOBODY, gid: NOBODY } : {};

/** A first start builds everything. */
const PATIENCE = 300_000;

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
    install();
    [home, work] = [join(folder, 'home'), join(folder, 'Meine Vorträge')];
    for (const own of [home, work]) {
      mkdirSync(own);
      if (isRoot) chownSync(own, NOBODY, NOBODY);
    }
    forbid(installed);
    const first = await lectern('--version');
    expect(first.stderr).toMatch(
      /^Building Lectern \(first start, or its sources changed\)…\nBuilt in [\d.]+ s\.\n$/,
    );
    expect(first.stdout).toBe(
      `${JSON.parse(readFileSync(join(repository, 'package.json'), 'utf8')).version}\n`,
    );
  }, PATIENCE);
  afterAll(() => {
    for (const each of foldersIn(installed)) chmodSync(each, 0o755);
    rmSync(folder, { recursive: true, force: true });
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
    expect(existsSync(join(installed, 'dist'))).toBe(false);
  });
});

/** Puts the package where `npm install --global` would, with links to the packages that it depends on. */
function install(): void {
  const pack = ['pack', '--ignore-scripts', '--silent', '--pack-destination', folder];
  const [name = ''] = execFileSync('npm', pack, { cwd: repository, encoding: 'utf8' })
    .trim()
    .split('\n')
    .slice(-1);
  execFileSync('tar', ['-xzf', join(folder, name), '-C', folder]);
  mkdirSync(dirname(installed), { recursive: true });
  cpSync(join(folder, 'package'), installed, { recursive: true });
  const packages = join(repository, 'node_modules');
  mkdirSync(join(installed, 'node_modules'));
  for (const each of readdirSync(packages))
    if (!each.startsWith('.'))
      symlinkSync(join(packages, each), join(installed, 'node_modules', each), 'junction');
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
  const script = `require('node:fs').writeFileSync(${JSON.stringify(name)}, ${JSON.stringify(text)})`;
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
