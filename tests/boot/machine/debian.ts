/**
 * Unpacks Debian's packages into a cache folder: those of Xen and Linux are not to be installed here, since that would
 * change how this machine boots.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const CACHE = fileURLToPath(new URL('../../../node_modules/.cache/lectern-boot', import.meta.url));

/** What is asked of a package of this machine's release. */
interface Package {
  readonly name: string;
  readonly version: string;
  readonly needs: readonly string[];
}

/**
 * Returns the folders of packages by name, downloaded and unpacked where they are not there yet: of these, and of what they
 * need where its name matches.
 */
export function unpackPackages(names: readonly string[], alsoNeeded: RegExp): ReadonlyMap<string, string> {
  mkdirSync(CACHE, { recursive: true });
  const found = new Map<string, Package>();
  for (let next = [...names]; next.length > 0; ) {
    const described = describe(next);
    for (const one of described) found.set(one.name, one);
    const needed = described.flatMap(({ needs }) => needs).filter((name) => alsoNeeded.test(name));
    next = [...new Set(needed)].filter((name) => !found.has(name));
  }
  const folders = new Map([...found.values()].map((one) => [one.name, folderOf(one)]));
  download([...folders].filter(([, folder]) => !existsSync(folder)));
  return folders;
}

/** Asks once for many packages, since asking takes a second where the system keeps no cache of its answers. */
function describe(names: readonly string[]): Package[] {
  const cache = `Dir::Cache::pkgcache=${join(CACHE, 'packages.bin')}`;
  const said = run('apt-cache', ['show', '--no-all-versions', '-o', cache, ...names]);
  return said
    .split(/\n\n+/)
    .filter((part) => part.startsWith('Package:'))
    .map((part) => {
      const field = (name: string) => new RegExp(`^${name}: (.+)$`, 'm').exec(part)?.[1] ?? '';
      const needs = `${field('Depends')}, ${field('Pre-Depends')}`.split(/[,|]/);
      return {
        name: field('Package'),
        version: field('Version'),
        needs: needs.map((need) => need.trim().replace(/[ :].*/, '')).filter((need) => need !== ''),
      };
    });
}

function folderOf({ name, version }: Package): string {
  return join(CACHE, `${name}_${version.replaceAll(':', '-')}`);
}

function download(folders: readonly (readonly [name: string, folder: string])[]): void {
  if (folders.length === 0) return;
  const archives = join(CACHE, `archives-${process.pid}`);
  mkdirSync(archives);
  run('apt-get', ['download', '-qq', ...folders.map(([name]) => name)], archives);
  const files = readdirSync(archives);
  for (const [name, folder] of folders) {
    const archive = files.find((file) => file.startsWith(`${name}_`)) ?? name;
    // In a folder with another name until it is complete, in case that a run ends meanwhile.
    run('dpkg-deb', ['-x', join(archives, archive), join(archives, name)]);
    if (!existsSync(folder)) renameSync(join(archives, name), folder);
  }
  rmSync(archives, { recursive: true });
}

function run(program: string, words: readonly string[], cwd = '.'): string {
  const options = { cwd, encoding: 'utf8', maxBuffer: 1 << 28 } as const;
  return execFileSync(program, words, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
}
