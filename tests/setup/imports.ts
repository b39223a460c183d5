/** Reads what a TypeScript file imports and how it exports, by parsing it. */
import { type ESTree, parseSync, Visitor } from 'vite';

/** One import, re-export, `import()` or `import('…').Type`. */
export interface Import {
  /** As written, such as `./model.ts`, `marked` or `node:fs`; the expression, when it is `computed`. */
  readonly specifier: string;
  /** `type` is gone at run time; `lazy` is loaded when the code gets there; so is `computed`, from who knows where. */
  readonly kind: 'static' | 'lazy' | 'type' | 'computed';
}

/** What the architecture test wants to know of a file. */
export interface Source {
  readonly imports: readonly Import[];
  readonly hasDefaultExport: boolean;
  /** True when the file has exports and every one of them comes from another file. */
  readonly isBarrel: boolean;
  /** True when the file speaks of the global `process`. */
  readonly usesProcess: boolean;
}

/** What was read, by path and content: each rule asks for every file again. */
const read = new Map<string, Source>();

/** Parses one file. Throws what the parser says when it is no TypeScript. */
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

/** `import {} from` and `import 'x'` do run the file; a list of nothing but types does not. */
function isTypeOnly(entries: readonly { readonly isType: boolean }[]): boolean {
  return entries.length > 0 && entries.every(({ isType }) => isType);
}
