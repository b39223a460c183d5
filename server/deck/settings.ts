/** A deck's front matter, decoded once: what each key may hold, and what to say of the others. */
import type { Diagnostic } from './error.ts';
import type { Mapping } from './front-matter.ts';
import { nearest } from './nearest.ts';
import { isRevealOption, REFUSED_REVEAL_OPTIONS, type RevealOptions } from './reveal-options.ts';

/** How the audience may move. */
export type Audience = 'free' | 'follow' | 'shown-only';

/** What a deck, its site or a reveal-md.json says of it, after the layers are merged. */
export interface DeckSettings {
  readonly title?: string;
  readonly description?: string;
  readonly speakers: readonly string[];
  /** As written, such as `2013-07-26`. */
  readonly date?: string;
  readonly venue?: string;
  /** BCP 47 language tag. */
  readonly lang: string;
  readonly dir?: 'ltr' | 'rtl' | 'auto';
  readonly theme?: string;
  readonly highlightTheme?: string;
  /** The deck's own style sheets, each relative to the file that names it. */
  readonly css: readonly StyleSheet[];
  /** Planned length in minutes. */
  readonly duration?: number;
  readonly audience: Audience;
  readonly separator?: string;
  readonly verticalSeparator?: string;
  readonly notesSeparator?: string;
  readonly unlisted: boolean;
  /** The Markdown dialect: `2013` is marked 0.2.9's. */
  readonly markdown?: '2013';
  /** Every list item becomes a fragment. */
  readonly animateLists: boolean;
  readonly revealOptions: RevealOptions;
}

/** A style sheet and the file that asked for it. */
export interface StyleSheet {
  readonly href: string;
  readonly from: string;
}

/** One layer of settings: only what it says. */
export type SettingsLayer = Partial<DeckSettings>;

type Decoder = (value: unknown, from: string) => SettingsLayer | undefined;

const text =
  (key: keyof DeckSettings): Decoder =>
  (value) =>
    typeof value === 'string' || typeof value === 'number' ? { [key]: String(value) } : undefined;

const flag =
  (key: keyof DeckSettings): Decoder =>
  (value) =>
    typeof value === 'boolean' ? { [key]: value } : undefined;

const oneOf =
  (key: keyof DeckSettings, values: readonly string[]): Decoder =>
  (value) =>
    values.includes(String(value)) ? { [key]: String(value) } : undefined;

const pattern =
  (key: keyof DeckSettings): Decoder =>
  (value) => {
    if (typeof value !== 'string' || value === '') return undefined;
    try {
      new RegExp(value, 'm');
      return { [key]: value };
    } catch {
      return undefined;
    }
  };

function strings(value: unknown): string[] | undefined {
  const list = Array.isArray(value) ? value : String(value ?? '').split(',');
  if (typeof value === 'object' && !Array.isArray(value)) return undefined;
  if (list.some((item) => typeof item === 'object')) return undefined;
  return list.map((item) => String(item).trim()).filter((item) => item !== '');
}

function duration(value: unknown): SettingsLayer | undefined {
  const minutes =
    typeof value === 'number' ? value : Number(/^(\d+)\s*(?:m|min|minutes)?$/.exec(String(value))?.[1]);
  return minutes > 0 ? { duration: minutes } : undefined;
}

function revealOptions(value: unknown): SettingsLayer | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const allowed: Record<string, string | number | boolean | null> = {};
  for (const [name, option] of Object.entries(value)) {
    const plain = option === null || ['string', 'number', 'boolean'].includes(typeof option);
    if (isRevealOption(name) && plain) allowed[name] = option;
  }
  return { revealOptions: allowed };
}

/** What each key may hold, in words for the author, and how it is read. */
const KEYS: Readonly<Record<string, readonly [expected: string, decode: Decoder]>> = {
  title: ['a text', text('title')],
  description: ['a text', text('description')],
  speakers: ['a name or a list of names', (value) => wrap('speakers', strings(value))],
  date: ['a date such as 2026-11-22', text('date')],
  venue: ['a text', text('venue')],
  lang: ['a language tag such as `en` or `de-CH`', text('lang')],
  dir: ['`ltr`, `rtl` or `auto`', oneOf('dir', ['ltr', 'rtl', 'auto'])],
  theme: ["a theme's name", text('theme')],
  highlightTheme: ["a highlight.js theme's name", text('highlightTheme')],
  transition: [
    'a transition of reveal.js',
    (value) => (typeof value === 'string' ? { revealOptions: { transition: value } } : undefined),
  ],
  css: [
    'a path or a list of paths',
    (value, from) =>
      wrap(
        'css',
        strings(value)?.map((href) => ({ href, from })),
      ),
  ],
  duration: ['a number of minutes', duration],
  audience: ['`free`, `follow` or `shown-only`', oneOf('audience', ['free', 'follow', 'shown-only'])],
  separator: ['a regular expression', pattern('separator')],
  verticalSeparator: ['a regular expression', pattern('verticalSeparator')],
  notesSeparator: ['a regular expression', pattern('notesSeparator')],
  unlisted: ['`true` or `false`', flag('unlisted')],
  markdown: ['`2013`', oneOf('markdown', ['2013'])],
  animateLists: ['`true` or `false`', flag('animateLists')],
  revealOptions: ["a mapping of reveal.js's options", revealOptions],
};

/** Keys of reveal-md that mean something else here, and what to use. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  scripts: 'a deck\'s scripts are not run; show an HTML page of your own with `<iframe src="demo.html">`.',
  preprocessor: 'decks are not preprocessed; run the program before and keep its result as the deck.',
  template: 'pages have no template of their own; style them with `css`.',
  listingTemplate: 'the index has no template of its own; `title` in site.yml names it.',
  absoluteUrl: 'start the server with `--url https://…`.',
  base: 'start the server with `--base /path`.',
  port: 'start the server with `--port`.',
  host: 'start the server with `--host`.',
  mermaid: 'diagrams are not drawn; export them as SVG and show them as pictures.',
  watch: 'changed decks are always compiled anew.',
  assetsDir: 'files beside the deck are found by themselves.',
  static: 'a static export is not a setting of a deck.',
  featuredSlide: 'the cover on the index is the first slide.',
  author: 'use `speakers`.',
  authors: 'use `speakers`.',
  disableAutoOpen: 'no browser is opened unless `--open` asks for it.',
  glob: 'every deck in the folder is served; `unlisted: true` keeps one off the index.',
};

function wrap<K extends keyof DeckSettings>(
  key: K,
  value: DeckSettings[K] | undefined,
): SettingsLayer | undefined {
  // A single known key with a value of its own type is a layer.
  return value === undefined ? undefined : ({ [key]: value } as unknown as SettingsLayer);
}

/** Decodes one mapping. What it does not understand becomes a warning and is left out. */
export function decodeSettings(mapping: Mapping, warnings: Diagnostic[]): SettingsLayer {
  let layer: SettingsLayer = {};
  for (const [key, value] of Object.entries(mapping.values)) {
    const warn = (reason: string, hint: string) =>
      warnings.push({ file: mapping.file, ...mapping.place(key), reason, hint });
    const entry = Object.hasOwn(KEYS, key) ? KEYS[key] : undefined;
    if (!entry) {
      const known = ELSEWHERE[key];
      const close = nearest(key, Object.keys(KEYS));
      if (known) warn(`\`${key}\` has no effect here`, `Instead: ${known}`);
      else
        warn(
          `\`${key}\` is not a setting`,
          close ? `Did you mean \`${close}\`?` : 'Remove it, or see the guide for the settings there are.',
        );
      continue;
    }
    if (value === null || value === undefined) continue;
    const [expected, decode] = entry;
    const decoded = decode(value, mapping.file);
    if (!decoded) warn(`\`${key}\` cannot be ${JSON.stringify(value)}`, `It takes ${expected}.`);
    else layer = mergeLayers(layer, decoded);
    if (key === 'revealOptions') warnOfOptions(value, warn);
  }
  return layer;
}

function warnOfOptions(value: unknown, warn: (reason: string, hint: string) => void): void {
  if (typeof value !== 'object' || value === null) return;
  for (const name of Object.keys(value)) {
    if (isRevealOption(name)) continue;
    warn(
      `the reveal.js option \`${name}\` has no effect here`,
      REFUSED_REVEAL_OPTIONS[name] ?? 'Only options that change how slides look and move are passed on.',
    );
  }
}

/** Later layers win; reveal.js options are merged one by one, style sheets add up. */
export function mergeLayers(...layers: readonly SettingsLayer[]): SettingsLayer {
  const merged = Object.assign({}, ...layers) as SettingsLayer;
  const css = layers.flatMap((layer) => layer.css ?? []);
  const options = layers.map((layer) => layer.revealOptions ?? {});
  const revealOptions = Object.assign({}, ...options) as RevealOptions;
  return {
    ...merged,
    ...(css.length > 0 ? { css } : {}),
    ...(Object.keys(revealOptions).length > 0 ? { revealOptions } : {}),
  };
}

/** Settings with every default filled in. */
export function resolveSettings(...layers: readonly SettingsLayer[]): DeckSettings {
  const defaults = {
    speakers: [],
    lang: 'en',
    css: [],
    audience: 'free',
    unlisted: false,
    animateLists: false,
    revealOptions: {},
  } as const;
  return { ...defaults, ...mergeLayers(...layers) };
}
