/** Adjusts colours that a deck sets once, so that text is readable in light and dark mode. */
import { contrastRatio, hexOf, type Rgb, rgbOf } from '../../deck/model/colours.ts';
import { opaqueColor, resolveVariables, type Scheme, type Variables, variablesOf } from './css-variables.ts';

/** The contrast ratio for text of the Web Content Accessibility Guidelines (2.2, 1.4.3, level AA). */
export const READABLE = 4.5;

/** A variable for text colour of Lectern's themes with its value; or a string, which is skipped. */
const GIVEN =
  /"(?:\\[\s\S]|[^"\\])*"|'(?:\\[\s\S]|[^'\\])*'|(?<=[{};])--(accent|ink|soft|green|blue|r-link-color|r-heading-color):([^{};"']*)(?=[;}])/g;

/**
 * Returns a deck's minified CSS in which every text colour works in both schemes: unchanged where it is
 * readable, otherwise the nearest readable one of its hue. Values with `light-dark()` are the author's choice,
 * and stay. `theme` is the theme's CSS.
 */
export function readableOnBoth(css: string, theme: string): string {
  let grounds: Readonly<Record<Scheme, readonly Rgb[]>> | undefined;
  let own: Readonly<Record<Scheme, Variables>> | undefined;
  return css.replace(GIVEN, (whole, name?: string, value?: string) => {
    if (name === undefined || value === undefined) return whole;
    const [, color = '', important = ''] = /^([\s\S]*?)\s*(!important)?$/.exec(value) ?? [];
    const plain = plainIn(color);
    if (plain === undefined) return whole;
    grounds ??= { light: groundsIn('light'), dark: groundsIn('dark') };
    const [light, dark] = [readable(plain, grounds.light), readable(plain, grounds.dark)];
    if (light === plain && dark === plain) return whole;
    return `--${name}:light-dark(${light},${dark})${important}`;
  });

  /** Returns a colour that is the same in both schemes, even if it comes from another variable of the deck. */
  function plainIn(color: string): string | undefined {
    own ??= { light: variablesOf(css, 'light'), dark: variablesOf(css, 'dark') };
    const [light, dark] = [
      resolveVariables(color, own.light, 'light'),
      resolveVariables(color, own.dark, 'dark'),
    ];
    return light !== undefined && light === dark && rgbOf(light)?.alpha === 1 ? light : undefined;
  }

  /**
   * Returns the backgrounds of text in a scheme: the deck's own, if they belong to that scheme, else the
   * theme's.
   */
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

/** Returns the scheme of a deck's own background, if it is the same for every viewer. */
export function fixedScheme(css: string): Scheme | undefined {
  const [light, dark] = (['light', 'dark'] as const).map((scheme) => {
    const own = variablesOf(css, scheme);
    return resolveVariables(own.get('--paper') ?? '', own, scheme);
  });
  const color = light === dark ? rgbOf(light ?? '') : undefined;
  return color?.alpha === 1 ? schemeOf(color) : undefined;
}

/** Returns the scheme of a background: dark if white text is easier to read on it. */
function schemeOf(ground: Rgb): Scheme {
  return contrastRatio(WHITE, ground) > contrastRatio(BLACK, ground) ? 'dark' : 'light';
}

/** Steps of the binary search for a lightness: finer than the eye, and than 8 bits. */
const HALVINGS = 10;

/**
 * Returns a colour with enough contrast on all backgrounds: the colour itself, else the nearest of its hue,
 * else black or white.
 */
function readable(color: string, grounds: readonly Rgb[]): string {
  const has = (rgb: Rgb | undefined) =>
    rgb !== undefined && grounds.every((ground) => contrastRatio(rgb, ground) >= READABLE);
  if (has(rgbOf(color))) return color;
  const isOnDark = grounds.every((ground) => schemeOf(ground) === 'dark');
  const at = (lightness: number) => rgbOf(`oklch(from ${color} ${lightness.toFixed(4)} c h)`);
  // Searches from the readable end towards the colour.
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
