/** The deck of the sheet, with every element and block that an author may use, in each of the themes. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { themeNames } from '../../server/bundle/css/themes.ts';

/** Every theme; the first of ours follows the viewer, who sees one of the two others. */
export const sheetThemes = themeNames.filter((name) => name !== 'lectern');

/** One of ours, and three of reveal.js's that have little in common: what takes seconds in each is looked at in these. */
export const typicalThemes = ['lectern-light', 'white', 'serif', 'blood'] as const;

/** The deck as files by name, one for each theme; `front` is added to the front matter. */
export function sheetDecks(themes: readonly string[], front = ''): Record<string, string> {
  const text = readFileSync(join(import.meta.dirname, 'deck.md'), 'utf8');
  const settings = `footer: ["{n} / {N}", The tide]\nrevealOptions: { transition: none }\n${front}`;
  return Object.fromEntries(
    themes.map((theme) => [
      `${theme}.md`,
      `---\ntitle: ${theme}\ntheme: ${theme}\n${settings}\n---\n\n${text}`,
    ]),
  );
}
