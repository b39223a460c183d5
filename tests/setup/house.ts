/** Checks sources against the table of allowed imports. */
import { posix } from 'node:path';
import { type Import, readSource } from './imports.ts';

/** A file or folder, and what its code may import. */
export interface Room {
  /** The reason, for readers of the table. */
  readonly about: string;
  /** Other rooms; a room may always import its own files. */
  readonly rooms: readonly string[];
  /** Packages from npm; `all` for any. */
  readonly packages: readonly string[] | 'all';
  /** Node's own modules, without `node:` and what follows a slash; `all` for any. */
  readonly node: readonly string[] | 'all';
  /** Whether it may import computed paths, which cannot be checked. */
  readonly computed?: true;
}

/** The table, from the ground up: paths of rooms, with a slash at the end for folders. */
export type House = Readonly<Record<string, Room>>;

/** Source texts by path from the repository's root, with forward slashes. */
export type Sources = ReadonlyMap<string, string>;

/** Returns every breach of the table, and of the rules against barrels and default exports, as sentences. */
export function checkHouse(house: House, sources: Sources): string[] {
  return [...sources].flatMap(([file, code]) => checkFile(house, file, code));
}

function checkFile(house: House, file: string, code: string): string[] {
  const name = roomOf(house, file);
  const room = name === undefined ? undefined : house[name];
  if (name === undefined || room === undefined)
    return [`${file} is in no room of the table: add one, and say what it may import`];
  const { imports, hasDefaultExport, isBarrel } = readSource(file, code);
  // A tool takes them by their default export.
  const isForTool = /\.(?:config|reporter)\./.test(posix.basename(file));
  return [
    ...imports.flatMap((each) => checkImport({ house, name, room, file }, each)),
    ...(hasDefaultExport && !isForTool ? [`${file} has a default export: export by name`] : []),
    ...(isBarrel || posix.basename(file).startsWith('index.')
      ? [`${file} is a barrel: import from where a thing is written`]
      : []),
  ];
}

interface Importer {
  readonly house: House;
  readonly name: string;
  readonly room: Room;
  readonly file: string;
}

function checkImport({ house, name, room, file }: Importer, { specifier, kind }: Import): string[] {
  const denied = (what: string) => [`${file} imports ${specifier}, but ${name} may not import ${what}`];
  if (kind === 'computed') return room.computed ? [] : denied('by a computed path');
  if (specifier.startsWith('node:')) {
    const wanted = specifier.slice('node:'.length).split('/', 1)[0] ?? '';
    return room.node === 'all' || room.node.includes(wanted) ? [] : denied(`Node's ${wanted}`);
  }
  const target = resolve(file, specifier);
  if (target === undefined) {
    const wanted = packageOf(specifier);
    return room.packages === 'all' || room.packages.includes(wanted) ? [] : denied(`the package ${wanted}`);
  }
  const wanted = roomOf(house, target);
  if (wanted === undefined) return [`${file} imports ${specifier}, which is in no room of the table`];
  return wanted === name || room.rooms.includes(wanted) ? [] : denied(wanted);
}

/**
 * Returns rooms that may import a room of a higher level, which is below it in the table; a part of a room may
 * import the rest of it.
 */
export function findUpwardRooms(house: House): string[] {
  const levels = Object.keys(house);
  const isPartOf = (part: string, whole: string) => part.startsWith(whole) || whole.startsWith(part);
  return levels.flatMap((name, level) =>
    (house[name]?.rooms ?? [])
      .filter((wanted) => levels.indexOf(wanted) > level && !isPartOf(name, wanted))
      .map((wanted) => `${name} → ${wanted}`),
  );
}

/**
 * Returns circular imports, including types and `import()`: of files, and of the entries of a folder, files and
 * whole folders. Each is the sorted list of its members.
 */
export function findCircles(sources: Sources): string[] {
  const imports = new Map(
    [...sources].map(([file, code]) => [
      file,
      readSource(file, code)
        .imports.flatMap(({ specifier }) => resolve(file, specifier) ?? [])
        .filter((target) => sources.has(target)),
    ]),
  );
  const circles = circlesIn([...imports].flatMap(([file, targets]) => targets.map((to) => [file, to])));
  for (const folder of foldersOf(sources.keys())) {
    const entryOf = (file: string) => file.split('/', folder.split('/').length + 1).join('/');
    const inside = (file: string) => file.startsWith(`${folder}/`);
    const edges = [...imports].flatMap(([file, targets]) =>
      targets.filter((to) => inside(file) && inside(to)).map((to) => [entryOf(file), entryOf(to)]),
    );
    circles.push(...circlesIn(edges.filter(([from, to]) => from !== to)));
  }
  return [...new Set(circles)];
}

/** Returns the cycles of a graph: nodes that reach themselves, with all that they reach and that reach them. */
function circlesIn(edges: readonly (readonly string[])[]): string[] {
  const targets = new Map<string, Set<string>>();
  for (const [from = '', to = ''] of edges) targets.set(from, (targets.get(from) ?? new Set()).add(to));
  const reach = new Map([...targets.keys()].map((from) => [from, reachedFrom(from, targets)]));
  return [...reach].flatMap(([from, reached]) => {
    if (!reached.has(from)) return [];
    const circle = [...reached].filter((other) => reach.get(other)?.has(from)).toSorted();
    return from === circle[0] ? [circle.join(', ')] : [];
  });
}

function reachedFrom(start: string, targets: ReadonlyMap<string, ReadonlySet<string>>): Set<string> {
  const reached = new Set<string>();
  const open = [start];
  for (let from = open.pop(); from !== undefined; from = open.pop())
    for (const to of targets.get(from) ?? []) {
      if (!reached.has(to)) open.push(to);
      reached.add(to);
    }
  return reached;
}

/** Returns folders with more than `most` entries, each with their number. */
export function findCrowdedFolders(files: Iterable<string>, most: number): string[] {
  const all = [...files];
  return foldersOf(all).flatMap((folder) => {
    const depth = folder.split('/').length;
    const inside = all.filter((file) => file.startsWith(`${folder}/`)).map((file) => file.split('/')[depth]);
    const count = new Set(inside).size;
    return count > most ? [`${folder} (${count})`] : [];
  });
}

/** Returns every folder of some files. */
function foldersOf(files: Iterable<string>): string[] {
  const folders = [...files].flatMap((file) => {
    const parts = file.split('/').slice(0, -1);
    return parts.map((_, i) => parts.slice(0, i + 1).join('/'));
  });
  return [...new Set(folders)];
}

/** Returns files outside `allowed` that use `process`, whose settings are decoded at the edge. */
export function findProcessUsers(sources: Sources, allowed: readonly string[]): string[] {
  return [...sources]
    .filter(
      ([file, code]) =>
        !allowed.some((prefix) => file.startsWith(prefix)) && readSource(file, code).usesProcess,
    )
    .map(([file]) => file);
}

/** Returns every imported package. */
export function importedPackages(sources: Sources): Set<string> {
  const specifiers = [...sources].flatMap(([file, code]) =>
    readSource(file, code)
      .imports.map(({ specifier }) => specifier)
      .filter((specifier) => !specifier.startsWith('node:') && resolve(file, specifier) === undefined),
  );
  return new Set(specifiers.map(packageOf));
}

/** Returns the room of a file: its own entry, else that of the nearest folder. */
function roomOf(house: House, file: string): string | undefined {
  return Object.keys(house)
    .filter((place) => place === file || (place.endsWith('/') && file.startsWith(place)))
    .sort((a, b) => b.length - a.length)[0];
}

/** Resolves a relative import to a path from the root, without Vite's query; undefined for a package. */
function resolve(file: string, specifier: string): string | undefined {
  if (!specifier.startsWith('.')) return undefined;
  return posix.join(posix.dirname(file), specifier.replace(/\?.*$/, ''));
}

/** Returns the package of a specifier: `@scope/name/file` → `@scope/name`. */
function packageOf(specifier: string): string {
  return specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
}

/** Returns the files that share their name with another one, unless it is fixed for both. */
export function findSharedNames(files: readonly string[], isFixed: (file: string) => boolean): string[] {
  const nameOf = (file: string) => file.replace(/^.*\//, '');
  const count = new Map<string, number>();
  for (const file of files) count.set(nameOf(file), (count.get(nameOf(file)) ?? 0) + 1);
  return files.filter((file) => (count.get(nameOf(file)) ?? 0) > 1 && !isFixed(file)).sort();
}
