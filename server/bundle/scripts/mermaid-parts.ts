/** Splits Mermaid into chunks: one that every diagram needs, and others for single kinds, named after them. */
import { readFileSync, realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, posix } from 'node:path';
import { normalizePath, type Plugin, type Rolldown } from 'vite';

/** Returns the pattern of a chunk's name. */
type NameChunk = (chunk: Rolldown.PreRenderedChunk) => string;

type Output = Pick<Rolldown.OutputOptions, 'codeSplitting'> & { readonly chunkFileNames: NameChunk };

/** Access to the module graph. */
type Modules = Pick<Rolldown.ChunkingContext, 'getModuleInfo'>;

/**
 * The module that detects the kind of a diagram, and loads its renderer. That of the bundle that Mermaid brings: the same
 * code, its packages' included, in 90 files instead of 700, which takes half of a build's time away.
 */
const core = normalizePath(
  realpathSync(join(dirname(createRequire(import.meta.url).resolve('mermaid')), 'mermaid.esm.min.mjs')),
);

/** Has the client's build take Mermaid's own bundle where a module imports Mermaid. */
export const mermaidBundle: Plugin = {
  name: 'lectern:mermaid-bundle',
  apply: 'build',
  enforce: 'pre',
  applyToEnvironment: ({ name }) => name === 'client',
  resolveId: { filter: { id: /^mermaid$/ }, handler: () => core },
};

/** The grammar of a kind that Mermaid parses with the parser that several kinds share, which alone imports it. */
const GRAMMAR = /\/pie-\w+-\w+\.mjs$/;

/** Layout engines, and the formula renderer: loaded when a diagram needs them. */
const ON_DEMAND =
  /\/mermaid\/dist\/chunks\/mermaid\.esm\.min\/(dagre|swimlanes|cose-bilkent|katex)-\w+\.mjs$/;

/**
 * Names Mermaid's chunks `mermaid-KIND` and `mermaid-LAYOUT`, which pages load by their `data-features`, and
 * all others `mermaid…`, which other chunks import.
 */
export function mermaidParts(otherwise: NameChunk): Output {
  const kinds = kindsByModule(readFileSync(core, 'utf8'));
  let parts: Parts | undefined;
  return {
    codeSplitting: {
      groups: [
        {
          name: (id, modules) => {
            parts ??= partsOf(modules);
            if (parts.always.has(id)) return 'mermaid';
            return parts.parser.has(id) ? 'mermaid.parser' : null;
          },
        },
      ],
    },
    chunkFileNames: (chunk) => {
      const { facadeModuleId, moduleIds, name } = chunk;
      const [, onDemand] = ON_DEMAND.exec(facadeModuleId ?? '') ?? [];
      const part = kinds.get(facadeModuleId ?? '') ?? onDemand;
      if (part !== undefined) return `mermaid-${part}.[hash].js`;
      const isShared = !name.startsWith('mermaid') && moduleIds.some((id) => parts?.any.has(id));
      return isShared ? 'mermaid.shared.[hash].js' : otherwise(chunk);
    },
  };
}

/** Mermaid's modules, by when they are needed. */
interface Parts {
  readonly always: ReadonlySet<string>;
  readonly parser: ReadonlySet<string>;
  readonly any: ReadonlySet<string>;
}

function partsOf(modules: Modules): Parts {
  const any = reached(core, modules, { lazily: true });
  const parser = [...any].find((id) =>
    modules.getModuleInfo(id)?.dynamicallyImportedIds.some((lazy) => GRAMMAR.test(lazy)),
  );
  return {
    any,
    always: reached(core, modules, { lazily: false }),
    parser: parser === undefined ? new Set() : reached(parser, modules, { lazily: true }),
  };
}

/** Returns a module and all its imports, recursively; with `lazily`, dynamic imports, too. */
function reached(start: string, modules: Modules, how: { readonly lazily: boolean }): Set<string> {
  const found = new Set([start]);
  for (const id of found) {
    const info = modules.getModuleInfo(id);
    for (const next of info?.importedIds ?? []) found.add(next);
    for (const next of how.lazily ? (info?.dynamicallyImportedIds ?? []) : []) found.add(next);
  }
  return found;
}

/** The module that renders a kind in Mermaid's list, followed by the kind, or by the variable that holds its name. */
const LISTED = /\bimport\("\.\/([^"]+)"\);return\{id:(?:"([\w-]+)"|([\w$]+)),/g;

/** Returns the kinds by module; the first of those that share one. */
function kindsByModule(list: string): ReadonlyMap<string, string> {
  const kinds = new Map<string, string>();
  const names = new Map(
    [...list.matchAll(/[ ,]([\w$]+)="([\w-]+)"/g)].map(([, variable, name]) => [variable, name]),
  );
  for (const [, file = '', name, variable] of list.matchAll(LISTED)) {
    const id = posix.join(dirname(core), file);
    const kind = name ?? names.get(variable);
    if (kind !== undefined && !kinds.has(id)) kinds.set(id, kind);
  }
  return kinds;
}
