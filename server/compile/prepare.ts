/** Gathers the input of a deck's compilation: its text, the settings around it, the built client. */

import { join, relative, resolve } from 'node:path';
import type { Diagnostic } from '../deck/model/diagnostic.ts';
import type { SettingsLayer } from '../deck/model/settings.ts';
import { FOR_REVEAL_MD } from '../deck/settings/for-reveal-md.ts';
import { isHidden, isPrivate } from '../files/file-types.ts';
import { contentHash } from '../files/hash.ts';
import { displayPath, isInside } from '../files/paths.ts';
import { entriesOf } from '../files/read-folder.ts';
import { foldersDownTo, REVEAL_MD_FILES } from '../files/reveal-md-folders.ts';
import type { LoadContext } from './load-context.ts';
import type { DeckInput } from './model/input.ts';
import { formOf } from './model/target.ts';
import { readThemeFolder } from './settings/read-theme.ts';
import { readRevealMd } from './settings/reveal-md-file.ts';

/** A deck to be compiled. */
export interface Preparation
  extends Pick<DeckInput, 'files' | 'text' | 'shown' | 'listing' | 'read' | 'version' | 'misreadLines'> {
  /** The site's default settings, then its settings for this deck. */
  readonly layers: readonly [defaults: SettingsLayer, own: SettingsLayer];
  readonly loader: LoadContext;
  /** Absolute paths of the folders below which the deck may read; that of its theme's package is added. */
  readonly folders: string[];
}

/** Gathers a deck's input. */
export async function prepareDeck(preparation: Preparation): Promise<DeckInput> {
  const { files, layers, read, loader, folders } = preparation;
  const { root, shared, sharesRoot, settingsFile, memory, index, store, form, history, pass, supervision } =
    loader;
  const { directory } = files;
  const version = { file: files.file, hash: contentHash(preparation.text) };
  const around = foldersDownTo(directory, root);
  const settingsFiles = [
    ...(settingsFile === undefined ? [] : [settingsFile]),
    ...around.toReversed().flatMap((folder) => REVEAL_MD_FILES.map((name) => join(folder, name))),
  ];
  return {
    ...preparation,
    root,
    mains: loader.mains,
    shared,
    sharesRoot,
    readLayers: () => {
      const warnings: Diagnostic[] = [];
      const files = around.flatMap((folder) => readRevealMd(folder, { root, read, warnings }) ?? []);
      const below = files.length > 0 ? [FOR_REVEAL_MD] : [];
      return { layers: [...below, layers[0], ...files, layers[1]], warnings };
    },
    homes: () => [
      ...around
        .toReversed()
        .filter(
          (folder) =>
            folder !== root && REVEAL_MD_FILES.some((name) => read(join(folder, name)) !== undefined),
        ),
      root,
    ],
    settingsTexts: () =>
      settingsFiles.map((file) => ({ file: displayPath(root, file), text: read(file) ?? '' })),
    client: loader.client,
    memory,
    index,
    store,
    form: formOf(form, files.name),
    pass,
    encodes: (history?.encodes ?? true) && pass === 'full',
    once: (key, make) => history?.once(key, make) ?? make(),
    readInDeck: (path) => {
      const file = resolve(directory, path);
      return relative(directory, file).startsWith('..') ? undefined : read(file);
    },
    includes: {
      read: (path) => read(resolve(root, path)),
      names: (folder) => filesIn(resolve(root, folder), folders),
      isPrivate: (path) => isPrivate(path) || loader.mains.has(resolve(root, path)),
    },
    themeFolder: (awaited) => (settings, warnings) =>
      readThemeFolder(settings, warnings, { directory, root, read, folders, awaited }),
    mayBorrow: (file) => folders.some((folder) => isInside(file, folder)),
    ...(supervision && {
      stopped: supervision.stopped(version),
      reading: (file: string, line: number) => supervision.reading(version, { file, line }),
    }),
  };
}

/** Returns the names of the files in a folder; none where decks may not read it. */
function filesIn(folder: string, folders: readonly string[]): string[] {
  if (!folders.some((each) => isInside(folder, each))) return [];
  return entriesOf(folder, []).flatMap((entry) =>
    entry.isDirectory() || isHidden(entry.name) ? [] : [entry.name],
  );
}
