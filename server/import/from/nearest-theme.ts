/** The nearest of our themes to one of another tool. */
import { foreignTheme } from '../../deck/foreign/foreign-settings.ts';
import type { Remarks } from '../model.ts';

/** Themes of reveal.js, which have the same names here. */
export const REVEAL_THEMES: ReadonlySet<string> = new Set(
  'beige black black-contrast blood dracula league moon night serif simple sky solarized white white-contrast'.split(
    ' ',
  ),
);

/** Themes of other tools that are dark. */
const DARK = /dark|night|black|noir|dracula|moon/i;

/** Returns the nearest theme; undefined for that which a deck has without one. */
export function nearestTheme(
  written: unknown,
  line: number,
  remarks: Remarks,
  scheme?: unknown,
): string | undefined {
  const name = typeof written === 'string' ? written : undefined;
  const plain = scheme === 'dark' ? 'lectern-dark' : scheme === 'light' ? 'lectern-light' : undefined;
  if (name === undefined || name === 'default') return plain;
  if (REVEAL_THEMES.has(name)) return name;
  const known = foreignTheme(name)?.near;
  const near = (known === 'lectern' ? undefined : known) ?? (DARK.test(name) ? 'lectern-dark' : plain);
  remarks.became(
    line,
    `theme: ${name}`,
    near === undefined ? 'the theme `lectern`' : `the nearest theme, \`${near}\``,
  );
  return near;
}
