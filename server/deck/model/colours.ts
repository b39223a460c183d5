/** Colours as CSS writes them: what they are in sRGB, and how much they contrast. */
import { type CssColor, transform } from 'lightningcss';

/** A colour's parts: from 0 to 255, the last from 0 to 1. */
export interface Rgb {
  readonly r: number;
  readonly g: number;
  readonly b: number;
  readonly alpha: number;
}

/** Any colour in sRGB, such as one in `oklch()`; undefined where it is none, or depends on where it stands. */
export function rgbOf(color: string): Rgb | undefined {
  const plain = plainRgbOf(color);
  if (plain) return plain;
  // What is relative to a colour is worked out, where what it is relative to is known.
  return /^[a-z]+\(/i.test(color.trim()) ? plainRgbOf(`rgb(from ${color} r g b / alpha)`) : undefined;
}

/** A colour in one of the notations that CSS keeps as sRGB; undefined for all others. */
export function plainRgbOf(color: string): Rgb | undefined {
  // Nothing else stands in a colour, and no rule can be made to end early.
  if (!/^[\w\s#%(),./+-]+$/.test(color)) return undefined;
  const parsed = parseColor(color);
  return typeof parsed === 'object' && parsed.type === 'rgb' ? parsed : undefined;
}

/** The contrast of two opaque colours, from 1 to 21, as the Web Content Accessibility Guidelines define it. */
export function contrastRatio(one: Rgb, other: Rgb): number {
  const [a, b] = [luminanceOf(one), luminanceOf(other)];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

/** The best contrast that any of some colours has on any of others: of a gradient, text may stand on any part. */
export function bestRatio(inks: readonly Rgb[], grounds: readonly Rgb[]): number {
  return Math.max(...inks.flatMap((ink) => grounds.map((ground) => contrastRatio(ink, ground))));
}

/** A colour as `#rrggbb`, or shorter. */
export function hexOf({ r, g, b }: Rgb): string {
  const digits = [r, g, b].map((part) => Math.round(part).toString(16).padStart(2, '0')).join('');
  return `#${/^(?:(.)\1){3}$/.test(digits) ? digits.replace(/(.)\1/g, '$1') : digits}`;
}

/** As the guidelines define relative luminance. */
function luminanceOf({ r, g, b }: Rgb): number {
  const [red = 0, green = 0, blue = 0] = [r, g, b]
    .map((part) => part / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function parseColor(color: string): CssColor | undefined {
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
    // Browsers, too, skip what is no colour.
  }
  return found;
}
