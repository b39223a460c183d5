/** What a site says of itself and its decks, and where it says so. */

import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Diagnostic } from '../deck/model/diagnostic.ts';
import type { SettingsLayer } from '../deck/model/settings.ts';

/** A site's settings, decoded. */
export interface SiteSettings {
  /** Shown as the index's heading. */
  readonly title: string;
  readonly defaults: SettingsLayer;
  readonly decks: Readonly<Record<string, SettingsLayer>>;
  /** The decks whose scripts may run. */
  readonly scripts: 'all' | readonly string[];
  /** Code frames. */
  readonly warnings: readonly string[];
  /** What they say, as data. */
  readonly diagnostics: readonly Diagnostic[];
}

/** The settings of a site that has no site.yml. */
export const NO_SETTINGS: SiteSettings = {
  title: 'Decks',
  defaults: {},
  decks: {},
  scripts: 'all',
  warnings: [],
  diagnostics: [],
};

/** Absolute path of a site's file: the one that `--site` names, else `site.yml` in `root` if there is one. */
export function findSiteFile(root: string, named: string | undefined): string | undefined {
  if (named !== undefined) return resolve(named);
  const path = join(root, 'site.yml');
  return existsSync(path) ? path : undefined;
}
