/** The themes by name: reveal.js's own and Lectern's, as CSS that loads nothing, and the faces it asks for. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { transform } from 'lightningcss';
import ownCss from '../../../client/themes/lectern.css?raw';
import additionsCss from '../../../client/themes/reveal-additions.css?raw';
import { nearest } from '../../deck/model/nearest.ts';
import { type Face, lecternFaces, revealFaces } from '../fonts/faces.ts';
import { nameFallbacks } from '../fonts/fallback.ts';
import { cssOptions } from './minify.ts';

/** How a theme's slides are measured, as reveal.js's configuration names it. */
export interface SlideSize {
  readonly width: number;
  readonly height: number;
  readonly margin: number;
  readonly center: boolean;
  /** Ours: the width where the window is narrow and higher than wide; the height follows the window's shape. */
  readonly narrowWidth?: number;
}

/** A theme, ready for a page. */
export interface Theme {
  readonly name: string;
  /** Minified, without `@font-face` and `@import`; its font stacks name the stand-ins of `fontFaceCss`. */
  readonly css: string;
  /** The faces that the CSS can ask for, the most important first. */
  readonly faces: readonly Face[];
  readonly slide: SlideSize;
  /** `auto` follows the viewer's `prefers-color-scheme`. */
  readonly dark: boolean | 'auto';
  /** The package whose CSS it is; absent for Lectern's own and for decks' own. */
  readonly package?: string;
  /** The code theme for decks that name none. */
  readonly highlightTheme: string;
}

/** A deck names a theme that does not exist. */
export class UnknownThemeError extends Error {
  /** A known name that is spelled alike. */
  readonly nearest: string | undefined;

  constructor(kind: 'theme' | 'highlight theme', name: string, names: readonly string[]) {
    super(`There is no ${kind} named "${name}".`);
    this.name = 'UnknownThemeError';
    this.nearest = nearest(name, names);
  }
}

const REVEAL_SIZE: SlideSize = { width: 960, height: 700, margin: 0.04, center: true };
const LECTERN_SIZE: SlideSize = { width: 1280, height: 720, margin: 0.04, center: false, narrowWidth: 640 };

/** Each theme of reveal.js, and the code theme that suits its ground. */
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

/** Lectern's themes; the scheme is what they fix. */
const ownThemes: Readonly<Record<string, 'light' | 'dark' | 'auto'>> = {
  lectern: 'auto',
  'lectern-light': 'light',
  'lectern-dark': 'dark',
};

/** Every theme's name, Lectern's first. */
export const themeNames: readonly string[] = [...Object.keys(ownThemes), ...Object.keys(revealThemes)];

const { resolve } = createRequire(import.meta.url);

/** Minifies a theme and takes out what it would load; `scheme` replaces `color-scheme: light dark`. */
function prepare(css: string, scheme: 'light' | 'dark' | 'auto'): string {
  const { code } = transform({
    filename: 'theme.css',
    code: Buffer.from(css),
    ...cssOptions,
    visitor: {
      Rule: { import: () => [], 'font-face': () => [] },
      Declaration: {
        // Only the page's own choice: a slide that turns itself dark stays dark.
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

/** Loads a theme by name. Throws {@link UnknownThemeError}. */
export async function loadTheme(name: string): Promise<Theme> {
  const scheme = Object.hasOwn(ownThemes, name) ? ownThemes[name] : undefined;
  if (scheme !== undefined) {
    const css = nameFallbacks(prepare(ownCss, scheme), lecternFaces);
    const dark = scheme === 'auto' ? 'auto' : scheme === 'dark';
    return { name, css, faces: lecternFaces, slide: LECTERN_SIZE, dark, highlightTheme: 'lectern' };
  }
  const known = Object.hasOwn(revealThemes, name) ? revealThemes[name] : undefined;
  if (known === undefined) throw new UnknownThemeError('theme', name, themeNames);
  const faces = revealFaces[name] ?? [];
  const source = await readFile(resolve(`reveal.js/theme/${name}.css`), 'utf8');
  const css = nameFallbacks(prepare(source + additionsCss, 'auto'), faces);
  return { name, css, faces, slide: REVEAL_SIZE, package: 'reveal.js', ...known };
}
