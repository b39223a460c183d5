/** Tells which deck a command is given: by its path, or by its name among the decks of the default folder. */
import { existsSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { discover } from '../files/discover.ts';
import { isOutside } from '../files/paths.ts';
import { foldersDownTo, REVEAL_MD_FILES } from '../files/reveal-md-folders.ts';
import { defaultFolder } from './default-folder.ts';

/** Where to look for decks, and the name of the one that is meant; without a name, all that are there. */
export interface NamedDeck {
  readonly path: string;
  readonly name?: string;
}

/** Files by which a folder is the root of a site. */
const ROOTS: readonly string[] = ['site.yml', ...REVEAL_MD_FILES];

/**
 * Finds a deck by a path if it exists, else by its name. A deck in folders within folders belongs to the site around it,
 * whose settings and files it uses.
 */
export function namedDeck(words: string): NamedDeck {
  // Typed and stored names may differ in their Unicode form.
  // By its whole path, the current folder is one of decks: what is named there may have one slide.
  if (!existsSync(words)) return { path: resolve(defaultFolder()), name: words.normalize() };
  return nestedDeck(resolve(words)) ?? { path: words };
}

/** Returns a deck below a site's root that is below the current folder; undefined for one that needs it not. */
function nestedDeck(path: string): Required<NamedDeck> | undefined {
  const here = resolve('.');
  const above = dirname(path);
  if (isOutside(relative(here, above))) return undefined;
  const root = foldersDownTo(above, here).find((folder) =>
    ROOTS.some((name) => existsSync(join(folder, name))),
  );
  const deck =
    root === undefined
      ? undefined
      : discover(root).decks.find(
          ({ file, directory, ownsDirectory }) => file === path || (ownsDirectory && directory === path),
        );
  // A README.md is a deck by the settings above it alone.
  const isNested = deck?.name.includes('/') || /[\\/]readme\.md$/i.test(deck?.file ?? '');
  return root !== undefined && deck && isNested ? { path: root, name: deck.name } : undefined;
}
