/** Decodes and validates a deck's front matter: the values of each key, and warnings about everything else. */

import { PLACEHOLDERS } from '../features/headers-footers/placeholders.ts';
import { decodeMacros } from '../features/math/macros.ts';
import { decodeVariables } from '../features/variables/variables.ts';
import type { Brand } from '../model/brand.ts';
import type { Diagnostic, Finding } from '../model/diagnostic.ts';
import { directionOfLanguage } from '../model/direction.ts';
import { inWords } from '../model/in-words.ts';
import { nearest } from '../model/nearest.ts';
import type {
  DeckSettings,
  NamedFile,
  RevealOptions,
  SettingsLayer,
  Switches,
  Variables,
} from '../model/settings.ts';
import type { Mapping } from '../text/front-matter.ts';
import { patternError } from '../text/pattern.ts';
import { isoDate } from './dates.ts';
import { decodeBrand } from './decode-brand.ts';
import { minutesIn } from './duration.ts';
import { languageMeant } from './language-tag.ts';
import { decodeRevealOptions, revealOptionNames } from './reveal-options.ts';
import { decodeSwitches } from './switches.ts';
import { unknownKey } from './unknown-key.ts';

/** What a decoder knows of the mapping that its value is from. */
interface Source {
  readonly from: string;
  /** The key's place, from 1. */
  readonly line: number;
  readonly column: number;
  /** Returns the place of a part of the value, by its key. */
  readonly placeOf: (key: string) => { readonly line: number; readonly column: number };
  /** Called for each part of the value, by its key, that is invalid. */
  readonly refuse: (finding: Finding, key: string) => void;
}

/** Decodes a value; returns undefined if the value is invalid for its key. */
type Decoder = (value: unknown, source: Source) => SettingsLayer | undefined;

const text =
  (key: keyof DeckSettings): Decoder =>
  (value) =>
    typeof value === 'string' || typeof value === 'number' ? { [key]: String(value) } : undefined;

function lang(value: unknown, { refuse }: Source): SettingsLayer | undefined {
  const tag = typeof value === 'string' ? value : undefined;
  const instead = tag === undefined ? undefined : languageMeant(tag);
  // With an invalid tag, the words that Lectern adds to slides would be English, and the choice of fonts arbitrary.
  if (instead !== undefined) {
    const hint = instead === '' ? 'It takes a tag such as `en` or `de-CH`.' : `Did you mean \`${instead}\`?`;
    refuse({ rule: 'setting-value', reason: `\`lang: ${tag}\` is the tag of no language`, hint }, 'lang');
  }
  return tag === undefined ? undefined : { lang: instead || tag };
}

function date(value: unknown, { refuse }: Source): SettingsLayer | undefined {
  if (typeof value !== 'string' && typeof value !== 'number') return undefined;
  const written = String(value);
  const iso = isoDate(written);
  if (iso === 'either') {
    const reason = `\`date: ${written}\` is one day here and another there`;
    refuse({ rule: 'setting-value', reason, hint: 'Write year, month and day: `2026-11-22`.' }, 'date');
  }
  return { date: iso === undefined || iso === 'either' ? written : iso };
}

const flag =
  (key: keyof DeckSettings): Decoder =>
  (value) =>
    typeof value === 'boolean' ? { [key]: value } : undefined;

const oneOf =
  (key: keyof DeckSettings, values: readonly string[]): Decoder =>
  (value) =>
    values.includes(String(value)) ? { [key]: String(value) } : undefined;

/** Decodes a regular expression, which `decodeSettings` has validated. */
const pattern =
  (key: keyof DeckSettings): Decoder =>
  (value) =>
    typeof value === 'string' && value !== '' ? { [key]: value } : undefined;

function strings(value: unknown): string[] | undefined {
  const list = Array.isArray(value) ? value : String(value ?? '').split(',');
  if (typeof value === 'object' && !Array.isArray(value)) return undefined;
  if (list.some((item) => typeof item === 'object')) return undefined;
  return list.map((item) => String(item).trim()).filter((item) => item !== '');
}

/** Decodes a list of files, each with the file that names it. */
function namedFiles(key: 'css' | 'client'): Decoder {
  return (value, { from }) => {
    const files = strings(value)?.map((href): NamedFile => ({ href, from }));
    return files === undefined ? undefined : { [key]: files };
  };
}

function duration(value: unknown): SettingsLayer | undefined {
  const minutes = minutesIn(value);
  return minutes !== undefined && minutes > 0 ? { duration: minutes } : undefined;
}

function revealOptions(value: unknown, { refuse }: Source): SettingsLayer | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  return { revealOptions: decodeRevealOptions({ ...value }, refuse) };
}

function check(value: unknown, { refuse }: Source): SettingsLayer | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  return { check: decodeSwitches({ ...value }, refuse) };
}

/** Decodes the texts of a header or footer. */
const line =
  (key: 'header' | 'footer'): Decoder =>
  (value, { from, line: at, column, refuse }) => {
    const isOff = value === false || (typeof value === 'string' && /^off$/i.test(value));
    const texts = Array.isArray(value) ? value : isOff ? [] : [value];
    // On a slide these words turn a header or footer on that has texts; here they would be its text.
    if (typeof value === 'string' && /^(?:on|yes|no)$/i.test(value)) return undefined;
    if (texts.length > MOST_TEXTS || texts.some((each) => typeof each !== 'string')) return undefined;
    const names = texts.flatMap((each) =>
      [...String(each).matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name),
    );
    const unknown = names.find((name) => !PLACEHOLDERS.some((known) => known === name));
    if (unknown !== undefined) {
      const hint = `There are ${PLACEHOLDERS.map((known) => `\`{${known}}\``).join(', ')}.`;
      refuse({ rule: 'setting-value', reason: `\`${key}\` knows no \`{${unknown}}\``, hint }, key);
    }
    return { [key]: { texts: texts.map(String), from, line: at, column } };
  };

/** Decodes a theme: its name, its folder, or a mapping with a company's own. */
function theme(value: unknown, source: Source): SettingsLayer | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    const { from, line, column } = source;
    const named = text('theme')(value, source);
    return named && { ...named, themeAt: { file: from, line, column } };
  }
  return decodeBrand({ ...value }, source, (footer) =>
    line('footer')(footer, { ...source, ...source.placeOf('footer') }),
  );
}

/** Left, middle and right. */
const MOST_TEXTS = 3;

function vars(value: unknown, { refuse }: Source): SettingsLayer | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  return { vars: decodeVariables({ ...value }, refuse) };
}

function macros(value: unknown, { refuse }: Source): SettingsLayer | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  return { macros: decodeMacros({ ...value }, refuse) };
}

/** Keys whose values are regular expressions. */
const PATTERNS: ReadonlySet<string> = new Set(['separator', 'verticalSeparator', 'notesSeparator']);

/** The valid values of each key, in words for the author, and its decoder. */
const KEYS: Readonly<Record<string, readonly [expected: string, decode: Decoder]>> = {
  title: ['a text', text('title')],
  description: ['a text', text('description')],
  speakers: ['a name or a list of names', (value) => wrap('speakers', strings(value))],
  date: ['a date such as 2026-11-22', date],
  venue: ['a text', text('venue')],
  lang: ['a language tag such as `en` or `de-CH`', lang],
  dir: ['`ltr`, `rtl` or `auto`', oneOf('dir', ['ltr', 'rtl', 'auto'])],
  theme: ['a theme\'s name, its folder, or a mapping such as `{ base: lectern, accent: "#0a7d55" }`', theme],
  highlightTheme: ["a highlight.js theme's name", text('highlightTheme')],
  transition: [
    '`none`, `fade`, `slide`, `convex`, `concave` or `zoom`',
    (value) => {
      const options = decodeRevealOptions({ transition: value }, () => {});
      return Object.hasOwn(options, 'transition') ? { revealOptions: options } : undefined;
    },
  ],
  css: ['a path or a list of paths', namedFiles('css')],
  client: ['a path or a list of paths', namedFiles('client')],
  duration: ['minutes, or a time such as `1h30`', duration],
  audience: ['`free`, `follow` or `shown-only`', oneOf('audience', ['free', 'follow', 'shown-only'])],
  separator: ['a regular expression', pattern('separator')],
  verticalSeparator: ['a regular expression', pattern('verticalSeparator')],
  notesSeparator: ['a regular expression', pattern('notesSeparator')],
  unlisted: ['`true` or `false`', flag('unlisted')],
  markdown: ['`2013`', oneOf('markdown', ['2013'])],
  animateLists: ['`true` or `false`', flag('animateLists')],
  revealOptions: ["a mapping of reveal.js's options", revealOptions],
  header: ['a text or up to three, in quotes where one has braces, or `off`', line('header')],
  footer: ['a text or up to three, in quotes where one has braces, or `off`', line('footer')],
  check: ['a mapping of rules, such as `{ alt-text: off }`', check],
  macros: ["a mapping of commands, such as `{ RR: '\\mathbb{R}' }`", macros],
  vars: ['a mapping of texts, such as `{ product: Lectern }`', vars],
};

function wrap<K extends keyof DeckSettings>(
  key: K,
  value: DeckSettings[K] | undefined,
): SettingsLayer | undefined {
  // A single known key with a value of its own type is a layer.
  return value === undefined ? undefined : ({ [key]: value } as unknown as SettingsLayer);
}

/** The setting for a deck whose `audience` is not understood: slides that may be private are withheld. */
export const SHUT: SettingsLayer = { audience: 'shown-only' };

/** The most restrictive values of settings that restrict access, for when the written value is invalid. */
const CAUTIOUS: Readonly<Record<string, SettingsLayer>> = { audience: SHUT, unlisted: { unlisted: true } };

/**
 * Decodes a mapping. Unknown keys and invalid values cause warnings and are ignored, except that settings that restrict
 * access get their most restrictive value.
 * @throws DeckError if a separator is not a valid regular expression
 */
export function decodeSettings(mapping: Mapping, warnings: Diagnostic[]): SettingsLayer {
  let layer: SettingsLayer = {};
  for (const [key, value] of Object.entries(mapping.values)) {
    const place = { file: mapping.file, ...mapping.place(key) };
    const warn = (finding: Finding) => warnings.push({ ...place, ...finding });
    const entry = Object.hasOwn(KEYS, key) ? KEYS[key] : undefined;
    if (!entry) warn(unknownKey(key, Object.keys(KEYS)));
    if (!entry && nearest(key, Object.keys(KEYS)) === 'audience') layer = { ...SHUT, ...layer };
    // Some tools have options of reveal.js beside their own settings: what is meant is plain.
    if (!entry && revealOptionNames.includes(key))
      layer = mergeLayers(layer, { revealOptions: decodeRevealOptions({ [key]: value }, warn) });
    const isEmpty = value === null || value === undefined;
    // An empty setting counts as absent, except one that may have been meant to restrict access.
    if (!entry || (isEmpty && !Object.hasOwn(CAUTIOUS, key))) continue;
    const [expected, decode] = entry;
    const error =
      PATTERNS.has(key) && typeof value === 'string' ? patternError(value, key, place) : undefined;
    if (error) throw error;
    const decoded = decode(value, {
      from: mapping.file,
      line: place.line,
      column: place.column,
      placeOf: (part) => mapping.place(key, part),
      refuse: (finding, part) =>
        warnings.push({ file: mapping.file, ...mapping.place(key, part), ...finding }),
    });
    if (decoded) layer = mergeLayers(layer, decoded);
    else {
      layer = mergeLayers(layer, CAUTIOUS[key] ?? {});
      const reason = isEmpty ? `\`${key}\` says nothing` : `\`${key}\` cannot be ${inWords(value)}`;
      warn({ rule: 'setting-value', reason, hint: `It takes ${expected}.` });
    }
  }
  return layer;
}

/**
 * Merges layers; later ones override earlier ones. reveal.js options, rules, TeX macros and variables are merged by
 * name; style sheets and scripts are concatenated.
 */
export function mergeLayers(...layers: readonly SettingsLayer[]): SettingsLayer {
  const merged = Object.assign({}, ...layers) as SettingsLayer;
  const css = layers.flatMap((layer) => layer.css ?? []);
  const client = layers.flatMap((layer) => layer.client ?? []);
  const options = layers.map((layer) => layer.revealOptions ?? {});
  const revealOptions = Object.assign({}, ...options) as RevealOptions;
  const switches = Object.assign({}, ...layers.map((layer) => layer.check ?? {})) as Switches;
  const commands = layers.flatMap((layer) => (layer.macros ? [layer.macros] : []));
  const brands = layers.flatMap((layer) => (layer.brand ? [layer.brand] : []));
  const variables = layers.flatMap((layer) => (layer.vars ? [layer.vars] : []));
  return {
    ...merged,
    ...(css.length > 0 ? { css } : {}),
    ...(client.length > 0 ? { client } : {}),
    ...(Object.keys(revealOptions).length > 0 ? { revealOptions } : {}),
    ...(Object.keys(switches).length > 0 ? { check: switches } : {}),
    ...(commands.length > 0 ? { macros: Object.assign({}, ...commands) as Record<string, string> } : {}),
    ...(brands.length > 0 ? { brand: Object.assign({}, ...brands) as Brand } : {}),
    ...(variables.length > 0 ? { vars: Object.assign({}, ...variables) as Variables } : {}),
  };
}

/** Merges layers, and adds the default of every setting. */
export function resolveSettings(...layers: readonly SettingsLayer[]): DeckSettings {
  const defaults = {
    speakers: [],
    lang: 'en',
    css: [],
    audience: 'free',
    unlisted: false,
    animateLists: false,
    revealOptions: {},
    check: {},
  } as const;
  const settings: DeckSettings = { ...defaults, ...mergeLayers(...layers) };
  // Languages written from right to left need no `dir`.
  const isRtl = settings.dir === undefined && directionOfLanguage(settings.lang) === 'rtl';
  return isRtl ? { ...settings, dir: 'rtl' } : settings;
}
