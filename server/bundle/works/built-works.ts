/** Reads which third-party works are in each file of a build, as the build has recorded them. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Work } from './works.ts';

/** Name of the record, beside Vite's manifest. */
export const WORKS_NAME = '.vite/works.json';

/** The works of a build. */
export interface BuiltWorks {
  /** By `workKey`. */
  readonly works: Readonly<Record<string, Work>>;
  /** The keys of the works in each file. */
  readonly files: Readonly<Record<string, readonly string[]>>;
}

/** Returns the works in a part of a build: in some of its files, or in all. */
export function readWorks(
  buildDirectory: string,
  part: 'client' | 'server' | 'sealed' | 'program' | 'redis',
  isIn: (file: string) => boolean = () => true,
): readonly Work[] {
  const { works, files } = read(join(buildDirectory, part, WORKS_NAME));
  const keys = Object.entries(files).flatMap(([file, own]) => (isIn(file) ? own : []));
  return [...new Set(keys)].flatMap((key) => works[key] ?? []);
}

/** Merges the record of one build into another. */
export function mergeWorks(file: string, added: string): void {
  const [all, more] = [read(file), read(added)];
  const merged: BuiltWorks = {
    works: { ...all.works, ...more.works },
    files: { ...all.files, ...more.files },
  };
  writeFileSync(file, JSON.stringify(merged));
}

function read(path: string): BuiltWorks {
  // Written by works-of-build.ts.
  return JSON.parse(readFileSync(path, 'utf8')) as BuiltWorks;
}
