/** Reads site.yml and reveal-md.json: settings for decks that are hosted without being touched. */
import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { codeFrame, DeckError, type Diagnostic } from '../deck/error.ts';
import { type Mapping, parseMapping } from '../deck/front-matter.ts';
import { nearest } from '../deck/nearest.ts';
import { decodeSettings, mergeLayers, type SettingsLayer } from '../deck/settings.ts';
import { reasonOf, SiteError } from './discover.ts';
import { NO_SETTINGS, type SiteSettings } from './site-settings.ts';

const KEYS = ['title', 'defaults', 'decks'];

/**
 * Reads the settings of a site from the absolute path of its site.yml.
 * @throws SiteError where it can't be read or is malformed.
 */
export function readSiteFile(path: string): SiteSettings {
  const text = readText(path);
  const mapping = parse(text, path);
  const warnings: Diagnostic[] = [];
  const { title } = mapping.values;
  for (const key of Object.keys(mapping.values)) {
    if (KEYS.includes(key)) continue;
    const close = nearest(key, KEYS);
    const hint = close ? `Did you mean \`${close}\`?` : 'A site has `title`, `defaults` and `decks`.';
    warnings.push({
      file: path,
      ...mapping.place(key),
      reason: `\`${key}\` is not a setting of a site`,
      hint,
    });
  }
  const decode = (value: unknown, place: string): SettingsLayer =>
    decodeSettings(
      { file: path, values: asRecord(value) ?? {}, place: () => mapping.place(place) },
      warnings,
    );
  const decks = Object.entries(asRecord(mapping.values.decks) ?? {});
  return {
    title: typeof title === 'string' ? title : NO_SETTINGS.title,
    defaults: decode(mapping.values.defaults, 'defaults'),
    decks: Object.fromEntries(decks.map(([name, value]) => [name, decode(value, 'decks')])),
    warnings: warnings.map((warning) => codeFrame(warning, text)),
  };
}

/** How reveal-md's files are read, and where their mistakes go. */
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
  const readJson = (name: string): Mapping | undefined => {
    const text = read(join(directory, name));
    return text === undefined ? undefined : parseMapping(text, relative(root, join(directory, name)));
  };
  const options = readJson('reveal.json');
  const settings = readJson('reveal-md.json');
  return mergeLayers(
    options ? decodeSettings({ ...options, values: { revealOptions: options.values } }, warnings) : {},
    settings ? decodeSettings(settings, warnings) : {},
  );
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new SiteError(
      `${path} can't be read (${reasonOf(error)}). Check the path, and that the server's user may read it.`,
    );
  }
}

function parse(text: string, path: string): Mapping {
  try {
    const mapping = parseMapping(text, path);
    if (mapping) return mapping;
  } catch (error) {
    if (error instanceof DeckError) throw new SiteError(codeFrame(error.diagnostic, text));
    throw error;
  }
  throw new SiteError(`${path} must be a mapping: lines such as \`title: My talks\`.`);
}

function asRecord(value: unknown): Record<string, unknown> | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  // A YAML mapping's plain value is an object with string keys.
  return value as Record<string, unknown>;
}
