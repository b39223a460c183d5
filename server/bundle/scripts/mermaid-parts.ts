/** Splits Mermaid into chunks: one that every diagram needs, and others for single kinds, named after them. */
import { readFileSync, realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, posix } from 'node:path';
import { normalizePath, type Rolldown } from 'vite';

type Output = Pick<Rolldown.OutputOptions, 'codeSplitting'> & {
  readonly chunkFileNames: (chunk: Rolldown.PreRenderedChunk) => string;
};

/** Access to the module graph. */
type Modules = Pick<Rolldown.ChunkingContext, 'getModuleInfo'>;

/** The module that detects the kind of a diagram, and loads its renderer. */
const core = normalizePath(realpathSync(createRequire(import.meta.url).resolve('mermaid')));

/** The parser of kinds whose grammars are in a separate package. */
const PARSER = /\/@mermaid-js\/parser\/dist\/mermaid-parser\.core\.mjs$/;

/** Layout engines, and the formula renderer: loaded when a diagram needs them. */
const ON_DEMAND =
  /\/mermaid\/dist\/chunks\/mermaid\.core\/(dagre|swimlanes|cose-bilkent)-\w+\.mjs$|\/(katex)\.mjs$/;

/**
 * Names Mermaid's chunks `mermaid-KIND` and `mermaid-LAYOUT`, which pages load by their `data-features`, and
 * all others `mermaid…`, which other chunks import.
 */
export function mermaidParts(otherwise: string): Output {
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
    chunkFileNames: ({ facadeModuleId, moduleIds, name }) => {
      const [, layout, formulas] = ON_DEMAND.exec(facadeModuleId ?? '') ?? [];
      const part = kinds.get(facadeModuleId ?? '') ?? layout ?? formulas;
      if (part !== undefined) return `mermaid-${part}.[hash].js`;
      const isShared = !name.startsWith('mermaid') && moduleIds.some((id) => parts?.any.has(id));
      return isShared ? 'mermaid.shared.[hash].js' : otherwise;
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
  const parser = [...any].find((id) => PARSER.test(id));
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

/** A kind in Mermaid's list, followed by the module that renders it. */
const LISTED = /\bvar id\d* = "([\w-]+)";(?:(?!\bvar id)[\s\S])*?\bimport\("\.\/([^"]+)"\)/g;

/** Returns the kinds by module; the first of those that share one. */
function kindsByModule(list: string): ReadonlyMap<string, string> {
  const kinds = new Map<string, string>();
  for (const [, kind = '', file = ''] of list.matchAll(LISTED)) {
    const id = posix.join(dirname(core), file);
    if (!kinds.has(id)) kinds.set(id, kind);
  }
  return kinds;
}
