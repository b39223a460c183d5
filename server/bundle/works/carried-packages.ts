/** Finds the packages bundled within a package's modules: by the source maps beside them, and those that none tells of. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { folderOf, installedFolder, type Work, workIn } from './works.ts';

/** What packages without source maps contain, by their names. */
const UNMAPPED: Readonly<Record<string, readonly string[]>> = { 'asciinema-player': ['solid-js'] };

/** A package in a source map; pnpm's folder names contain the version. */
const CARRIED = /node_modules\/(?:\.pnpm\/[^/]+?@(\d[^/_]*)[^/]*\/node_modules\/)?((?:@[^/]+\/)?[^/]+)\//g;

/** A module of Mermaid's parser, a package whose sources stand beside Mermaid's own. Its modules have maps as well. */
const OF_PARSER = /\.\.\/parser\/(dist\/.+)$/;
const PARSER = '@mermaid-js/parser';

/** The list of sources in a map, whose other 16 MB of Mermaid's would take a second of each build to parse. */
const SOURCES = /"sources"\s*:\s*(\[(?:\s*"(?:[^"\\]|\\.)*"\s*,?)*\s*\])/;

/** A package in a source map, with its version where the map has it. */
interface Bundled {
  readonly name: string;
  readonly version: string | undefined;
}

/**
 * Returns the works bundled within a package's modules: with their licences where they are installed as well, in whatever
 * version, and the others' names with their versions. @throws {Error} where one that no source map tells of is not installed
 */
export function carriedBy(
  { name: own, folder }: { readonly name: string; readonly folder: string },
  modules: readonly string[],
): { readonly works: readonly Work[]; readonly names: readonly string[] } {
  const manifest = join(folder, 'package.json');
  const unmapped = (UNMAPPED[own] ?? []).map((name) => workIn(folderOf(name, manifest)));
  const works = new Map(unmapped.map((work) => [work.name, work]));
  const names = new Set<string>();
  for (const { name, version } of modules.flatMap((file) => bundledIn(`${file}.map`, folder))) {
    const key = version === undefined ? name : `${name} ${version}`;
    if (works.has(key)) continue;
    const installed = installedFolder(name, manifest);
    if (installed === undefined) names.add(key);
    else works.set(key, { ...workIn(installed), ...(version !== undefined && { version }) });
  }
  return { works: [...works.values()], names: [...names].sort() };
}

function bundledIn(map: string, folder: string): readonly Bundled[] {
  if (!existsSync(map)) return [];
  const [, list = '[]'] = SOURCES.exec(readFileSync(map, 'utf8')) ?? [];
  const sources: readonly string[] = JSON.parse(list);
  return sources.flatMap((source) => {
    const [, version, name] = [...source.matchAll(CARRIED)].at(-1) ?? [];
    if (name !== undefined) return [{ name, version }];
    const [, ofParser] = OF_PARSER.exec(source) ?? [];
    const parser = ofParser && installedFolder(PARSER, join(folder, 'package.json'));
    if (!parser) return [];
    return [{ name: PARSER, version: undefined }, ...bundledIn(join(parser, `${ofParser}.map`), parser)];
  });
}
