/** The style sheets that a company's own look stands for. */
import { BRAND_KEYS, type Brand, type BrandKey } from './brand.ts';
import { contrastRatio, hexOf, plainRgbOf, type Rgb } from './colours.ts';
import type { DeckSettings, StyleSheet } from './settings.ts';

/** The variable of each face, and what stands behind it. */
const FACES = {
  font: ['--r-main-font', 'system-ui, sans-serif'],
  headings: ['--r-heading-font', 'var(--r-main-font)'],
  code: ['--r-code-font', 'ui-monospace, monospace'],
} as const;

const FILE = /\.(?:woff2?|ttf|otf)$/i;

/** Returns whether a face is given as files. */
export function isFontFile(value: string): boolean {
  return FILE.test(value);
}

/**
 * Returns all style sheets of a deck, in order: what its theme's folder sets, that folder's own styles, what the deck
 * sets, and its own styles.
 */
export function ownSheets({ css, themeFolder }: DeckSettings, brand: Brand): StyleSheet[] {
  const set = brandSheets(brand);
  const isOfTheme = ({ from }: StyleSheet) => from === themeFolder?.from;
  return [
    ...set.filter(isOfTheme),
    ...(themeFolder?.styles ? [themeFolder.styles] : []),
    ...set.filter((sheet) => !isOfTheme(sheet)),
    ...css,
  ];
}

/** Returns the style sheet of each key; colours of text are made readable later, as in any style sheet of a deck. */
export function brandSheets(brand: Brand): StyleSheet[] {
  return BRAND_KEYS.flatMap((key) => {
    const value = brand[key];
    if (!value) return [];
    const href = value.from.slice(value.from.lastIndexOf('/') + 1);
    return [
      { href, from: value.from, line: value.line, column: value.column, text: cssOf(key, value.values) },
    ];
  });
}

function cssOf(key: BrandKey, values: readonly string[]): string {
  const [one = '', other = one] = values;
  switch (key) {
    case 'accent':
      return `:root{--accent:${pair(one, other)};--r-link-color:var(--accent);--loud:${loud(one)};--bright:${bright(one)};}`;
    case 'ground':
      return `:root{--paper:${pair(one, other)};--ground:${pair(toned(one), toned(other))};--r-background-color:${pair(one, other)};}`;
    case 'logo':
      return logoCss(one);
    default:
      return faceCss(key, values);
  }
}

function pair(light: string, dark: string): string {
  return light === dark ? light : `light-dark(${light},${dark})`;
}

const WHITE: Rgb = { r: 255, g: 253, b: 247, alpha: 1 };
const BLACK: Rgb = { r: 20, g: 20, b: 22, alpha: 1 };

/** Returns a colour as a ground for white words: as it is, or as much darker as it must be (7:1). */
function loud(color: string): string {
  let rgb = plainRgbOf(color) ?? BLACK;
  while (contrastRatio(WHITE, rgb) < 7) rgb = mix(rgb, BLACK, 0.06);
  return hexOf(rgb);
}

/** Returns a colour as a ground for black words, and for words on a loud ground: as much lighter as it must be. */
function bright(color: string): string {
  let rgb = plainRgbOf(color) ?? WHITE;
  while (contrastRatio(BLACK, rgb) < 12.5) rgb = mix(rgb, WHITE, 0.06);
  return hexOf(rgb);
}

/** Returns a ground for code: a little darker than a light one, lighter than a dark one. */
function toned(color: string): string {
  const rgb = plainRgbOf(color) ?? WHITE;
  const isDark = contrastRatio(WHITE, rgb) > contrastRatio(BLACK, rgb);
  return hexOf(mix(rgb, isDark ? WHITE : BLACK, 0.06));
}

function mix(one: Rgb, other: Rgb, share: number): Rgb {
  const between = (a: number, b: number) => Math.round(a + (b - a) * share);
  return { r: between(one.r, other.r), g: between(one.g, other.g), b: between(one.b, other.b), alpha: 1 };
}

function faceCss(key: keyof typeof FACES, values: readonly string[]): string {
  const [variable, behind] = FACES[key];
  const files = values.filter(isFontFile);
  const family = files.length > 0 ? `Brand ${key}` : (values[0] ?? '');
  const faces = files.map(
    (file) => `@font-face{font-family:"${family}";${cutOf(file)}font-display:swap;src:url("${file}");}`,
  );
  return `${faces.join('')}:root{${variable}:"${family}", ${behind};}`;
}

/** Returns weight and style by a file's name: `Sans-BoldItalic.woff2`, `sans-700.woff2`, `Sans[wght].woff2`. */
function cutOf(file: string): string {
  const name = file.slice(file.lastIndexOf('/') + 1);
  const weight = /variable|\[|wght/i.test(name)
    ? '100 900'
    : (/(?<!\d)([1-9]00)(?!\d)/.exec(name)?.[1] ?? (/bold/i.test(name) ? '700' : '400'));
  return `font-weight:${weight};${/italic|oblique/i.test(name) ? 'font-style:italic;' : ''}`;
}

/** Selects the corner of titles and endings in which a logo stands. */
export const LOGO_CORNER = `.reveal .slides section:is([data-kind="title"],[data-kind="end"])::after`;

/** Returns the rules by which a logo stands there. */
function logoCss(file: string): string {
  return [
    `${LOGO_CORNER}{content:"";position:absolute;top:var(--logo-top,28px);inset-inline-end:var(--edge,0px);width:200px;height:56px;background:url("${file}") right center/contain no-repeat var(--logo-plate,var(--flood-plate,transparent));box-shadow:0 0 0 12px var(--logo-plate,var(--flood-plate,transparent));}`,
    `html:not(.reveal-ready) main.reveal .slides section:not(.present)::after{display:none;}`,
  ].join('');
}
