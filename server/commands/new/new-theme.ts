/** Writes the files of a theme's folder, which explain themselves. Pure. */
import styles from './theme.css?raw';
import settings from './theme.yml?raw';

/** The facts for a new theme. */
export interface NewTheme {
  /** What it is called, for its footer. */
  readonly title: string;
  /** The name of its folder. */
  readonly slug: string;
}

/** Returns the theme's files by name. */
export function themeFiles({ title, slug }: NewTheme): ReadonlyMap<string, string> {
  const named = (text: string) =>
    text.replaceAll('TITLE', () => title.replace(/["\\]/g, '\\$&')).replaceAll('SLUG', () => slug);
  return new Map([
    ['theme.yml', named(settings)],
    ['theme.css', named(styles)],
  ]);
}
