/** Decides whether a slide's own background is dark or light, as reveal.js does, so that no browser has to. */
import { attribute, type Element } from '../../html/tree.ts';
import { plainRgbOf } from '../../model/colours.ts';

/** The classes that reveal.js sets on slides with a background of their own. */
export type Contrast = 'has-dark-background' | 'has-light-background';

/**
 * The brightness, from 0 to 255, below which reveal.js considers a colour dark (6.0.2,
 * `backgrounds.getContrastClass`).
 */
const DARK_BELOW = 128;

/**
 * Returns the class for a slide's background colour; undefined if it has none, or one that only a browser can compute.
 */
export function contrastOf(section: Element): Contrast | undefined {
  const color = attribute(section, 'data-background-color') ?? attribute(section, 'data-background');
  return color === undefined ? undefined : contrastOfColor(color);
}

/** Returns the class for a CSS colour; undefined if only a browser can compute it, or if it is transparent. */
export function contrastOfColor(color: string): Contrast | undefined {
  // reveal.js only computes the brightness of colours that browsers report as `rgb()`.
  const parsed = plainRgbOf(color);
  if (parsed === undefined || parsed.alpha === 0) return undefined;
  // reveal.js's `colorBrightness`, the formula of https://www.w3.org/TR/AERT/#color-contrast.
  const brightness = (parsed.r * 299 + parsed.g * 587 + parsed.b * 114) / 1000;
  return brightness < DARK_BELOW ? 'has-dark-background' : 'has-light-background';
}
