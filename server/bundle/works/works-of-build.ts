/** A plugin for Vite that writes down whose work is in each file of a build: what is bundled is known only there. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Plugin, Rolldown } from 'vite';
import { type BuiltWorks, WORKS_NAME } from './built-works.ts';
import { carriedWorks, folderOf, packageFolder, type Work, workIn, workKey } from './works.ts';

/** Modules without a file that are of packages, by the beginning of their id: Rolldown's helpers are in every bundle. */
const VIRTUAL: Readonly<Record<string, string>> = { '\0rolldown/': 'rolldown', '\0vite/': 'vite' };

/** Modules without a file that are ours, or empty. */
const NOBODYS = /^(?:\0lean:|__vite-optional-peer-dep:|\0?__vite-browser-external)/;

/** Writes them down; `root` is the folder of our own sources. @throws {Error} where a module is of nobody known */
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

/** A style sheet, whose text leaves the module for a file of its own. */
const STYLE_SHEET = /\.css(?:\?|$)/;

/** The modules in a file, whose unused parts are gone; of a style sheet, which has none by now, its source. */
function idsOf(output: Rolldown.OutputAsset | Rolldown.OutputChunk, root: string): readonly string[] {
  if (output.type === 'asset') return output.originalFileNames.map((name) => resolve(root, name));
  const modules = Object.entries(output.modules);
  return modules.flatMap(([id, { renderedLength }]) =>
    renderedLength > 0 || STYLE_SHEET.test(id) ? [id] : [],
  );
}

/** The folders of the packages that a module is of; empty for ours, but for style sheets that import a package's. */
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

/** The folders of the packages whose style sheets one of ours imports: Vite leaves no trace of them. */
function importedBy(file: string): readonly string[] {
  const imports = readFileSync(file, 'utf8').matchAll(/@import\s+(?:url\()?["']([^"']+)["']/g);
  return [...imports].flatMap(([, address = '']) => {
    if (address.startsWith('.')) return importedBy(join(dirname(file), address));
    const [name = ''] = /^(?:@[^/]+\/)?[^/]+/.exec(address) ?? [];
    return [folderOf(name, file)];
  });
}

/** A package as the source maps of bundled packages name it: pnpm's folders have the version. */
const CARRIED = /node_modules\/(?:\.pnpm\/[^/]+?@(\d[^/_]*)[^/]*\/node_modules\/)?((?:@[^/]+\/)?[^/]+)\//g;

/** What the modules of a package have in them of others, as their source maps say. */
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
