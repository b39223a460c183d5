/** Whose work is in each file of a build, as the build has written it down. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Work } from './works.ts';

/** Where it stands, beside Vite's manifest. */
export const WORKS_NAME = '.vite/works.json';

/** The works of a build. */
export interface BuiltWorks {
  /** By `workKey`. */
  readonly works: Readonly<Record<string, Work>>;
  /** The keys of the works in each file. */
  readonly files: Readonly<Record<string, readonly string[]>>;
}

/** The works in a part of a build: in these of its files, or in all. */
export function readWorks(
  buildDirectory: string,
  part: 'client' | 'server' | 'sealed' | 'program',
  isIn: (file: string) => boolean = () => true,
): readonly Work[] {
  const { works, files } = read(join(buildDirectory, part, WORKS_NAME));
  const keys = Object.entries(files).flatMap(([file, own]) => (isIn(file) ? own : []));
  return [...new Set(keys)].flatMap((key) => works[key] ?? []);
}

/** Adds what was written down of one build to what was of another. */
export function mergeWorks(file: string, added: string): void {
  const [all, more] = [read(file), read(added)];
  const merged: BuiltWorks = {
    works: { ...all.works, ...more.works },
    files: { ...all.files, ...more.files },
  };
  writeFileSync(file, JSON.stringify(merged));
}

function read(path: string): BuiltWorks {
  // What works-of-build.ts wrote.
  return JSON.parse(readFileSync(path, 'utf8')) as BuiltWorks;
}
