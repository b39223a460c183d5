/** Lists files that an author may have meant by a missing one: in its folder, or in those beside it. */
import { dirname, join, relative } from 'node:path';
import { isHidden } from './file-types.ts';
import { isInside, toPosix } from './paths.ts';
import { entriesOf, kindOf } from './read-folder.ts';

/**
 * Returns the absolute paths of files near a missing one, below `root`, without hidden ones and links out of
 * `root`.
 */
export function nearbyFiles(file: string, root: string): string[] {
  const folder = dirname(file);
  const isOpen = (path: string) => isInside(path, root) && !isHidden(toPosix(relative(root, path)));
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
