/** Marp's directives: what holds for the whole deck, for a slide and those after it, or with `_` for one slide. */
import { parse } from 'yaml';

/** Directives of the whole deck. */
const GLOBAL: ReadonlySet<string> = new Set(
  'theme style headingDivider lang size math title author description keywords url image marp'.split(' '),
);

/** Directives of slides. */
const LOCAL: ReadonlySet<string> = new Set([
  ...['paginate', 'header', 'footer', 'class', 'color', 'transition'],
  ...['backgroundColor', 'backgroundImage', 'backgroundPosition', 'backgroundRepeat', 'backgroundSize'],
]);

/** Values by directive. */
export type Values = Readonly<Record<string, unknown>>;

/** Directives, sorted by how far they reach. */
export interface Directives {
  readonly global: Values;
  /** For a slide and those after it. */
  readonly local: Values;
  /** For one slide. */
  readonly spot: Values;
}

/** Sorts values by how far they reach; unknown ones are left out. */
export function sortDirectives(values: Values): Directives {
  const sorted = { global: {}, local: {}, spot: {} } as Record<keyof Directives, Record<string, unknown>>;
  for (const [name, value] of Object.entries(values)) {
    const bare = name.replace(/^[_$]/, '');
    if (GLOBAL.has(bare)) sorted.global[bare] = value;
    else if (LOCAL.has(bare)) sorted[name.startsWith('_') ? 'spot' : 'local'][bare] = value;
  }
  return sorted;
}

/** Values that Marp reads as they are written, though YAML would not: `#fff` is a colour, and `a: b` a text. */
const LOOSE =
  /^([ \t]*[_$]?(?:class|header|footer|background(?:Color|Image|Position|Size)|theme|color|title|description|author)[ \t]*:[ \t]+)(?!["'[|>{])(\S.*)$/;

/** The begin of a text over several lines, which are further indented. */
const BLOCK = /^([ \t]*)[_$]?\w+[ \t]*:[ \t]*[|>][-+\d]*[ \t]*$/;

/** Returns the directives in a comment; undefined where it is one that speakers wrote for themselves. */
export function directivesIn(comment: string): Directives | undefined {
  const values = looseValues(comment);
  if (values === undefined) return undefined;
  const names = Object.keys(values).map((name) => name.replace(/^[_$]/, ''));
  return names.some((name) => GLOBAL.has(name) || LOCAL.has(name)) ? sortDirectives(values) : undefined;
}

/** Returns YAML with quotation marks around values that Marp reads as they are written. */
export function loosened(text: string): string {
  let indent: number | undefined;
  return text
    .split('\n')
    .map((line) => {
      // A style has colours, too.
      if (indent !== undefined && (line.trim() === '' || line.search(/\S/) > indent)) return line;
      indent = BLOCK.exec(line)?.[1]?.length;
      return line.replace(LOOSE, (_all, key: string, value: string) => key + JSON.stringify(value.trim()));
    })
    .join('\n');
}

/** Parses YAML as Marp does; undefined where it is no mapping. */
export function looseValues(text: string): Values | undefined {
  return [loosened(text), text].map(mappingIn).find((found) => found !== undefined);
}

function mappingIn(text: string): Values | undefined {
  try {
    const value: unknown = parse(text, { logLevel: 'silent' });
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}
