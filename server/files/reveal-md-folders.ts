/** Finds the folders that were written for reveal-md: those with its settings files. */
import { dirname, relative } from 'node:path';
import { isOutside } from './paths.ts';

/** Names of the files: reveal-md.json has settings, reveal.json has options of reveal.js. */
export const REVEAL_MD_FILES = ['reveal-md.json', 'reveal.json'] as const;

/** Returns the folders from `root` down to a folder in it, both included. */
export function foldersDownTo(directory: string, root: string): string[] {
  const folders = [directory];
  for (let folder = directory; folder !== root && !isOutside(relative(root, dirname(folder))); ) {
    folder = dirname(folder);
    folders.unshift(folder);
  }
  return folders[0] === root ? folders : [root, directory];
}
