/** Reads the folder, or the package of npm, that a deck names as its theme. */
import { existsSync, realpathSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { themeNames } from '../../bundle/css/themes.ts';
import { foreignTheme } from '../../deck/foreign/foreign-settings.ts';
import { isRemote } from '../../deck/html/addresses.ts';
import { KNOWN_CLASSES } from '../../deck/model/class-names.ts';
import { DeckError, type Diagnostic, type Finding } from '../../deck/model/diagnostic.ts';
import { shallow } from '../../deck/model/nesting.ts';
import type { DeckSettings, SettingsLayer, ThemeFolder } from '../../deck/model/settings.ts';
import { layoutsIn } from '../../deck/model/theme-layouts.ts';
import { decodeSettings } from '../../deck/settings/decode-settings.ts';
import { type Mapping, parseMapping } from '../../deck/text/front-matter.ts';
import { displayPath, isInside } from '../../files/paths.ts';
import { isFolder } from '../../files/read-folder.ts';

/** The files of such a theme: either may be missing. */
const SETTINGS = 'theme.yml';
const STYLES = 'theme.css';

/** Where themes are looked for, and the collections that are filled on the way. */
export interface ThemePlaces {
  /** Absolute path of the deck's folder. */
  readonly directory: string;
  /** Absolute path of the served folder. */
  readonly root: string;
  /** Returns the text of a file by absolute path; undefined where it cannot be read or decks may not read it. */
  readonly read: (file: string) => string | undefined;
  /** Absolute paths of the folders below which the deck may read; that of a package is added. */
  readonly folders: string[];
  /** Receives absolute paths at which a package would be found. */
  readonly awaited: Set<string>;
}

/**
 * Returns the settings of the theme's folder, or of the package of that name: its base, its brand and its styles;
 * undefined where the theme is none. Mistakes are added to `warnings`, and the folder goes without what they concern.
 */
export function readThemeFolder(
  { theme: name = '', themeAt }: DeckSettings,
  warnings: Diagnostic[],
  places: ThemePlaces,
): SettingsLayer | undefined {
  const bare = name.replace(/\.css$/i, '');
  if (name === '' || bare !== name || themeNames.includes(bare) || isRemote(name)) return undefined;
  const { directory, root } = places;
  const from = themeAt ?? { file: displayPath(root, directory), line: 1, column: 1 };
  const around = [...new Set([resolve(root, from.file, '..'), directory, root])];
  const folder = around.map((place) => resolve(place, name)).find((each) => isTheme(each, places));
  const found = folder ?? packageNamed(name, around, places);
  if (found !== undefined) return layerOf(found, warnings, places);
  const finding = missing(name, around, places.folders);
  if (finding) warnings.push({ ...from, rule: 'unknown-theme', ...finding });
  return finding && {};
}

function isTheme(folder: string, { read }: ThemePlaces): boolean {
  // Both are asked for, since the deck depends on either.
  return [SETTINGS, STYLES].map((file) => read(join(folder, file))).some((text) => text !== undefined);
}

/** Names of packages; none leads out of `node_modules`. */
const PACKAGE = /^(?:@[a-z0-9][\w.-]*\/)?[a-z0-9][\w.-]*$/i;

/**
 * Returns the folder of a package that is installed where the deck lies. One above the served folder is the
 * operator's, and may be a link, as package managers make them; one within is read as all that is served.
 */
function packageNamed(name: string, around: readonly string[], places: ThemePlaces): string | undefined {
  if (!PACKAGE.test(name)) return undefined;
  const installed = packageFolders(name, around);
  for (const { folder, above } of installed) {
    if (!isFolder(folder)) continue;
    const isServed = places.folders.some((each) => isInside(above, each));
    const mayOpen = !isServed && [SETTINGS, STYLES].some((file) => existsSync(join(folder, file)));
    if (mayOpen) places.folders.push(realpathSync.native(folder));
    if (isTheme(folder, places)) return folder;
  }
  for (const { folder, above } of installed)
    if (above === places.root || isFolder(join(above, NODE_MODULES))) places.awaited.add(folder);
  return undefined;
}

const NODE_MODULES = 'node_modules';

interface PackageFolder {
  readonly folder: string;
  /** The folder that has the `node_modules`. */
  readonly above: string;
}

/** Returns where Node would look for a package from these folders. */
function packageFolders(name: string, around: readonly string[]): PackageFolder[] {
  const above = new Set(around.flatMap(ancestors));
  return [...above].map((each) => ({ folder: join(each, NODE_MODULES, name), above: each }));
}

function ancestors(folder: string): string[] {
  const parent = dirname(folder);
  return parent === folder ? [folder] : [folder, ...ancestors(parent)];
}

/** Returns the settings of a theme's folder. */
function layerOf(folder: string, warnings: Diagnostic[], { read, root }: ThemePlaces): SettingsLayer {
  const from = displayPath(root, join(folder, SETTINGS));
  const css = read(join(folder, STYLES));
  const layer = settingsIn(read(join(folder, SETTINGS)) ?? '', from, warnings);
  const themeFolder: ThemeFolder = {
    from,
    ...(css !== undefined && { styles: { href: STYLES, from } }),
    layouts: layoutsIn(css ?? '', KNOWN_CLASSES),
  };
  return { ...withPlainBase(layer, warnings), themeFolder };
}

/** Decodes `theme.yml`: the keys of `theme` as a mapping. What cannot be read is told, and left out. */
function settingsIn(text: string, file: string, warnings: Diagnostic[]): SettingsLayer {
  try {
    const mapping = shallow({ file, line: 1 }, () => parseMapping(text, file));
    if (!mapping) {
      const hint = 'Write lines such as `base: folio` and `accent: "#0a7d55"`.';
      warnings.push({
        file,
        line: 1,
        column: 1,
        rule: 'setting-value',
        reason: 'this must be a mapping',
        hint,
      });
      return {};
    }
    warnings.push(...mapping.doubts);
    const place: Mapping['place'] = (_theme, ...keys) => mapping.place(...keys);
    return decodeSettings({ file, values: { theme: mapping.values }, place }, warnings);
  } catch (error) {
    if (!(error instanceof DeckError)) throw error;
    warnings.push(error.diagnostic);
    return {};
  }
}

/** Refuses another folder or package as a base, so that a theme is one folder upon one theme. */
function withPlainBase(layer: SettingsLayer, warnings: Diagnostic[]): SettingsLayer {
  const { theme = '', themeAt, ...rest } = layer;
  if (!themeAt || !/[/@]/.test(theme) || /\.css$/i.test(theme)) return layer;
  warnings.push({
    ...themeAt,
    rule: 'unknown-theme',
    reason: `a theme’s folder builds on a theme of Lectern or reveal.js, not on \`${theme}\``,
    hint: 'Give `base` the name of one that the guide lists.',
  });
  return rest;
}

/** Returns why there is no such folder or package; undefined for a name that may be misspelt. */
function missing(name: string, around: readonly string[], folders: readonly string[]): Untold | undefined {
  // Its words name the nearest theme here.
  if (foreignTheme(name)) return undefined;
  const beside = around.map((place) => resolve(place, name)).find((path) => existsSync(path));
  const isPackage = beside === undefined && PACKAGE.test(name);
  const isServed = (path: string) => folders.some((folder) => isInside(path, folder));
  if (isPackage) {
    const installed = packageFolders(name, around).find(({ folder }) => existsSync(folder));
    if (installed && isServed(installed.above) && !isServed(installed.folder)) {
      const hint = `Install a copy of it in place of the link: \`npm install --install-links\` with its path.`;
      return {
        reason: `the package \`${name}\` is a link that leads out of the folder that is served`,
        hint,
      };
    }
    if (installed)
      return { reason: `the package \`${name}\` is no theme: it has neither ${EITHER}`, hint: WRITE };
    const hint = `Install it where the deck lies: \`npm install ${name}\`.`;
    return name.includes('/') ? { reason: `there is no package \`${name}\``, hint } : undefined;
  }
  if (beside === undefined) {
    const hint =
      'Correct the path, which is relative to this file; `lectern new --theme NAME` makes a theme.';
    return { reason: `there is no folder \`${name}\``, hint };
  }
  if (!isServed(beside)) {
    const hint = 'Serve the folder around both, copy it beside the decks, or install it as a package.';
    return { reason: `the folder \`${name}\` lies, or leads, outside of the folder that is served`, hint };
  }
  if (!isFolder(beside))
    return { reason: `\`${name}\` is no folder`, hint: 'Name the folder that has the theme’s files.' };
  return { reason: `the folder \`${name}\` is no theme: it has neither ${EITHER}`, hint: WRITE };
}

type Untold = Omit<Finding, 'rule'>;

const EITHER = `${SETTINGS} nor ${STYLES}`;
const WRITE = 'Write one of them; `lectern new --theme NAME` makes a theme with both.';
