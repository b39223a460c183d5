/** Loads themes by name, reveal.js's and Lectern's, as CSS that loads nothing, with the font faces that it uses. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { transform } from 'lightningcss';
import additionsCss from '../../../client/themes/reveal-additions.css?raw';
import { nearest } from '../../deck/model/nearest.ts';
import { OWN_THEMES } from '../../deck/model/own-themes.ts';
import { type Face, revealFaces } from '../fonts/faces.ts';
import { nameFallbacks } from '../fonts/fallback.ts';
import { ownFaces } from '../fonts/family-faces.ts';
import { cssOptions } from './minify.ts';
import { ownThemeCss } from './own-theme-css.ts';

/** The size of a theme's slides, in the terms of reveal.js's configuration. */
export interface SlideSize {
  readonly width: number;
  readonly height: number;
  readonly margin: number;
  readonly center: boolean;
  /** Lectern's own: width in narrow portrait windows; the height follows the window's ratio. */
  readonly narrowWidth?: number;
}

/** A theme, ready for a page. */
export interface Theme {
  readonly name: string;
  /**
   * Minified, without `@font-face` and `@import`; its font stacks include the fallback families of
   * `fontFaceCss`.
   */
  readonly css: string;
  /** The faces that the CSS may use, the most important first. */
  readonly faces: readonly Face[];
  readonly slide: SlideSize;
  /** `auto` follows the viewer's `prefers-color-scheme`. */
  readonly dark: boolean | 'auto';
  /** The package of the CSS; absent for Lectern's own themes and for decks' own. */
  readonly package?: string;
  /** The code theme for decks without one. */
  readonly highlightTheme: string;
}

/** The error for a theme that does not exist. */
export class UnknownThemeError extends Error {
  /** A known name with a similar spelling. */
  readonly nearest: string | undefined;

  constructor(kind: 'theme' | 'highlight theme', name: string, names: readonly string[]) {
    super(`There is no ${kind} named "${name}".`);
    this.name = 'UnknownThemeError';
    this.nearest = nearest(name, names);
  }
}

const REVEAL_SIZE: SlideSize = { width: 960, height: 700, margin: 0.04, center: true };
const LECTERN_SIZE: SlideSize = { width: 1280, height: 720, margin: 0.04, center: false, narrowWidth: 640 };

/** reveal.js's themes, each with a code theme that suits its background. */
const revealThemes: Readonly<Record<string, { dark: boolean; highlightTheme: string }>> = {
  beige: { dark: false, highlightTheme: 'github' },
  black: { dark: true, highlightTheme: 'monokai' },
  'black-contrast': { dark: true, highlightTheme: 'monokai' },
  blood: { dark: true, highlightTheme: 'monokai' },
  dracula: { dark: true, highlightTheme: 'base16/dracula' },
  league: { dark: true, highlightTheme: 'monokai' },
  moon: { dark: true, highlightTheme: 'monokai' },
  night: { dark: true, highlightTheme: 'monokai' },
  serif: { dark: false, highlightTheme: 'github' },
  simple: { dark: false, highlightTheme: 'github' },
  sky: { dark: false, highlightTheme: 'github' },
  solarized: { dark: false, highlightTheme: 'github' },
  white: { dark: false, highlightTheme: 'github' },
  'white-contrast': { dark: false, highlightTheme: 'github' },
};

/** The names of all themes, Lectern's first. */
export const themeNames: readonly string[] = [...OWN_THEMES.keys(), ...Object.keys(revealThemes)];

const { resolve } = createRequire(import.meta.url);

/** Minifies a theme and removes what it would load; `scheme` replaces `color-scheme: light dark`. */
function prepare(css: string, scheme: 'light' | 'dark' | 'auto'): string {
  const { code } = transform({
    filename: 'theme.css',
    code: Buffer.from(css),
    ...cssOptions,
    visitor: {
      Rule: { import: () => [], 'font-face': () => [] },
      Declaration: {
        // Only for the page: a slide that sets itself dark stays dark.
        'color-scheme': (declaration) => {
          if (scheme === 'auto' || declaration.property !== 'color-scheme') return;
          const { light, dark, only } = declaration.value;
          if (!light || !dark) return;
          return { ...declaration, value: { light: scheme === 'light', dark: scheme === 'dark', only } };
        },
      },
    },
  });
  return code.toString();
}

/** Loads a theme by name. @throws {UnknownThemeError} */
export async function loadTheme(name: string): Promise<Theme> {
  const own = OWN_THEMES.get(name);
  if (own !== undefined) {
    const faces = ownFaces[own.family];
    const css = nameFallbacks(prepare(ownThemeCss(own.family), own.scheme), faces);
    const dark = own.scheme === 'auto' ? 'auto' : own.scheme === 'dark';
    return { name, css, faces, slide: LECTERN_SIZE, dark, highlightTheme: 'lectern' };
  }
  const known = Object.hasOwn(revealThemes, name) ? revealThemes[name] : undefined;
  if (known === undefined) throw new UnknownThemeError('theme', name, themeNames);
  const faces = revealFaces[name] ?? [];
  const source = await readFile(resolve(`reveal.js/theme/${name}.css`), 'utf8');
  const css = nameFallbacks(prepare(source + additionsCss, 'auto'), faces);
  return { name, css, faces, slide: REVEAL_SIZE, package: 'reveal.js', ...known };
}
