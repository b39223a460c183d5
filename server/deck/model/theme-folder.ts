/** A theme that is a folder, or a package of the same shape: `theme.yml`, `theme.css`, and what these name. */
import type { StyleSheet } from './settings.ts';

/** What is known of such a theme beside its settings. */
export interface ThemeFolder {
  /** Path of its `theme.yml` as the author knows it, whether or not there is one; its addresses are relative to it. */
  readonly from: string;
  /** Its `theme.css`. */
  readonly styles?: StyleSheet;
  /** The layouts that `theme.css` adds: classes for slides. */
  readonly layouts: readonly string[];
}

/** Classes that reveal.js, or compiling, sets on slides: rules for them add no layout. */
const STATES: ReadonlySet<string> = new Set(
  'present past future stack visible has-dark-background has-light-background'.split(' '),
);

/**
 * Returns the layouts that a theme's styles add: the classes in selectors such as `section.hero`, but for `known`
 * ones.
 */
export function layoutsIn(css: string, known: ReadonlySet<string>): string[] {
  const rules = css.replace(/\/\*[\s\S]*?\*\//g, '').replace(/\{[^{}]*\}/g, '{}');
  const names = [...rules.matchAll(/\bsection((?:\.[\w-]+)+)/g)].flatMap(([, of = '']) =>
    of.slice(1).split('.'),
  );
  return [...new Set(names)].filter((name) => !known.has(name) && !STATES.has(name));
}
