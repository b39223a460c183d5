/** Reads site.yml: the site's title, and settings for its decks, which need not be edited for it. */

import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { placeOfKey } from '../compile/settings/setting-place.ts';
import { codeFrame, DeckError, type Diagnostic, type Finding } from '../deck/model/diagnostic.ts';
import { nearest } from '../deck/model/nearest.ts';
import type { SettingsLayer } from '../deck/model/settings.ts';
import { decodeSettings, SHUT } from '../deck/settings/decode-settings.ts';
import { namesAudience } from '../deck/settings/unread-audience.ts';
import { parseMapping, type ReadMapping } from '../deck/text/front-matter.ts';
import { type DecodedText, decodeText, encodingDiagnostic } from '../files/decode-text.ts';
import { displayPath } from '../files/paths.ts';
import { reasonOf, SiteError } from '../files/site-error.ts';
import { findName } from '../files/unicode-names.ts';
import { NO_SETTINGS, type SiteSettings } from './site-settings.ts';

const KEYS = ['title', 'defaults', 'decks', 'public', 'scripts'];

/**
 * Reads the settings of a site.
 * @param path absolute path of the file
 * @param root absolute path of the served folder
 * @param names names of the existing decks
 * @throws SiteError where the file cannot be read or is malformed.
 */
export function readSiteFile(path: string, root: string, names: readonly string[]): SiteSettings {
  const file = displayPath(root, path);
  const { text, misreadLine } = readText(path);
  const warnings = misreadLine === undefined ? [] : [encodingDiagnostic(file, misreadLine)];
  try {
    return decode(parse(text, file), { text, root, names, warnings });
  } catch (error) {
    if (error instanceof DeckError) throw new SiteError(codeFrame(error.diagnostic, text));
    throw error;
  }
}

/** The context of decoding a site's settings. */
interface SiteContext {
  readonly text: string;
  /** Absolute path of the served folder. */
  readonly root: string;
  /** Names of the existing decks. */
  readonly names: readonly string[];
  readonly warnings: Diagnostic[];
}

function decode(
  { file, values, doubts }: ReadMapping,
  { text, root, names, warnings }: SiteContext,
): SiteSettings {
  warnings.push(...doubts);
  const warn = (keys: readonly string[], finding: Finding) =>
    warnings.push({ file, ...placeOfKey(text, ...keys), ...finding });
  const settings = (value: unknown, ...keys: readonly string[]): SettingsLayer => {
    const mapping = mappingOf(value);
    if (!mapping) warn(keys, notMapping(keys.join('.'), 'It takes settings as a deck has them.'));
    const place = (...inner: readonly string[]) => placeOfKey(text, ...keys, ...inner);
    const layer = decodeSettings({ file, values: mapping ?? {}, place }, warnings);
    return layer.audience === undefined && shuts(mapping ?? {}, ...keys) ? { ...layer, ...SHUT } : layer;
  };
  const shuts = (values: object, ...keys: readonly string[]) => {
    if (!namesAudience(values)) return false;
    const hint = 'Write `audience: shown-only` in `defaults`, or below the name of a deck in `decks`.';
    warn(keys, {
      rule: 'setting-value',
      reason: 'the `audience` here is not read; what it may mean stays shut',
      hint,
    });
    return true;
  };
  let around: SettingsLayer = {};
  for (const key of Object.keys(values)) {
    if (KEYS.includes(key)) continue;
    const close = nearest(key, KEYS);
    const hint = close
      ? `Did you mean \`${close}\`?`
      : 'A site has `title`, `defaults`, `decks`, `public` and `scripts`.';
    warn([key], { rule: 'unknown-setting', reason: `\`${key}\` is not a setting of a site`, hint });
    if (shuts({ [key]: values[key] }, key)) around = SHUT;
  }
  const decks = mappingOf(values.decks);
  if (!decks) warn(['decks'], notMapping('decks', 'It takes settings by the name of a deck.'));
  const known = (name: string, ...keys: readonly string[]) => {
    if (findName(name, names) !== undefined) return;
    const close = nearest(name, names);
    const hint = close ? `Did you mean \`${close}\`?` : 'Decks are named as their folders or files are.';
    warn(keys, { rule: 'unknown-deck', reason: `there is no deck \`${name}\``, hint });
  };
  for (const name of Object.keys(decks ?? {})) known(name, 'decks', name);
  const scripts = scriptsOf(values.scripts);
  if (!scripts) {
    const reason = '`scripts` must be a list of decks';
    const hint =
      'It names those whose scripts may run, such as `scripts: [talk]`; else it is `all` or `none`. Until it is right, none runs.';
    warn(['scripts'], { rule: 'setting-value', reason, hint });
  }
  if (Array.isArray(scripts)) for (const name of scripts) known(name, 'scripts');
  const folders = namesIn(values.public ?? []);
  if (!folders) {
    const reason = '`public` must be a list of folders';
    const hint =
      'It names folders without a deck whose pictures, media, fonts and PDFs all are public, such as `public: [downloads]`.';
    warn(['public'], { rule: 'setting-value', reason, hint });
  }
  for (const folder of (folders ?? []).filter(
    (name) => !statSync(join(root, name), { throwIfNoEntry: false })?.isDirectory(),
  ))
    warn(['public'], {
      rule: 'setting-value',
      reason: `there is no folder \`${folder}\` beside the decks`,
      hint: '`public` names folders beside the decks whose files no deck references.',
    });
  const { title } = values;
  const layers = Object.entries(decks ?? {}).map(([name, value]) => [
    findName(name, names) ?? name,
    settings(value, 'decks', name),
  ]);
  const defaults = { ...around, ...settings(values.defaults, 'defaults') };
  const diagnostics = warnings.filter(({ rule }) => defaults.check?.[rule] !== 'off');
  return {
    title: typeof title === 'string' || typeof title === 'number' ? String(title) : NO_SETTINGS.title,
    defaults,
    decks: Object.fromEntries(layers),
    public: folders ?? [],
    scripts:
      typeof scripts === 'string' ? scripts : (scripts ?? []).map((name) => findName(name, names) ?? name),
    warnings: diagnostics.map((diagnostic) => codeFrame(diagnostic, text)),
    diagnostics,
  };
}

/** Returns the names of decks whose scripts may run; `all` by default, undefined where the value is malformed. */
function scriptsOf(value: unknown): SiteSettings['scripts'] | undefined {
  if (value === undefined || value === 'all') return 'all';
  if (value === 'none') return [];
  return namesIn(value);
}

function namesIn(value: unknown): readonly string[] | undefined {
  const names = typeof value === 'string' ? [value] : value;
  return Array.isArray(names) && names.every((name) => typeof name === 'string') ? names : undefined;
}

function notMapping(keys: string, hint: string): Finding {
  return { rule: 'setting-value', reason: `\`${keys}\` must be a mapping`, hint };
}

function readText(path: string): DecodedText {
  try {
    return decodeText(readFileSync(path));
  } catch (error) {
    throw new SiteError(
      `${path} can't be read (${reasonOf(error)}). Check the path, and that the server's user may read it.`,
    );
  }
}

/**
 * Parses the file.
 * @throws DeckError or SiteError where it is malformed.
 */
function parse(text: string, file: string): ReadMapping {
  const mapping = parseMapping(text, file);
  if (mapping) return mapping;
  throw new SiteError(`${file} must be a mapping: lines such as \`title: My talks\`.`);
}

/** Returns a mapping's values: none for an empty one, undefined for a value of another type. */
function mappingOf(value: unknown): Readonly<Record<string, unknown>> | undefined {
  if (value === undefined || value === null) return {};
  if (typeof value !== 'object' || Array.isArray(value)) return undefined;
  // A YAML mapping's plain value is an object with string keys.
  return value as Record<string, unknown>;
}
