/** Parses a TypeScript file for its imports and exports. */
import { type ESTree, parseSync, Visitor } from 'vite';

/** One import, re-export, `import()` or `import('…').Type`. */
export interface Import {
  /** As written, such as `./model.ts`, `marked` or `node:fs`; the expression, when it is `computed`. */
  readonly specifier: string;
  /** `type` is erased at run time; `lazy` and `computed` are loaded on demand. */
  readonly kind: 'static' | 'lazy' | 'type' | 'computed';
}

/** What the architecture test needs of a file. */
export interface Source {
  readonly imports: readonly Import[];
  readonly hasDefaultExport: boolean;
  /** Whether the file has exports, all of which come from other files. */
  readonly isBarrel: boolean;
  /** Whether the file uses the global `process`. */
  readonly usesProcess: boolean;
}

/** Results by path and content, since every rule reads every file. */
const read = new Map<string, Source>();

/** Parses a file. @throws the parser's error when it is not TypeScript */
export function readSource(file: string, code: string): Source {
  const key = `${file}\n${code}`;
  const source = read.get(key) ?? parse(file, code);
  read.set(key, source);
  return source;
}

function parse(file: string, code: string): Source {
  const { module, program, errors } = parseSync(file, code);
  if (errors.length > 0) throw new Error(`${file}: ${errors.map(({ message }) => message).join('; ')}`);
  const exports = module.staticExports.flatMap(({ entries }) => entries);
  const imports: Import[] = [
    ...module.staticImports.map(({ moduleRequest, entries }) => ({
      specifier: moduleRequest.value,
      kind: isTypeOnly(entries) ? ('type' as const) : ('static' as const),
    })),
    ...module.staticExports.flatMap(({ entries }) =>
      entries
        .filter(({ moduleRequest }) => moduleRequest !== null)
        .slice(0, 1)
        .map(({ moduleRequest }) => ({
          specifier: moduleRequest?.value ?? '',
          kind: isTypeOnly(entries) ? ('type' as const) : ('static' as const),
        })),
    ),
  ];
  let usesProcess = false;
  const note = (node: ESTree.Node | null): void => {
    if (node?.type === 'Identifier' && node.name === 'process') usesProcess = true;
  };
  const add = (node: ESTree.Node, kind: Import['kind']): void => {
    const isText = node.type === 'Literal' && typeof node.value === 'string';
    const specifier = isText ? String(node.value) : code.slice(node.start, node.end);
    imports.push({ specifier, kind: isText ? kind : 'computed' });
  };
  new Visitor({
    ImportExpression: ({ source }) => add(source, 'lazy'),
    TSImportType: ({ source }) => add(source, 'type'),
    MemberExpression: ({ object }) => note(object),
    VariableDeclarator: ({ init }) => note(init),
  }).visit(program);
  return {
    imports,
    hasDefaultExport: exports.some(
      ({ exportName }) => exportName.kind === 'Default' || exportName.name === 'default',
    ),
    isBarrel: exports.length > 0 && exports.every(({ moduleRequest }) => moduleRequest !== null),
    usesProcess,
  };
}

/**
 * Returns whether an import runs the file, as `import {} from` and `import 'x'` do; a list of only types does
 * not.
 */
function isTypeOnly(entries: readonly { readonly isType: boolean }[]): boolean {
  return entries.length > 0 && entries.every(({ isType }) => isType);
}
