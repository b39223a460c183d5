/** A site's settings, and the file that they are read from. */

import { join, resolve } from 'node:path';
import type { Diagnostic } from '../deck/model/diagnostic.ts';
import type { SettingsLayer } from '../deck/model/settings.ts';
import { statsOf } from '../files/read-folder.ts';

/** A site's settings, decoded. */
export interface SiteSettings {
  /** The heading of the index. */
  readonly title: string;
  readonly defaults: SettingsLayer;
  readonly decks: Readonly<Record<string, SettingsLayer>>;
  /** Names of folders without a deck whose files are public although no deck references them. */
  readonly public: readonly string[];
  /** The decks whose scripts may run. */
  readonly scripts: 'all' | readonly string[];
  /** Diagnostics as code frames. */
  readonly warnings: readonly string[];
  /** The same diagnostics as data. */
  readonly diagnostics: readonly Diagnostic[];
}

/** The settings of a site without a site.yml. */
export const NO_SETTINGS: SiteSettings = {
  title: 'Decks',
  defaults: {},
  decks: {},
  public: [],
  scripts: 'all',
  warnings: [],
  diagnostics: [],
};

/**
 * Returns the absolute path of the settings file: the one given by `--site`, else `site.yml` in `root`; undefined
 * where there is none.
 */
export function findSiteFile(root: string, named: string | undefined): string | undefined {
  if (named !== undefined) return resolve(named);
  const path = join(root, 'site.yml');
  return statsOf(path)?.isFile() ? path : undefined;
}
