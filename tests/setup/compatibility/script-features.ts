/** Finds which features of JavaScript and of browsers a script uses that the oldest browsers lack, by MDN's data. */
import { type AnyNode, parse } from 'acorn';
import { entryAt, isShared, lacking, namesBelow } from './support.ts';

/** The edition of ECMAScript whose syntax the oldest browsers have; of that of 2024, Safari 16.4 lacks the flag `v`. */
const EDITION = 2022;

/** What a script is read for. */
export interface ReadScript {
  /** What it uses that the oldest browsers lack: paths of the data, or what is wrong with its syntax. */
  readonly lacked: ReadonlySet<string>;
  /** The style sheets that it contains. */
  readonly styleSheets: readonly string[];
}

/**
 * Reads scripts that belong together, by name. Members of `navigator`, `document`, classes and namespaces are told exactly. Of
 * other objects the class is not known: a method or an event counts where the oldest browsers lack it on every class that has
 * one of its name, browsers of two makers have one, and the scripts define none of that name themselves.
 */
export function readScripts(codes: ReadonlyMap<string, string>): Map<string, ReadScript> {
  const read = [...codes].map(([name, code]) => {
    try {
      return { name, nodes: nodesOf(parse(code, { ecmaVersion: EDITION, sourceType: 'module' })) };
    } catch (error) {
      return { name, nodes: [], mistake: `syntax: ${error instanceof Error ? error.message : error}` };
    }
  });
  const own = new Set(read.flatMap(({ nodes }) => nodes.flatMap(definedBy)));
  return new Map(
    read.map(({ name, nodes, mistake }) => {
      const used = nodes.flatMap((node) => usedBy(node, own));
      const lacked = used.filter((path) => lacking(path).length > 0 || isMistake(path));
      const styleSheets = nodes.flatMap(textOf).filter((text) => SHEET.test(text));
      return [name, { lacked: new Set(mistake === undefined ? lacked : [mistake]), styleSheets }];
    }),
  );
}

/** Returns whether this is no path, but what is wrong with the syntax. */
export function isMistake(path: string): boolean {
  return path.startsWith('syntax: ');
}

/** A text that begins as a style sheet does, and ends like one. */
const SHEET = /^\s*(?=[.:@#a-z*])(?:::?[\w-]+\([^{}();=]*\))?[^{}();=]*\{[^{}]*[:{][\s\S]*\}\s*$/i;

/** Returns a text without anything put into it. */
function textOf(node: AnyNode): string[] {
  if (node.type === 'Literal') return typeof node.value === 'string' ? [node.value] : [];
  const [only, ...more] = node.type === 'TemplateLiteral' ? node.quasis : [];
  return only && more.length === 0 ? [only.value.cooked ?? ''] : [];
}

/** Returns all nodes of a tree, but for plain names of members, which are part of what they are in. */
function nodesOf(tree: AnyNode): AnyNode[] {
  const nodes = [tree];
  for (const node of nodes)
    for (const [part, value] of Object.entries(node)) {
      if ((part === 'property' || part === 'key') && 'computed' in node && !node.computed) continue;
      for (const each of Array.isArray(value) ? value : [value]) if (isNode(each)) nodes.push(each);
    }
  return nodes;
}

function isNode(value: unknown): value is AnyNode {
  return typeof value === 'object' && value !== null && 'type' in value;
}

/** Returns the names that a node defines: of variables, of members of a class or an object. */
function definedBy(node: AnyNode): string[] {
  switch (node.type) {
    case 'AssignmentExpression':
      return node.left.type === 'MemberExpression' ? nameOf(node.left.property) : [];
    case 'ObjectExpression':
      return node.properties.flatMap((property) =>
        property.type === 'Property' ? nameOf(property.key) : [],
      );
    case 'MethodDefinition':
    case 'PropertyDefinition':
      return nameOf(node.key);
    case 'VariableDeclarator':
    case 'FunctionDeclaration':
    case 'ClassDeclaration':
      return node.id ? nameOf(node.id) : [];
    default:
      return [];
  }
}

function nameOf(node: AnyNode): string[] {
  if (node.type === 'Identifier') return [node.name];
  return node.type === 'Literal' && typeof node.value === 'string' ? [node.value] : [];
}

/** Returns the paths of what a node uses. */
function usedBy(node: AnyNode, own: ReadonlySet<string>): string[] {
  switch (node.type) {
    case 'Identifier':
      return own.has(node.name) ? [] : (GLOBALS.get(node.name) ?? []);
    case 'MemberExpression':
      return memberOf(node).flatMap((name) => exactly(node.object, name));
    case 'VariableDeclarator':
      return node.id.type === 'ObjectPattern' ? takenFrom(node.init, node.id.properties) : [];
    case 'CallExpression':
    case 'NewExpression':
      return [
        ...called(node.callee, own),
        ...listenedTo(node.callee, node.arguments[0], own),
        ...pattern(node.callee, node.arguments),
      ];
    default:
      return [];
  }
}

/** Where the data has classes and namespaces. */
const HOMES = ['api', 'javascript.builtins'];

/** The interfaces of objects that are known by their names. */
const INTERFACES: ReadonlyMap<string, string> = new Map([
  ...HOMES.flatMap((home) => namesBelow(home).map((name) => [name, `${home}.${name}`] as const)),
  ['navigator', 'api.Navigator'],
  ['document', 'api.Document'],
]);

/** Returns the path of a member of an object that is known by its name; nothing for others. */
function exactly(object: AnyNode, name: string): string[] {
  const of = object.type === 'Identifier' ? INTERFACES.get(object.name) : undefined;
  if (of === undefined) return [];
  return [`${of}.${name}_static`, `${of}.${name}`].filter((path) => entryAt(path)?.__compat).slice(0, 1);
}

/** Returns the paths of the members of a name where all are new, and none is the scripts' own. */
function somewhere(name: string, own: ReadonlySet<string>): readonly string[] {
  return own.has(name) ? [] : (NEW_MEMBERS.get(name) ?? []);
}

function memberOf(node: AnyNode): string[] {
  if (node.type !== 'MemberExpression') return [];
  return node.computed && node.property.type === 'Identifier' ? [] : nameOf(node.property);
}

/** Returns the paths of what is taken from a known object: `const { vibrate } = navigator`. */
function takenFrom(object: AnyNode | null | undefined, properties: readonly AnyNode[]): string[] {
  if (!object) return [];
  return properties.flatMap((each) =>
    each.type === 'Property' && !each.computed
      ? nameOf(each.key).flatMap((name) => exactly(object, name))
      : [],
  );
}

/** Returns the paths of a method of some object. */
function called(callee: AnyNode, own: ReadonlySet<string>): string[] {
  if (callee.type !== 'MemberExpression' || isKnown(callee.object)) return [];
  return memberOf(callee).flatMap((name) => somewhere(name, own));
}

function isKnown(object: AnyNode): boolean {
  return object.type === 'Identifier' && INTERFACES.has(object.name);
}

function listenedTo(
  callee: AnyNode,
  event: AnyNode | undefined,
  own: ReadonlySet<string>,
): readonly string[] {
  const [name] = callee.type === 'Identifier' ? nameOf(callee) : memberOf(callee);
  if (name !== 'addEventListener' || event?.type !== 'Literal') return [];
  return somewhere(`${event.value}_event`, own);
}

/** Returns what is wrong with a regular expression that is made of texts. */
function pattern(callee: AnyNode, [source, flags]: readonly AnyNode[]): string[] {
  if (callee.type !== 'Identifier' || callee.name !== 'RegExp' || source?.type !== 'Literal') return [];
  const text = `${source.value}`.replaceAll('/', '\\/').replaceAll('\n', '\\n');
  const marks = flags?.type === 'Literal' ? flags.value : '';
  const name = 'pattern';
  return [...(readScripts(new Map([[name, `/${text || '(?:)'}/${marks}`]])).get(name)?.lacked ?? [])];
}

/** The members of all classes by name, events with the ending `_event`, with their paths, where the oldest browsers lack each. */
const NEW_MEMBERS: ReadonlyMap<string, readonly string[]> = newMembers();

function newMembers(): Map<string, readonly string[]> {
  const all = new Map<string, string[]>();
  for (const home of HOMES)
    for (const one of namesBelow(home))
      for (const member of namesBelow(`${home}.${one}`)) {
        const name = member.replace(/_static$/, '');
        all.set(name, [...(all.get(name) ?? []), `${home}.${one}.${member}`]);
      }
  return new Map(
    [...all].filter(([, paths]) => paths.every((path) => lacking(path).length > 0) && paths.some(isShared)),
  );
}

/** What is there without an object, by name. */
const GLOBALS: ReadonlyMap<string, string[]> = new Map(
  [...HOMES, 'api.Window', 'api.WorkerGlobalScope', 'api.ServiceWorkerGlobalScope'].flatMap((home) =>
    namesBelow(home).map((name) => [name, [`${home}.${name}`]]),
  ),
);
