/** Decodes `theme` as a mapping: a base, and a company's own colours, faces, logo and footer. */
import { BRAND_KEYS, type Brand, type BrandKey, type BrandValue } from '../model/brand.ts';
import { plainRgbOf } from '../model/colours.ts';
import type { Finding } from '../model/diagnostic.ts';
import { inWords } from '../model/in-words.ts';
import { nearest } from '../model/nearest.ts';
import type { SettingsLayer } from '../model/settings.ts';

/** What decoding needs of the mapping's place. */
interface BrandSource {
  readonly from: string;
  readonly placeOf: (key: string) => { readonly line: number; readonly column: number };
  readonly refuse: (finding: Finding, key: string) => void;
}

const KNOWN: readonly string[] = ['base', ...BRAND_KEYS, 'footer'];

/** How many values a key takes. */
const MOST: Readonly<Record<BrandKey, number>> = {
  accent: 2,
  ground: 2,
  font: 9,
  headings: 9,
  code: 9,
  logo: 1,
};

/** Decodes a mapping; `footer` decodes that of a deck. */
export function decodeBrand(
  values: Readonly<Record<string, unknown>>,
  source: BrandSource,
  footer: (value: unknown) => SettingsLayer | undefined,
): SettingsLayer {
  const brand: Partial<Record<BrandKey, BrandValue>> = {};
  let layer: SettingsLayer = {};
  for (const [key, value] of Object.entries(values)) {
    const refuse = (reason: string, hint: string) =>
      source.refuse({ rule: 'setting-value', reason, hint }, key);
    if (key === 'base') {
      if (typeof value === 'string')
        layer = { ...layer, theme: value, themeAt: { file: source.from, ...source.placeOf(key) } };
      else
        refuse(
          `\`base\` of \`theme\` cannot be ${inWords(value)}`,
          'It takes the name of a theme, or its folder.',
        );
    } else if (key === 'footer') {
      const decoded = footer(value);
      if (decoded) layer = { ...layer, ...decoded };
      else refuse(`the footer of \`theme\` cannot be ${inWords(value)}`, 'It takes a text or up to three.');
    } else if (isBrandKey(key)) {
      const found = stringsIn(value, MOST[key]);
      const wrong = found && isColour(key) ? found.find((each) => plainRgbOf(each)?.alpha !== 1) : undefined;
      if (!found) refuse(`\`${key}\` of \`theme\` cannot be ${inWords(value)}`, EXPECTED[key]);
      else if (wrong !== undefined) refuse(`\`${key}: ${wrong}\` is no colour`, EXPECTED[key]);
      else if (found.some((each) => /["\\<>{};]/.test(each)))
        refuse(`\`${key}\` of \`theme\` has characters that no name has`, EXPECTED[key]);
      else brand[key] = { values: found, from: source.from, ...source.placeOf(key) };
    } else {
      const near = nearest(key, KNOWN);
      const hint = near
        ? `Did you mean \`${near}\`?`
        : `There are ${KNOWN.map((each) => `\`${each}\``).join(', ')}.`;
      refuse(`\`theme\` knows no \`${key}\``, hint);
    }
  }
  return Object.keys(brand).length > 0 ? { ...layer, brand: brand satisfies Brand } : layer;
}

const EXPECTED: Readonly<Record<BrandKey, string>> = {
  accent: 'It takes a colour such as `"#0a7d55"`, or two, for light and dark.',
  ground: 'It takes a colour such as `"#f4f0e8"`, or two, for light and dark.',
  font: 'It takes the name of a family, its files, or a package of fontsource.',
  headings: 'It takes the name of a family, its files, or a package of fontsource.',
  code: 'It takes the name of a family, its files, or a package of fontsource.',
  logo: 'It takes the path of a picture.',
};

function isBrandKey(key: string): key is BrandKey {
  return BRAND_KEYS.some((known) => known === key);
}

function isColour(key: BrandKey): boolean {
  return key === 'accent' || key === 'ground';
}

/** Returns a value or a list of values as texts; undefined for anything else. */
function stringsIn(value: unknown, most: number): string[] | undefined {
  const list: unknown[] = Array.isArray(value) ? value : [value];
  const texts = list.filter((each): each is string => typeof each === 'string' && each.trim() !== '');
  return texts.length === list.length && texts.length > 0 && texts.length <= most ? texts : undefined;
}
