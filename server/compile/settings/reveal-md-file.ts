/** Reads reveal-md's settings files, so that decks written for it work unchanged. */

import { join } from 'node:path';
import type { Diagnostic } from '../../deck/model/diagnostic.ts';
import type { SettingsLayer } from '../../deck/model/settings.ts';
import { decodeSettings, mergeLayers } from '../../deck/settings/decode-settings.ts';
import { type Mapping, parseMapping } from '../../deck/text/front-matter.ts';
import { displayPath } from '../../files/paths.ts';
import { REVEAL_MD_FILES } from '../../files/reveal-md-folders.ts';

/** How the files are read, and where their diagnostics go. */
export interface RevealMdContext {
  readonly root: string;
  readonly read: (file: string) => string | undefined;
  readonly warnings: Diagnostic[];
}

/**
 * Reads the settings of a folder's `reveal-md.json` and `reveal.json`, as reveal-md does; undefined where it has
 * neither.
 * @throws DeckError where one is malformed.
 */
export function readRevealMd(
  directory: string,
  { root, read, warnings }: RevealMdContext,
): SettingsLayer | undefined {
  const [settings, options] = REVEAL_MD_FILES.map((name): Mapping | undefined => {
    const file = join(directory, name);
    const text = read(file);
    return text === undefined ? undefined : parseMapping(text, displayPath(root, file));
  });
  if (!settings && !options) return undefined;
  return mergeLayers(
    options ? decodeSettings({ ...options, values: { revealOptions: options.values } }, warnings) : {},
    settings ? decodeSettings(settings, warnings) : {},
  );
}
