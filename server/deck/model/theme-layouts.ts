/** Finds the layouts that a theme's styles add. */

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
