/** Finds the packages bundled within a package's modules, by the source maps beside them. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { installedFolder, type Work, workIn } from './works.ts';

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
 * version, and the others' names with their versions.
 */
export function carriedBy(
  folder: string,
  modules: readonly string[],
): { readonly works: readonly Work[]; readonly names: readonly string[] } {
  const bundled = modules.flatMap((file) => bundledIn(`${file}.map`, folder));
  const works = new Map<string, Work>();
  const names = new Set<string>();
  for (const { name, version } of bundled) {
    const key = version === undefined ? name : `${name} ${version}`;
    if (works.has(key)) continue;
    const installed = installedFolder(name, join(folder, 'package.json'));
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
