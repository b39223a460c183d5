/** A Vite plug-in that records the third-party works in each file of a build, since only the bundler knows them. */
import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Plugin, Rolldown } from 'vite';
import { type BuiltWorks, WORKS_NAME } from './built-works.ts';
import { carriedBy } from './carried-packages.ts';
import { folderOf, packageFolder, type Work, workIn, workKey } from './works.ts';

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
        const folders = new Set(idsOf(output, root).flatMap((id) => foldersOf(id, root)));
        const keys = [...folders].flatMap((folder) => worksIn(folder, output)).map(note);
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

/** Returns the work in a package's folder, and the works that the modules of it in a file carry. */
function worksIn(folder: string, output: Rolldown.OutputAsset | Rolldown.OutputChunk): readonly Work[] {
  const modules = output.type === 'asset' ? [] : Object.keys(output.modules);
  const own = modules.filter((id) => packageFolder(id) === folder);
  const work = workIn(folder);
  const { works, names } = carriedBy({ name: work.name, folder }, own);
  return [{ ...work, ...(names.length > 0 && { carries: names }) }, ...works];
}
