/** How Vite parts Mermaid: what every diagram needs in one file, and what only some need in files named after it. */
import { readFileSync, realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, posix } from 'node:path';
import { normalizePath, type Rolldown } from 'vite';

type Output = Pick<Rolldown.OutputOptions, 'codeSplitting'> & {
  readonly chunkFileNames: (chunk: Rolldown.PreRenderedChunk) => string;
};

/** Tells of modules. */
type Modules = Pick<Rolldown.ChunkingContext, 'getModuleInfo'>;

/** What tells kinds of diagrams apart, and loads what draws them. */
const core = normalizePath(realpathSync(createRequire(import.meta.url).resolve('mermaid')));

/** What reads the kinds whose grammars stand in a package of their own. */
const PARSER = /\/@mermaid-js\/parser\/dist\/mermaid-parser\.core\.mjs$/;

/** Layouts, and what sets formulas: loaded when a diagram asks for them. */
const ON_DEMAND =
  /\/mermaid\/dist\/chunks\/mermaid\.core\/(dagre|swimlanes|cose-bilkent)-\w+\.mjs$|\/(katex)\.mjs$/;

/**
 * Names files of Mermaid `mermaid-KIND` and `mermaid-LAYOUT`, which a page needs only if it says so in `data-features`, and
 * all others `mermaid…`, which whatever needs them names.
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

/** Mermaid's modules. */
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

/** A module and all that it imports, however deep; `lazily`, what it loads later, too. */
function reached(start: string, modules: Modules, how: { readonly lazily: boolean }): Set<string> {
  const found = new Set([start]);
  for (const id of found) {
    const info = modules.getModuleInfo(id);
    for (const next of info?.importedIds ?? []) found.add(next);
    for (const next of how.lazily ? (info?.dynamicallyImportedIds ?? []) : []) found.add(next);
  }
  return found;
}

/** A kind's name in Mermaid's list of kinds, and after it the module that draws it. */
const LISTED = /\bvar id\d* = "([\w-]+)";(?:(?!\bvar id)[\s\S])*?\bimport\("\.\/([^"]+)"\)/g;

/** The kinds by module; of kinds that share one, the first. */
function kindsByModule(list: string): ReadonlyMap<string, string> {
  const kinds = new Map<string, string>();
  for (const [, kind = '', file = ''] of list.matchAll(LISTED)) {
    const id = posix.join(dirname(core), file);
    if (!kinds.has(id)) kinds.set(id, kind);
  }
  return kinds;
}
