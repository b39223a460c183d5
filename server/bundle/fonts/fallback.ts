/** Fallback faces: system fonts scaled to a web font's metrics, so that nothing moves when that arrives. */
import { type Face, isMono } from './faces.ts';
import type { FontMetrics } from './sfnt.ts';

/** Frequency of each letter, and the space, in English text, in per cent of letters. */
const FREQUENCY: Readonly<Record<string, number>> = {
  ' ': 19,
  a: 8.17,
  b: 1.49,
  c: 2.78,
  d: 4.25,
  e: 12.7,
  f: 2.23,
  g: 2.02,
  h: 6.09,
  i: 6.97,
  j: 0.15,
  k: 0.77,
  l: 4.03,
  m: 2.41,
  n: 6.75,
  o: 7.51,
  p: 1.93,
  q: 0.1,
  r: 5.99,
  s: 6.33,
  t: 9.06,
  u: 2.76,
  v: 0.98,
  w: 2.36,
  x: 0.15,
  y: 1.97,
  z: 0.07,
};

/**
 * Mean width of text in Arial, in ems, by the frequencies above. Liberation Sans, Arimo and Helvetica have the
 * same widths; Roboto, on Android, is within 2 %.
 */
const ARIAL_WIDTH = {
  lower: { regular: 0.44554, bold: 0.4823 },
  upper: { regular: 0.60384, bold: 0.6106 },
} as const;

/** Courier New, Liberation Mono and Menlo all use 0.6 em per character. */
const MONO_WIDTH = 0.6;

const SANS = ['Arial', 'Liberation Sans', 'Arimo', 'Helvetica', 'Roboto'];
const MONO = ['Menlo', 'Liberation Mono', 'Courier New', 'DejaVu Sans Mono', 'Droid Sans Mono'];

/** The weight from which the bold fallback is closer than the regular one. */
const BOLD_FROM = 550;

/** Returns the name of the fallback for a family. */
export function fallbackFamily(family: string): string {
  return `${family} Fallback`;
}

/** Returns the mean width of text in a font, in ems. Missing letters are ignored. */
export function meanWidth(metrics: FontMetrics, uppercase: boolean): number {
  let [width, weight] = [0, 0];
  for (const [letter, frequency] of Object.entries(FREQUENCY)) {
    const advance = metrics.advance((uppercase ? letter.toUpperCase() : letter).charCodeAt(0));
    if (advance === undefined) continue;
    width += advance * frequency;
    weight += frequency;
  }
  return weight === 0 ? 0 : width / weight / metrics.unitsPerEm;
}

function localNames(face: Face, bold: boolean): string {
  const suffix = `${bold ? ' Bold' : ''}${face.style === 'italic' ? ' Italic' : ''}`;
  const names = isMono(face) ? MONO : SANS;
  return names.map((name) => `local("${name}${suffix}")`).join();
}

function percent(ratio: number): string {
  return `${Number((ratio * 100).toFixed(2))}%`;
}

/** The metrics that a fallback is fitted to, for a range of weights. */
export interface Fit {
  readonly metrics: FontMetrics;
  readonly weight: string;
  readonly bold: boolean;
}

/** Returns the `@font-face` rule of a fallback (CSS Fonts 5, `size-adjust`; CSS Fonts 4, the metric overrides). */
export function fallbackRule(face: Face, { metrics, weight, bold }: Fit): string {
  const widths = ARIAL_WIDTH[face.uppercase ? 'upper' : 'lower'];
  const reference = isMono(face) ? MONO_WIDTH : widths[bold ? 'bold' : 'regular'];
  const adjust = meanWidth(metrics, face.uppercase) / reference;
  // The overrides are relative to the em after size-adjust.
  const override = (units: number): string => percent(units / metrics.unitsPerEm / adjust);
  return [
    `@font-face{font-family:"${fallbackFamily(face.family)}"`,
    ...(face.style === 'italic' ? ['font-style:italic'] : []),
    `font-weight:${weight}`,
    `src:${localNames(face, bold)}`,
    `size-adjust:${percent(adjust)}`,
    `ascent-override:${override(metrics.ascent)}`,
    `descent-override:${override(-metrics.descent)}`,
    `line-gap-override:${override(metrics.lineGap)}}`,
  ].join(';');
}

/**
 * Returns the weights that each fallback of a face covers: one for a static font, regular and bold for a
 * variable one.
 */
export function fallbackWeights(face: Face): { weight: string; bold: boolean; at: number }[] {
  if (typeof face.weight === 'number')
    return [{ weight: String(face.weight), bold: face.weight >= BOLD_FROM, at: face.weight }];
  const [lightest, heaviest] = face.weight;
  if (lightest >= BOLD_FROM || heaviest < BOLD_FROM) {
    return [{ weight: `${lightest} ${heaviest}`, bold: lightest >= BOLD_FROM, at: lightest }];
  }
  return [
    { weight: `${lightest} ${BOLD_FROM - 1}`, bold: false, at: lightest },
    { weight: `${BOLD_FROM} ${heaviest}`, bold: true, at: heaviest },
  ];
}

/** Adds the fallback after every family of `faces` in font stacks. `css` is minified. */
export function nameFallbacks(css: string, faces: readonly Face[]): string {
  const families = new Set(faces.filter((face) => face.role !== 'math').map((face) => face.family));
  let result = css;
  for (const family of families) {
    const fallback = `"${fallbackFamily(family)}"`;
    const name = new RegExp(`(?<=[:,\\s])(["']?)${family}\\1(?=\\s*[,;}!])(?!\\s*,\\s*${fallback})`, 'g');
    result = result.replace(name, (found) => `${found},${fallback}`);
  }
  return result;
}
