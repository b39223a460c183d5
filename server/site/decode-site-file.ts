/** Decodes site.yml. What is wrong is a warning, and the rest holds: a mistake there must not take down a site. */

import { statSync } from 'node:fs';
import { join } from 'node:path';
import { placeOfKey } from '../compile/settings/setting-place.ts';
import { codeFrame, type Diagnostic, type Finding } from '../deck/model/diagnostic.ts';
import { nearest } from '../deck/model/nearest.ts';
import type { SettingsLayer } from '../deck/model/settings.ts';
import { decodeSettings, SHUT } from '../deck/settings/decode-settings.ts';
import { namesAudience } from '../deck/settings/unread-audience.ts';
import type { ReadMapping } from '../deck/text/front-matter.ts';
import { findName } from '../files/unicode-names.ts';
import { NO_SETTINGS, type SiteSettings } from './site-settings.ts';

const KEYS = ['title', 'defaults', 'decks', 'public', 'scripts'];

/** The context of decoding a site's settings. */
export interface SiteContext {
  readonly text: string;
  /** Absolute path of the served folder. */
  readonly root: string;
  /** Names of the existing decks. */
  readonly names: readonly string[];
  /** Where diagnostics are added. */
  readonly warnings: Diagnostic[];
}

/** Decodes the settings of one site. */
export class SiteFileDecoder {
  readonly #read: ReadMapping;
  readonly #context: SiteContext;

  constructor(read: ReadMapping, context: SiteContext) {
    this.#read = read;
    this.#context = context;
  }

  /** Returns the site's settings, with what is wrong as its diagnostics. */
  decode(): SiteSettings {
    const { values, doubts } = this.#read;
    const { text, names, warnings } = this.#context;
    warnings.push(...doubts);
    const around = this.#unknownKeys();
    const decks = this.#decks();
    const scripts = this.#scripts();
    const folders = this.#folders();
    const layers = Object.entries(decks).map(([name, value]) => [
      findName(name, names) ?? name,
      this.#settings(value, 'decks', name),
    ]);
    const defaults = { ...around, ...this.#settings(values.defaults, 'defaults') };
    const diagnostics = warnings.filter(({ rule }) => defaults.check?.[rule] !== 'off');
    const { title } = values;
    return {
      title: typeof title === 'string' || typeof title === 'number' ? String(title) : NO_SETTINGS.title,
      defaults,
      decks: Object.fromEntries(layers),
      public: folders,
      scripts,
      warnings: diagnostics.map((diagnostic) => codeFrame(diagnostic, text)),
      diagnostics,
    };
  }

  #warn(keys: readonly string[], finding: Finding): void {
    const { text, warnings } = this.#context;
    warnings.push({ file: this.#read.file, ...placeOfKey(text, ...keys), ...finding });
  }

  /** Warns of keys that no site has. Returns settings for all decks: shut, where one of the keys may mean that. */
  #unknownKeys(): SettingsLayer {
    const { values } = this.#read;
    let around: SettingsLayer = {};
    for (const key of Object.keys(values)) {
      if (KEYS.includes(key)) continue;
      const close = nearest(key, KEYS);
      const hint = close
        ? `Did you mean \`${close}\`?`
        : 'A site has `title`, `defaults`, `decks`, `public` and `scripts`.';
      this.#warn([key], { rule: 'unknown-setting', reason: `\`${key}\` is not a setting of a site`, hint });
      if (this.#shuts({ [key]: values[key] }, key)) around = SHUT;
    }
    return around;
  }

  /** Returns settings by the name of a deck, as they are written. */
  #decks(): Readonly<Record<string, unknown>> {
    const decks = mappingOf(this.#read.values.decks);
    if (!decks) this.#warn(['decks'], notMapping('decks', 'It takes settings by the name of a deck.'));
    for (const name of Object.keys(decks ?? {})) this.#expectDeck(name, 'decks', name);
    return decks ?? {};
  }

  /** Returns the decks whose scripts may run. */
  #scripts(): SiteSettings['scripts'] {
    const scripts = scriptsOf(this.#read.values.scripts);
    if (scripts === 'all') return scripts;
    if (!scripts) {
      const reason = '`scripts` must be a list of decks';
      const hint =
        'It names those whose scripts may run, such as `scripts: [talk]`; else it is `all` or `none`. Until it is right, none runs.';
      this.#warn(['scripts'], { rule: 'setting-value', reason, hint });
      return [];
    }
    for (const name of scripts) this.#expectDeck(name, 'scripts');
    return scripts.map((name) => findName(name, this.#context.names) ?? name);
  }

  /** Returns the folders without a deck that are public. */
  #folders(): readonly string[] {
    const folders = namesIn(this.#read.values.public ?? []);
    if (!folders) {
      const reason = '`public` must be a list of folders';
      const hint =
        'It names folders without a deck whose pictures, media, fonts and PDFs all are public, such as `public: [downloads]`.';
      this.#warn(['public'], { rule: 'setting-value', reason, hint });
      return [];
    }
    for (const folder of folders) {
      if (statSync(join(this.#context.root, folder), { throwIfNoEntry: false })?.isDirectory()) continue;
      this.#warn(['public'], {
        rule: 'setting-value',
        reason: `there is no folder \`${folder}\` beside the decks`,
        hint: '`public` names folders beside the decks whose files no deck references.',
      });
    }
    return folders;
  }

  /** Decodes the settings of decks at a key. */
  #settings(value: unknown, ...keys: readonly string[]): SettingsLayer {
    const { text, warnings } = this.#context;
    const mapping = mappingOf(value);
    if (!mapping) this.#warn(keys, notMapping(keys.join('.'), 'It takes settings as a deck has them.'));
    const place = (...inner: readonly string[]) => placeOfKey(text, ...keys, ...inner);
    const layer = decodeSettings({ file: this.#read.file, values: mapping ?? {}, place }, warnings);
    return layer.audience === undefined && this.#shuts(mapping ?? {}, ...keys)
      ? { ...layer, ...SHUT }
      : layer;
  }

  /** Returns whether settings contain an `audience` that is not read, and warns of it. */
  #shuts(values: object, ...keys: readonly string[]): boolean {
    if (!namesAudience(values)) return false;
    this.#warn(keys, {
      rule: 'setting-value',
      reason: 'the `audience` here is not read; what it may mean stays shut',
      hint: 'Write `audience: shown-only` in `defaults`, or below the name of a deck in `decks`.',
    });
    return true;
  }

  #expectDeck(name: string, ...keys: readonly string[]): void {
    const { names } = this.#context;
    if (findName(name, names) !== undefined) return;
    const close = nearest(name, names);
    const hint = close ? `Did you mean \`${close}\`?` : 'Decks are named as their folders or files are.';
    this.#warn(keys, { rule: 'unknown-deck', reason: `there is no deck \`${name}\``, hint });
  }
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

/** Returns a mapping's values: none for an empty one, undefined for a value of another type. */
function mappingOf(value: unknown): Readonly<Record<string, unknown>> | undefined {
  if (value === undefined || value === null) return {};
  if (typeof value !== 'object' || Array.isArray(value)) return undefined;
  // A YAML mapping's plain value is an object with string keys.
  return value as Record<string, unknown>;
}
