/** The code themes by name, as minified CSS: those of highlight.js, and the one of Lectern's own themes. */
import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { transform } from 'lightningcss';
import ownCss from '../../../client/themes/lectern-code.css?raw';
import { cssOptions } from './minify.ts';
import { UnknownThemeError } from './themes.ts';

const { resolve } = createRequire(import.meta.url);

/** The code theme of Lectern's own themes, whose variables it uses. */
export const OWN_HIGHLIGHT_THEME = 'lectern';

/** The package whose CSS a code theme is; undefined for our own. */
export function packageOfCodeTheme(name: string): string | undefined {
  return name === OWN_HIGHLIGHT_THEME ? undefined : 'highlight.js';
}

/** Names of older releases of highlight.js that moved under another one. */
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

/** Every code theme's name, Lectern's first, those of the folder `base16` last and with it: `base16/zenburn`. */
export function highlightThemeNames(): readonly string[] {
  const styles = join(dirname(resolve('highlight.js/package.json')), 'styles');
  return [OWN_HIGHLIGHT_THEME, ...namesIn(styles, ''), ...namesIn(join(styles, 'base16'), 'base16/')];
}

/** The theme that an author means: `.css` may follow it, and `base16/`, where it is the only one, may be left out. */
function findName(written: string, names: readonly string[]): string | undefined {
  const name = written.toLowerCase().replace(/(?:\.min)?\.css$/, '');
  return [name, RENAMED[name], `base16/${name}`].find(
    (candidate) => candidate !== undefined && names.includes(candidate),
  );
}

/**
 * Loads a code theme by name. The pictures behind three of them (`brown-paper`, `grayscale`, `pojoaque`) are left out;
 * their ground colour remains. Throws {@link UnknownThemeError}.
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
