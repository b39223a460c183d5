/** Classes of other tools and of utility frameworks, and what they are here. */

/** Classes that do something here. */
const OURS: ReadonlySet<string> = new Set([
  ...[
    'title',
    'section',
    'statement',
    'quote',
    'full',
    'left',
    'right',
    'plain',
    'columns',
    'beside',
    'three',
  ],
  ...['center', 'middle', 'small', 'large', 'soft', 'accent', 'callout', 'dark', 'light', 'contain', 'cover'],
  ...['r-stack', 'r-hstack', 'r-vstack', 'r-stretch', 'r-fit-text', 'r-frame', 'fragment', 'fragments'],
  ...['fade-up', 'fade-down', 'fade-left', 'fade-right', 'fade-out', 'fade-in-then-out', 'current-visible'],
  ...[
    'fade-in-then-semi-out',
    'semi-fade-out',
    'grow',
    'shrink',
    'strike',
    'highlight-red',
    'highlight-green',
  ],
  ...['highlight-blue', 'highlight-current-red', 'highlight-current-green', 'highlight-current-blue'],
]);

/** Classes of utility frameworks, by pattern, and ours. */
const UTILITIES: readonly (readonly [RegExp, string])[] = [
  // Columns are equally wide here, and as many as there are parts. A prefix says from which width on.
  [/^(?:\w+:)?(?:grid-)?cols-(?:[2-9]|1\d|\[[^\]]*_[^\]]*\])(?:-\d+)?$/, 'columns'],
  [/^(?:two|three)[-_]?col(?:umn)?s$/i, 'columns'],
  [/^flex$/, 'r-hstack'],
  [/^text-center$/, 'center'],
  [/^text-(?:xs|sm)$/, 'small'],
  [/^text-(?:xl|[2-9]xl)$/, 'large'],
  [/^op(?:acity)?-?[1-7]\d$/, 'soft'],
  [/^text-(?:white|(?:gray|slate|zinc|neutral|stone)-[1-3]00)$/, ''],
  [/^text-(?:gray|slate|zinc|neutral|stone)(?:-\d+)?$/, 'soft'],
  [
    /^text-(?:red|orange|amber|yellow|lime|green|emerald|teal|cyan|sky|blue|indigo|violet|purple|pink|rose)(?:-\d+)?$/,
    'accent',
  ],
];

/** Returns whether a class does something here. */
export function isOurClass(name: string): boolean {
  return OURS.has(name);
}

/** Returns whether a name is a utility's that does something here. */
export function isUtility(name: string): boolean {
  return /^flex-/.test(name) || UTILITIES.some(([pattern]) => pattern.test(name));
}

/** Returns the classes that do something here, or that `css` is about. */
export function ourClasses(names: readonly string[], css = ''): string[] {
  const isStacked = names.some((name) => /^flex-col/.test(name));
  const found = names.flatMap((name) => {
    if (isStacked && name === 'flex') return [];
    if (OURS.has(name) || css.includes(`.${name}`)) return [name];
    const ours = UTILITIES.find(([pattern]) => pattern.test(name))?.[1] ?? '';
    return ours === '' ? [] : [ours];
  });
  return [...new Set(found)];
}

/** Splits the value of a `class` attribute. */
export function namesIn(written: string | undefined): string[] {
  return (written ?? '').split(/\s+/).filter((name) => name !== '');
}
