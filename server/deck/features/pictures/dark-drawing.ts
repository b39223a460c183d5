/** Finds drawings that are invisible on a dark or a light background: SVG with such strokes and no background of its own. */
import { contrastRatio, plainRgbOf, type Rgb } from '../../model/colours.ts';

/** The background of Lectern's dark theme, which is close to that of others. */
const DARK: Rgb = { r: 22, g: 20, b: 18, alpha: 1 };

/** The background of light themes, about. */
const LIGHT: Rgb = { r: 255, g: 254, b: 251, alpha: 1 };

/** A contrast at which what is drawn is lost; yellow, which logos have on white, is above it. */
const LOST = 1.5;

/** The minimum contrast of graphics with their background (WCAG 2.2, 1.4.11). */
const LEAST = 3;

/** Elements that are only drawn where something refers to them. */
const ELSEWHERE = /<!--[\s\S]*?-->|<(defs|clipPath|mask|symbol|metadata|marker)\b[\s\S]*?<\/\1>/g;

/**
 * Returns whether a drawing is dark and has a transparent background. Drawings with rules for dark colour schemes
 * adapt by themselves.
 */
export function isDarkDrawing(svg: string): boolean {
  if (!hasOneLook(svg)) return false;
  const drawn = svg.replace(ELSEWHERE, '');
  if (hasGround(drawn)) return false;
  const colours = coloursOf(svg);
  // Without any colours, a drawing is black.
  return colours.filter(isLostOnDark).length * 2 >= colours.length;
}

/** Returns whether a drawing is nearly white, or half of it is, without a ground that it is white on. */
export function isLightDrawing(svg: string): boolean {
  if (!hasOneLook(svg)) return false;
  const colours = coloursOf(svg);
  const light = colours.filter(isLostOnLight);
  if (light.length === 0 || light.length * 2 < colours.length) return false;
  return light.length === colours.length || !hasGround(svg.replace(ELSEWHERE, ''));
}

/** Returns whether a colour cannot be told from the background of dark slides. */
export function isLostOnDark(colour: Rgb): boolean {
  return contrastRatio(colour, DARK) < LEAST;
}

/** Returns whether a colour cannot be told from the background of light slides. */
export function isLostOnLight(colour: Rgb): boolean {
  return contrastRatio(colour, LIGHT) < LOST;
}

/** Returns whether it is a drawing that looks the same in the light and in the dark. */
function hasOneLook(svg: string): boolean {
  return svg.includes('<svg') && !/prefers-color-scheme|light-dark\(/.test(svg);
}

/** Returns the colours that are written; one in a style sheet is counted once, however many elements it applies to. */
function coloursOf(svg: string): Rgb[] {
  return [...svg.matchAll(/(?<![\w-])(?:fill|stroke|color)\s*(?::|=\s*["'])\s*([^"';}]+)/g)].flatMap(
    ([, written = '']) => colourOf(written.trim()) ?? [],
  );
}

function colourOf(written: string): Rgb | undefined {
  return written === 'currentColor' ? { r: 0, g: 0, b: 0, alpha: 1 } : plainRgbOf(written);
}

/** Returns whether the first shape is light, as the background of a plot is, or a picture. */
function hasGround(drawn: string): boolean {
  if (/<svg\b[^>]*\bbackground/.test(drawn)) return true;
  const [, name, attributes = ''] = /<(rect|path|polygon|image)\b([^>]*)>/.exec(drawn) ?? [];
  if (name === 'image') return true;
  const fill = /(?<![\w-])fill\s*(?::|=\s*["'])\s*([^"';]+)/.exec(attributes)?.[1];
  const colour = fill === undefined ? undefined : colourOf(fill.trim());
  return colour !== undefined && colour.alpha > 0.5 && contrastRatio(colour, DARK) >= LEAST * 3;
}
