/** Checks sources against the table of who may import whom. */
import { posix } from 'node:path';
import { type Import, readSource } from './imports.ts';

/** A file or a folder of the house, and what its code may import. */
export interface Room {
  /** Why it is so, for the reader of the table. */
  readonly about: string;
  /** Files and folders (with a slash at the end) that make up the room, when it is not the one that its name names. */
  readonly files?: readonly string[];
  /** Other rooms; its own files a room may always import. */
  readonly rooms: readonly string[];
  /** Packages from npm; `all` for any. */
  readonly packages: readonly string[] | 'all';
  /** Node's own modules, without `node:` and what follows a slash; `all` for any. */
  readonly node: readonly string[] | 'all';
  /** May import what a computed path leads to, which nothing here can check. */
  readonly computed?: true;
}

/** The table: a room's name, which is its path unless it has `files`, with a slash at the end of a folder. */
export type House = Readonly<Record<string, Room>>;

/** Source texts by path from the repository's root, with forward slashes. */
export type Sources = ReadonlyMap<string, string>;

/** Every breach of the table, of the no-barrel and no-default-export rules, as sentences; none is good. */
export function checkHouse(house: House, sources: Sources): string[] {
  return [...sources].flatMap(([file, code]) => checkFile(house, file, code));
}

function checkFile(house: House, file: string, code: string): string[] {
  const name = roomOf(house, file);
  const room = name === undefined ? undefined : house[name];
  if (name === undefined || room === undefined)
    return [`${file} is in no room of the table: add one, and say what it may import`];
  const { imports, hasDefaultExport, isBarrel } = readSource(file, code);
  const isConfiguration = posix.basename(file).includes('.config.');
  return [
    ...imports.flatMap((each) => checkImport({ house, name, room, file }, each)),
    ...(hasDefaultExport && !isConfiguration ? [`${file} has a default export: export by name`] : []),
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

/** Circles of imports that exist at run time, each as the chain that closes it. Types and `import()` cannot harm. */
export function findCycles(sources: Sources): string[] {
  const edges = new Map<string, string[]>();
  for (const [file, code] of sources) {
    const targets = readSource(file, code)
      .imports.filter(({ kind }) => kind === 'static')
      .flatMap(({ specifier }) => resolve(file, specifier) ?? []);
    edges.set(
      file,
      targets.filter((target) => sources.has(target)),
    );
  }
  const cycles: string[] = [];
  const done = new Set<string>();
  const walk = (file: string, path: readonly string[]): void => {
    const start = path.indexOf(file);
    if (start >= 0) cycles.push([...path.slice(start), file].join(' → '));
    if (start >= 0 || done.has(file)) return;
    for (const target of edges.get(file) ?? []) walk(target, [...path, file]);
    done.add(file);
  };
  for (const file of sources.keys()) walk(file, []);
  return cycles;
}

/** Files outside `allowed` that speak of `process`, whose settings are decoded at the edge. */
export function findProcessUsers(sources: Sources, allowed: readonly string[]): string[] {
  return [...sources]
    .filter(
      ([file, code]) =>
        !allowed.some((prefix) => file.startsWith(prefix)) && readSource(file, code).usesProcess,
    )
    .map(([file]) => file);
}

/** Every package that some file imports. */
export function importedPackages(sources: Sources): Set<string> {
  const specifiers = [...sources].flatMap(([file, code]) =>
    readSource(file, code)
      .imports.map(({ specifier }) => specifier)
      .filter((specifier) => !specifier.startsWith('node:') && resolve(file, specifier) === undefined),
  );
  return new Set(specifiers.map(packageOf));
}

/** The room that a file is in: by its own name, else by the folder nearest to it. */
function roomOf(house: House, file: string): string | undefined {
  const places = Object.entries(house).flatMap(([name, { files }]) =>
    (files ?? [name]).map((place) => ({ name, place })),
  );
  return places
    .filter(({ place }) => place === file || (place.endsWith('/') && file.startsWith(place)))
    .sort((a, b) => b.place.length - a.place.length)[0]?.name;
}

/** A relative import as a path from the root, without Vite's query; undefined for a package. */
function resolve(file: string, specifier: string): string | undefined {
  if (!specifier.startsWith('.')) return undefined;
  return posix.join(posix.dirname(file), specifier.replace(/\?.*$/, ''));
}

/** `@scope/name/file` → `@scope/name`. */
function packageOf(specifier: string): string {
  return specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
}
