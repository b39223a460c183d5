/** Loads code themes by name, as minified CSS: those of highlight.js, and that of Lectern's own themes. */
import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { transform } from 'lightningcss';
import ownCss from '../../../client/themes/own-code.css?raw';
import { cssOptions } from './minify.ts';
import { UnknownThemeError } from './themes.ts';

const { resolve } = createRequire(import.meta.url);

/** The code theme of Lectern's own themes, which uses their variables. */
export const OWN_HIGHLIGHT_THEME = 'lectern';

/** Returns the package of a code theme; undefined for our own. */
export function packageOfCodeTheme(name: string): string | undefined {
  return name === OWN_HIGHLIGHT_THEME ? undefined : 'highlight.js';
}

/** Themes of older releases of highlight.js, by their new names. */
const RENAMED: Readonly<Record<string, string>> = {
  darkula: 'base16/darcula',
  'gruvbox-dark': 'base16/gruvbox-dark-medium',
  'gruvbox-light': 'base16/gruvbox-light-medium',
  'kimbie.dark': 'kimbie-dark',
  'kimbie.light': 'kimbie-light',
  qtcreator_dark: 'qtcreator-dark',
  qtcreator_light: 'qtcreator-light',
  'atom-one-dark-reasonable.min': 'atom-one-dark-reasonable',
};

function namesIn(directory: string, prefix: string): string[] {
  return readdirSync(directory)
    .filter((file) => file.endsWith('.css') && !file.endsWith('.min.css'))
    .map((file) => prefix + file.slice(0, -'.css'.length))
    .sort();
}

/**
 * Returns the names of all code themes: Lectern's first, those of the folder `base16` last, with the folder:
 * `base16/zenburn`.
 */
export function highlightThemeNames(): readonly string[] {
  const styles = join(dirname(resolve('highlight.js/package.json')), 'styles');
  return [OWN_HIGHLIGHT_THEME, ...namesIn(styles, ''), ...namesIn(join(styles, 'base16'), 'base16/')];
}

/**
 * Finds the theme that an author means, with or without `.css`, and without `base16/` where that is
 * unambiguous.
 */
function findName(written: string, names: readonly string[]): string | undefined {
  const name = written.toLowerCase().replace(/(?:\.min)?\.css$/, '');
  return [name, RENAMED[name], `base16/${name}`].find(
    (candidate) => candidate !== undefined && names.includes(candidate),
  );
}

/**
 * Loads a code theme by name. The background pictures of three of them (`brown-paper`, `grayscale`, `pojoaque`)
 * are left out; their background colours remain. @throws {UnknownThemeError}
 */
export async function loadHighlightTheme(written: string): Promise<string> {
  const names = highlightThemeNames();
  const name = findName(written, names);
  if (name === undefined) {
    throw new UnknownThemeError('highlight theme', written, [
      ...names,
      ...names.flatMap((known) => (known.startsWith('base16/') ? [known.slice('base16/'.length)] : [])),
    ]);
  }
  const { code } = transform({
    filename: `${name}.css`,
    code:
      name === OWN_HIGHLIGHT_THEME
        ? Buffer.from(ownCss)
        : await readFile(resolve(`highlight.js/styles/${name}.css`)),
    ...cssOptions,
    visitor: { Image: (image) => (image.type === 'url' ? { type: 'none' } : undefined) },
  });
  return code.toString();
}
