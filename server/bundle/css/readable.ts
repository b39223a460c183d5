/** Colours that a deck gives once, made readable on the light and on the dark ground of Lectern's themes. */
import { transform } from 'lightningcss';
import { contrastRatio, hexOf, type Rgb, rgbOf } from '../../deck/model/colours.ts';
import { opaqueColor, resolveVariables, type Scheme, type Variables, variablesOf } from './css-variables.ts';
import { cssOptions } from './minify.ts';

/** What the Web Content Accessibility Guidelines ask of text (2.2, 1.4.3, level AA). */
export const READABLE = 4.5;

/** A variable in which Lectern's themes set text, with a value; or a string, in which there is none. */
const GIVEN =
  /"(?:\\[\s\S]|[^"\\])*"|'(?:\\[\s\S]|[^'\\])*'|(?<=[{};])--(accent|ink|soft|green|blue|r-link-color|r-heading-color):([^{};"']*)(?=[;}])/g;

/** What browsers that know schemes take; others keep to the light one. */
const WITH_SCHEMES = '@supports (color:light-dark(#000,#fff))';

/**
 * A deck's own minified CSS, in which each colour of text that is one for both schemes is one for each: the colour itself
 * where it is readable, else the nearest of its hue that is. Who writes `light-dark()` has chosen. `theme` is the theme's CSS.
 */
export function readableOnBoth(css: string, theme: string): string {
  let grounds: Readonly<Record<Scheme, readonly Rgb[]>> | undefined;
  let own: Readonly<Record<Scheme, Variables>> | undefined;
  const changed = css.replace(GIVEN, (whole, name?: string, value?: string) => {
    if (name === undefined || value === undefined) return whole;
    const [, color = '', important = ''] = /^([\s\S]*?)\s*(!important)?$/.exec(value) ?? [];
    const plain = plainIn(color);
    if (plain === undefined) return whole;
    grounds ??= { light: groundsIn('light'), dark: groundsIn('dark') };
    const [light, dark] = [readable(plain, grounds.light), readable(plain, grounds.dark)];
    if (light === plain && dark === plain) return whole;
    // Of a variable, no browser would take the former value where it does not know the latter.
    return `${whole};${WITH_SCHEMES}{--${name}:light-dark(${light},${dark})${important}}`;
  });
  if (changed === css) return css;
  // Older browsers know no blocks in blocks.
  return transform({ ...cssOptions, filename: 'own.css', code: Buffer.from(changed) }).code.toString();

  /** A colour that is one in both schemes, though it may come from another variable of the deck. */
  function plainIn(color: string): string | undefined {
    own ??= { light: variablesOf(css, 'light'), dark: variablesOf(css, 'dark') };
    const [light, dark] = [
      resolveVariables(color, own.light, 'light'),
      resolveVariables(color, own.dark, 'dark'),
    ];
    return light !== undefined && light === dark && rgbOf(light)?.alpha === 1 ? light : undefined;
  }

  /** What text stands on in a scheme: the deck's own grounds where they are of that scheme, else the theme's. */
  function groundsIn(scheme: Scheme): Rgb[] {
    const ofTheme = variablesOf(theme, scheme);
    const given = variablesOf(css, scheme);
    return ['--paper', '--ground'].flatMap((name) => {
      const own = opaqueColor(given.get(name) ?? '', given, scheme);
      if (own && schemeOf(own) === scheme) return own;
      return opaqueColor(ofTheme.get(name) ?? '', ofTheme, scheme) ?? [];
    });
  }
}

/** The scheme that a deck's own ground is of, where it is one colour whatever the viewer likes. */
export function fixedScheme(css: string): Scheme | undefined {
  const [light, dark] = (['light', 'dark'] as const).map((scheme) => {
    const own = variablesOf(css, scheme);
    return resolveVariables(own.get('--paper') ?? '', own, scheme);
  });
  const color = light === dark ? rgbOf(light ?? '') : undefined;
  return color?.alpha === 1 ? schemeOf(color) : undefined;
}

/** The scheme that a ground is of: that whose ink is the easier to read on it. */
function schemeOf(ground: Rgb): Scheme {
  return contrastRatio(WHITE, ground) > contrastRatio(BLACK, ground) ? 'dark' : 'light';
}

/** How often the way between two lightnesses is halved: finer than the eye sees, and than 8 bits write. */
const HALVINGS = 10;

/** A colour that has the contrast on all grounds: the colour itself, else the nearest of its hue, else black or white. */
function readable(color: string, grounds: readonly Rgb[]): string {
  const has = (rgb: Rgb | undefined) =>
    rgb !== undefined && grounds.every((ground) => contrastRatio(rgb, ground) >= READABLE);
  if (has(rgbOf(color))) return color;
  const isOnDark = grounds.every((ground) => schemeOf(ground) === 'dark');
  const at = (lightness: number) => rgbOf(`oklch(from ${color} ${lightness.toFixed(4)} c h)`);
  // From the end that is readable towards the colour, as far as it stays so.
  let [good, bad] = isOnDark ? [1, 0] : [0, 1];
  for (let i = 0; i < HALVINGS; i++) {
    const middle = (good + bad) / 2;
    if (has(at(middle))) good = middle;
    else bad = middle;
  }
  return hexOf(at(good) ?? (isOnDark ? WHITE : BLACK));
}

const WHITE: Rgb = { r: 255, g: 255, b: 255, alpha: 1 };
const BLACK: Rgb = { r: 0, g: 0, b: 0, alpha: 1 };
