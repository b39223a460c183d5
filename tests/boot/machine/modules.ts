/** Finds modules of a kernel, and the order in which they can be loaded. */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

/** A module: its file's name and bytes. */
export type Module = readonly [name: string, bytes: Buffer];

/** Returns these modules of the kernel whose package is in a folder, each after those that it needs. */
export function modulesFor(folder: string, names: readonly string[]): Module[] {
  const files = readdirSync(join(folder, 'lib/modules'), { recursive: true, encoding: 'utf8' });
  const paths = new Map(files.filter((file) => file.endsWith('.ko')).map((file) => [nameOf(file), file]));
  const found = new Map<string, Module>();
  const add = (name: string): void => {
    const path = paths.get(name);
    // What is no file is part of the kernel.
    if (path === undefined || found.has(name)) return;
    const bytes = readFileSync(join(folder, 'lib/modules', path));
    const needs = /\0depends=([^\0]*)\0/.exec(bytes.toString('latin1'))?.[1] ?? '';
    for (const needed of needs.split(',')) add(nameOf(needed));
    found.set(name, [basename(path), bytes]);
  };
  for (const name of names) add(nameOf(name));
  return [...found.values()];
}

/** A module's name, which files write with either dash. */
function nameOf(file: string): string {
  return basename(file, '.ko').replaceAll('-', '_');
}
