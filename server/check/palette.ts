/** The colours of a deck's theme, as far as they are known without a browser. */
import { loadTheme, themeNames } from '../bundle/themes.ts';
import type { DeckSettings } from '../deck/settings.ts';

/** Colours as CSS writes them. */
export interface Ink {
  readonly text: string;
  readonly heading: string;
}

/** What a theme shows text in. */
export interface Palette {
  /** On the theme's own ground, for each scheme that the viewer may have; a ground that is no colour is undefined. */
  readonly schemes: readonly (Ink & { readonly ground: string | undefined })[];
  /** On slides with a dark and a light background colour of their own. */
  readonly onDark: Ink;
  readonly onLight: Ink;
}

/** The palette of a deck; undefined where the deck has styles of its own, which may change anything. */
export async function paletteOf({ theme = 'lectern', css }: DeckSettings): Promise<Palette | undefined> {
  const name = theme.replace(/\.css$/i, '');
  if (css.length > 0 || !themeNames.includes(name)) return undefined;
  const { css: style, dark } = await loadTheme(name);
  return name.startsWith('lectern') ? ownPalette(style, dark) : revealPalette(style);
}

function ownPalette(style: string, dark: boolean | 'auto'): Palette | undefined {
  const [papers, inks] = ['paper', 'ink'].map((name) =>
    new RegExp(`--${name}:light-dark\\(([^,]+),([^)]+)\\)`).exec(style)?.slice(1, 3),
  );
  const inkAt = (scheme: 0 | 1): Ink => ({ text: inks?.[scheme] ?? '', heading: inks?.[scheme] ?? '' });
  const schemes = dark === 'auto' ? ([0, 1] as const) : dark ? ([1] as const) : ([0] as const);
  return {
    schemes: schemes.map((scheme) => ({ ...inkAt(scheme), ground: papers?.[scheme] })),
    onDark: inkAt(1),
    onLight: inkAt(0),
  };
}

function revealPalette(style: string): Palette {
  const variable = (name: string) => new RegExp(`--r-${name}:([^;}]+)`).exec(style)?.[1] ?? '';
  const own: Ink = { text: variable('main-color'), heading: variable('heading-color') };
  const on = (kind: 'dark' | 'light'): Ink => {
    const color = new RegExp(`has-${kind}-background[^{}]*\\{color:([^;}]+)`).exec(style)?.[1];
    return color === undefined ? own : { text: color, heading: color };
  };
  // A gradient has no one contrast.
  const ground = variable('background').includes('gradient') ? undefined : variable('background-color');
  return { schemes: [{ ...own, ground }], onDark: on('dark'), onLight: on('light') };
}
