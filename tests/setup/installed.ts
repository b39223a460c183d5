/** Lectern as people have it: installed from the packed package, or cloned. */
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';

const repository = join(import.meta.dirname, '../..');

/** What of the repository a build and the shipped decks need. */
const CLONED = [
  'client',
  'decks',
  'server',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
  'vite.config.ts',
];

/**
 * Packs the package, and puts it into `installed`, as `npm install --global` would, with links to the packages that it
 * depends on, and no others. `folder` receives what npm writes.
 */
export function installPackage(folder: string, installed: string): void {
  const pack = ['pack', '--silent', '--pack-destination', folder];
  const [name = ''] = execFileSync('npm', pack, { cwd: repository, encoding: 'utf8' })
    .trim()
    .split('\n')
    .slice(-1);
  execFileSync('tar', ['-xzf', join(folder, name), '-C', folder]);
  mkdirSync(dirname(installed), { recursive: true });
  cpSync(join(folder, 'package'), installed, { recursive: true });
  linkPackages(installed, packagesOf('install'));
}

/** Copies the repository to `cloned`, with links to all packages, as after `npm ci`. */
export function cloneRepository(cloned: string): void {
  for (const name of CLONED) cpSync(join(repository, name), join(cloned, name), { recursive: true });
  linkPackages(cloned, packagesOf('clone'));
}

/**
 * Returns the packages that are installed with Lectern, in the first place where Node looks, as npm's lock file has
 * them; in a clone, those of development, too.
 */
export function packagesOf(form: 'install' | 'clone'): string[] {
  const lock = JSON.parse(readFileSync(join(repository, 'package-lock.json'), 'utf8'));
  const all: [string, { readonly dev?: boolean }][] = Object.entries(lock.packages);
  return all
    .filter(
      ([path, { dev }]) =>
        /^node_modules\/(?:@[^/]+\/)?[^/]+$/.test(path) && (form === 'clone' || dev !== true),
    )
    .map(([path]) => path.slice('node_modules/'.length))
    .filter((name) => existsSync(join(repository, 'node_modules', name)));
}

function linkPackages(folder: string, names: readonly string[]): void {
  for (const name of names) {
    const link = join(folder, 'node_modules', name);
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(join(repository, 'node_modules', name), link, 'junction');
  }
}
