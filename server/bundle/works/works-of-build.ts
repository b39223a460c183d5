/** A Vite plug-in that records the third-party works in each file of a build, since only the bundler knows them. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Plugin, Rolldown } from 'vite';
import { type BuiltWorks, WORKS_NAME } from './built-works.ts';
import { carriedWorks, folderOf, packageFolder, type Work, workIn, workKey } from './works.ts';

/** Virtual modules that belong to packages, by prefix of their id: Rolldown's helpers are in every bundle. */
const VIRTUAL: Readonly<Record<string, string>> = { '\0rolldown/': 'rolldown', '\0vite/': 'vite' };

/** Virtual modules that are ours, or empty. */
const NOBODYS = /^(?:\0lean:|__vite-optional-peer-dep:|\0?__vite-browser-external)/;

/**
 * Creates the plug-in; `root` is the folder of our own sources. @throws {Error} where the origin of a module is
 * unknown
 */
export function worksOfBuild(root: string): Plugin {
  return {
    name: 'lectern:works',
    apply: 'build',
    generateBundle(_, bundle) {
      const works: Record<string, Work> = {};
      const note = (work: Work): string => {
        const key = workKey(work);
        const carries = new Set([...(works[key]?.carries ?? []), ...(work.carries ?? [])]);
        works[key] = { ...work, ...(carries.size > 0 && { carries: [...carries].sort() }) };
        return key;
      };
      const own = workIn(root);
      const files = Object.values(bundle).map((output): [string, readonly string[]] => {
        const keys = idsOf(output, root)
          .flatMap((id) => foldersOf(id, root))
          .flatMap((folder) => [
            { ...workIn(folder), ...carriedBy(output, folder) },
            ...carriedWorks(workIn(folder), folder),
          ])
          .map(note);
        return [output.fileName, [...new Set([note(own), ...keys])].sort()];
      });
      const source: BuiltWorks = { works, files: Object.fromEntries(files) };
      this.emitFile({ type: 'asset', fileName: WORKS_NAME, source: JSON.stringify(source) });
    },
  };
}

/** Style sheets, whose text moves from the module to a separate file. */
const STYLE_SHEET = /\.css(?:\?|$)/;

/**
 * Returns the modules in a file, except those removed as unused; for a style sheet, which no longer has
 * modules, its source.
 */
function idsOf(output: Rolldown.OutputAsset | Rolldown.OutputChunk, root: string): readonly string[] {
  if (output.type === 'asset') return output.originalFileNames.map((name) => resolve(root, name));
  const modules = Object.entries(output.modules);
  return modules.flatMap(([id, { renderedLength }]) =>
    renderedLength > 0 || STYLE_SHEET.test(id) ? [id] : [],
  );
}

/** Returns the folders of a module's packages; none for our own, except style sheets that import from packages. */
function foldersOf(id: string, root: string): readonly string[] {
  const virtual = Object.entries(VIRTUAL).find(([beginning]) => id.startsWith(beginning));
  if (virtual) return [folderOf(virtual[1], join(root, 'package.json'))];
  if (NOBODYS.test(id)) return [];
  const [file = ''] = id.split('?', 1);
  const folder = packageFolder(file);
  if (folder !== undefined) return [folder];
  if (!file.startsWith(root))
    throw new Error(`${JSON.stringify(id)} is in the build, and nobody knows whose it is.`);
  return file.endsWith('.css') ? importedBy(file) : [];
}

/** Returns the folders of packages whose style sheets one of ours imports, of which Vite keeps no record. */
function importedBy(file: string): readonly string[] {
  const imports = readFileSync(file, 'utf8').matchAll(/@import\s+(?:url\()?["']([^"']+)["']/g);
  return [...imports].flatMap(([, address = '']) => {
    if (address.startsWith('.')) return importedBy(join(dirname(file), address));
    const [name = ''] = /^(?:@[^/]+\/)?[^/]+/.exec(address) ?? [];
    return [folderOf(name, file)];
  });
}

/** A package in the source map of a bundled package; pnpm's folder names contain the version. */
const CARRIED = /node_modules\/(?:\.pnpm\/[^/]+?@(\d[^/_]*)[^/]*\/node_modules\/)?((?:@[^/]+\/)?[^/]+)\//g;

/** Returns the packages bundled within a package's modules, by their source maps. */
function carriedBy(
  output: Rolldown.OutputAsset | Rolldown.OutputChunk,
  folder: string,
): Pick<Work, 'carries'> {
  if (output.type === 'asset') return {};
  const files = Object.keys(output.modules).filter((id) => packageFolder(id) === folder);
  const carried = files.flatMap((file) => (existsSync(`${file}.map`) ? carriedIn(`${file}.map`) : []));
  return carried.length > 0 ? { carries: [...new Set(carried)].sort() } : {};
}

function carriedIn(map: string): readonly string[] {
  const { sources = [] }: { sources?: readonly string[] } = JSON.parse(readFileSync(map, 'utf8'));
  return sources.flatMap((source) => {
    const [, version, name] = [...source.matchAll(CARRIED)].at(-1) ?? [];
    return name === undefined ? [] : [version === undefined ? name : `${name} ${version}`];
  });
}
