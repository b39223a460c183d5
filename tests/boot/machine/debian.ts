/**
 * Unpacks Debian's packages into a cache folder: those of Xen and Linux are not to be installed here, since that would
 * change how this machine boots.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const CACHE = fileURLToPath(new URL('../../../node_modules/.cache/lectern-boot', import.meta.url));

/** Unpacked packages by name, as far as this process has looked for them. */
const unpacked = new Map<string, string>();

/** Returns the folder of a package of this machine's release, downloaded and unpacked where it is not there yet. */
export function debianPackage(name: string): string {
  const known = unpacked.get(name) ?? unpack(name);
  unpacked.set(name, known);
  return known;
}

/** Returns the packages that a package depends on, in the words of this machine's release. */
export function dependenciesOf(name: string): string[] {
  const said = run('apt-cache', ['depends', '--important', name]);
  return [...said.matchAll(/^ {2}(?:Pre)?Depends: ([\w.+-]+)$/gm)].map(([, wanted = '']) => wanted);
}

/** Returns the folders of a package's libraries, and of theirs. */
export function librariesOf(name: string): string[] {
  const found = new Set<string>();
  const look = (one: string): void => {
    for (const wanted of dependenciesOf(one)) {
      if (!wanted.startsWith('lib') || found.has(wanted)) continue;
      found.add(wanted);
      look(wanted);
    }
  };
  look(name);
  return [...found].map(debianPackage);
}

function unpack(name: string): string {
  const version = /^Version: (.+)$/m.exec(run('apt-cache', ['show', '--no-all-versions', name]))?.[1] ?? '';
  const folder = join(CACHE, `${name}_${version.replaceAll(':', '-')}`);
  if (existsSync(folder)) return folder;
  // A name of its own until it is complete, in case that a run ends meanwhile.
  const unfinished = `${folder}.${process.pid}`;
  const archives = `${unfinished}.deb`;
  mkdirSync(archives, { recursive: true });
  run('apt-get', ['download', '-qq', name], archives);
  const [archive = ''] = readdirSync(archives);
  run('dpkg-deb', ['-x', join(archives, archive), unfinished]);
  rmSync(archives, { recursive: true });
  renameSync(unfinished, folder);
  return folder;
}

function run(program: string, words: readonly string[], cwd = '.'): string {
  return execFileSync(program, words, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}
