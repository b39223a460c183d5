/** The files that an author may have meant by one that is not there: in its folder, or in one beside that. */
import { dirname, join, relative } from 'node:path';
import { isHidden } from './file-types.ts';
import { entriesOf, kindOf } from './folder.ts';
import { isInside, slashed } from './paths.ts';

/** Absolute paths of the files around one that is not there, below `root`. Hidden ones, and links out of `root`, are none. */
export function filesAround(file: string, root: string): string[] {
  const folder = dirname(file);
  const isOpen = (path: string) => isInside(path, root) && !isHidden(slashed(relative(root, path)));
  if (isOpen(folder)) return below(folder, root, 'file');
  const parent = dirname(folder);
  if (!isOpen(parent)) return [];
  return below(parent, root, 'folder').flatMap((path) => below(path, root, 'file'));
}

function below(folder: string, root: string, kind: 'file' | 'folder'): string[] {
  return entriesOf(folder, [])
    .filter((entry) => kindOf(entry, join(folder, entry.name), root) === kind)
    .map(({ name }) => join(folder, name));
}
