/** Parses CSS colours, converts them to sRGB, and computes their contrast. */
import { type CssColor, transform } from 'lightningcss';

/** A colour's components: red, green and blue from 0 to 255, alpha from 0 to 1. */
export interface Rgb {
  readonly r: number;
  readonly g: number;
  readonly b: number;
  readonly alpha: number;
}

/** Returns any CSS colour in sRGB, such as one in `oklch()`; undefined if it is invalid or depends on its context. */
export function rgbOf(color: string): Rgb | undefined {
  const plain = plainRgbOf(color);
  if (plain) return plain;
  // A colour function is resolved by relative colour syntax, if its arguments are known.
  return /^[a-z]+\(/i.test(color.trim()) ? plainRgbOf(`rgb(from ${color} r g b / alpha)`) : undefined;
}

/** Returns a colour written in one of CSS's sRGB notations; undefined for all others. */
export function plainRgbOf(color: string): Rgb | undefined {
  // A colour contains no other characters; this also keeps a text from ending a CSS rule early.
  if (!/^[\w\s#%(),./+-]+$/.test(color)) return undefined;
  const parsed = parseColor(color);
  return typeof parsed === 'object' && parsed.type === 'rgb' ? parsed : undefined;
}

/**
 * Returns the contrast ratio of two opaque colours, from 1 to 21, as the Web Content Accessibility Guidelines define
 * it.
 */
export function contrastRatio(one: Rgb, other: Rgb): number {
  const [a, b] = [luminanceOf(one), luminanceOf(other)];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

/**
 * Returns the best contrast of any of some text colours with any of some backgrounds: text may be on any part of a
 * gradient.
 */
export function bestRatio(inks: readonly Rgb[], grounds: readonly Rgb[]): number {
  return Math.max(...inks.flatMap((ink) => grounds.map((ground) => contrastRatio(ink, ground))));
}

/** Returns a colour as `#rrggbb`, or as `#rgb` if possible. */
export function hexOf({ r, g, b }: Rgb): string {
  const digits = [r, g, b].map((part) => Math.round(part).toString(16).padStart(2, '0')).join('');
  return `#${/^(?:(.)\1){3}$/.test(digits) ? digits.replace(/(.)\1/g, '$1') : digits}`;
}

/** Returns the relative luminance, as the guidelines define it. */
function luminanceOf({ r, g, b }: Rgb): number {
  const [red = 0, green = 0, blue = 0] = [r, g, b]
    .map((part) => part / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** The most colours that are kept; those of all themes are some hundred. */
const MOST_KEPT = 1_000;

/** Colours by their notation: a check asks for a deck's two dozen two thousand times. */
const parsedColors = new Map<string, CssColor | undefined>();

function parseColor(color: string): CssColor | undefined {
  if (parsedColors.has(color)) return parsedColors.get(color);
  if (parsedColors.size >= MOST_KEPT) parsedColors.clear();
  const parsed = parseAnew(color);
  parsedColors.set(color, parsed);
  return parsed;
}

function parseAnew(color: string): CssColor | undefined {
  let found: CssColor | undefined;
  try {
    transform({
      filename: 'color.css',
      code: Buffer.from(`a{color:${color}}`),
      visitor: {
        Color: (value) => {
          found = value;
        },
      },
    });
  } catch {
    // Browsers also skip invalid colours.
  }
  return found;
}
