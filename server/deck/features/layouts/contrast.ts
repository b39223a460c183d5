/** Whether a slide's own background is dark or light, decided as reveal.js does, so that nothing waits for the browser. */

import { attribute, type Element } from '../../html/tree.ts';
import { plainRgbOf } from '../../model/colours.ts';

/** The classes that reveal.js gives to slides with a background of their own. */
export type Contrast = 'has-dark-background' | 'has-light-background';

/** The brightness, from 0 to 255, below which reveal.js calls a colour dark (6.0.2, `backgrounds.getContrastClass`). */
const DARK_BELOW = 128;

/** The class for a slide's background colour; undefined where it has none, or one that only a browser can tell. */
export function contrastOf(section: Element): Contrast | undefined {
  const color = attribute(section, 'data-background-color') ?? attribute(section, 'data-background');
  return color === undefined ? undefined : contrastOfColor(color);
}

/** The class for a colour as CSS writes it. */
export function contrastOfColor(color: string): Contrast | undefined {
  // Of what a browser does not compute to `rgb()`, reveal.js knows no brightness.
  const parsed = plainRgbOf(color);
  if (parsed === undefined || parsed.alpha === 0) return undefined;
  // reveal.js's `colorBrightness`, the formula of https://www.w3.org/TR/AERT/#color-contrast.
  const brightness = (parsed.r * 299 + parsed.g * 587 + parsed.b * 114) / 1000;
  return brightness < DARK_BELOW ? 'has-dark-background' : 'has-light-background';
}
