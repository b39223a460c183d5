/** Tells drawings that cannot be seen on a dark ground: SVG with dark strokes and no ground of its own. */
import { contrastRatio, plainRgbOf, type Rgb } from '../../model/colours.ts';

/** The ground of Lectern's dark theme, or close to that of others. */
const DARK: Rgb = { r: 22, g: 20, b: 18, alpha: 1 };

/** What graphics need against their ground (WCAG 2.2, 1.4.11). */
const LEAST = 3;

/** Parts that are drawn only where something refers to them. */
const ELSEWHERE = /<!--[\s\S]*?-->|<(defs|clipPath|mask|symbol|metadata|marker)\b[\s\S]*?<\/\1>/g;

/** Whether a drawing is dark, and shows the ground on which it stands. Drawings that know of dark schemes adapt by themselves. */
export function isDarkDrawing(svg: string): boolean {
  if (!svg.includes('<svg') || /prefers-color-scheme|light-dark\(/.test(svg)) return false;
  const drawn = svg.replace(ELSEWHERE, '');
  if (hasGround(drawn)) return false;
  // What a class of a style sheet says counts as often as it is written.
  const colours = [...svg.matchAll(/(?<![\w-])(?:fill|stroke|color)\s*(?::|=\s*["'])\s*([^"';}]+)/g)].flatMap(
    ([, written = '']) => colourOf(written.trim()) ?? [],
  );
  // What says nothing of its colour is black.
  return colours.filter((colour) => contrastRatio(colour, DARK) < LEAST).length * 2 >= colours.length;
}

function colourOf(written: string): Rgb | undefined {
  return written === 'currentColor' ? { r: 0, g: 0, b: 0, alpha: 1 } : plainRgbOf(written);
}

/** Whether what is drawn first is light, as the ground of a plot is, or a picture. */
function hasGround(drawn: string): boolean {
  if (/<svg\b[^>]*\bbackground/.test(drawn)) return true;
  const [, name, attributes = ''] = /<(rect|path|polygon|image)\b([^>]*)>/.exec(drawn) ?? [];
  if (name === 'image') return true;
  const fill = /(?<![\w-])fill\s*(?::|=\s*["'])\s*([^"';]+)/.exec(attributes)?.[1];
  const colour = fill === undefined ? undefined : colourOf(fill.trim());
  return colour !== undefined && colour.alpha > 0.5 && contrastRatio(colour, DARK) >= LEAST * 3;
}
