/** Reads reveal-md's files of settings, so that decks written for it need not be touched. */

import { join } from 'node:path';
import type { Diagnostic } from '../../deck/model/diagnostic.ts';
import type { SettingsLayer } from '../../deck/model/settings.ts';
import { decodeSettings, mergeLayers } from '../../deck/settings/decode-settings.ts';
import { type Mapping, parseMapping } from '../../deck/text/front-matter.ts';
import { displayPath } from '../../files/paths.ts';

/** Their names: options of reveal.js, and settings. */
export const REVEAL_MD_FILES = ['reveal-md.json', 'reveal.json'] as const;

/** How they are read, and where their mistakes go. */
export interface RevealMdContext {
  readonly root: string;
  readonly read: (file: string) => string | undefined;
  readonly warnings: Diagnostic[];
}

/**
 * Settings of a `reveal-md.json` in a folder, and of a `reveal.json` beside it, as reveal-md reads them.
 * @throws DeckError where one is malformed.
 */
export function readRevealMd(directory: string, { root, read, warnings }: RevealMdContext): SettingsLayer {
  const [settings, options] = REVEAL_MD_FILES.map((name): Mapping | undefined => {
    const file = join(directory, name);
    const text = read(file);
    return text === undefined ? undefined : parseMapping(text, displayPath(root, file));
  });
  return mergeLayers(
    options ? decodeSettings({ ...options, values: { revealOptions: options.values } }, warnings) : {},
    settings ? decodeSettings(settings, warnings) : {},
  );
}
