/** Gives browsers without `light-dark()`, such as Safari before 17.5, the colours of one scheme, chosen when a deck is compiled. */
import { transform } from 'lightningcss';
import { resolveVariables, type Scheme } from './css-variables.ts';
import { cssOptions } from './minify.ts';

/** The condition for these browsers. */
const WITHOUT = '@supports not (color:light-dark(#000,#fff))';

/** A block of declarations in minified CSS; in strings, anything may be. */
const BLOCK = /\{((?:[^{}"']|"[^"]*"|'[^']*')*)\}/g;

/** The same of the page. */
const PAGE = new RegExp(`(?<=^|[{}]):root${BLOCK.source}`, 'g');

const DECLARATION = /(?:[^;"']|"[^"]*"|'[^']*')+/g;

/** Declarations by name. */
type Declarations = ReadonlyMap<string, string>;

/**
 * Returns minified CSS in which whatever uses `light-dark()` has a plain value, too, of the page's scheme. Where a rule sets the
 * other scheme, it has that one's values of the page's variables, `page`, since those are computed for the page.
 */
export function withPlainColours(css: string, scheme: Scheme, page: Declarations): string {
  if (!/light-dark\(|color-scheme:/.test(css)) return css;
  const changed = css.replace(BLOCK, (whole, body: string) => {
    const plain = plainOf(declarationsIn(body), scheme, page).map((each) => each.join(':'));
    return plain.length === 0 ? whole : `{${body};${WITHOUT}{${plain.join(';')}}}`;
  });
  if (changed === css) return css;
  // Lightning CSS resolves the nested blocks.
  return transform({ ...cssOptions, filename: 'plain.css', code: Buffer.from(changed) }).code.toString();
}

/** Returns the variables of the page that depend on the scheme: those with `light-dark()`, and those that refer to them. */
export function schemeVariables(css: string): Map<string, string> {
  const all = new Map([...css.matchAll(PAGE)].flatMap(([, body = '']) => [...declarationsIn(body)]));
  const depends = (value: string): boolean =>
    value.includes('light-dark(') ||
    [...value.matchAll(/var\((--[\w-]+)/g)].some(([, name = '']) => depends(all.get(name) ?? ''));
  return new Map([...all].filter(([name, value]) => name.startsWith('--') && depends(value)));
}

/** Returns the plain declarations that a block needs. */
function plainOf(block: Declarations, scheme: Scheme, page: Declarations): (readonly [string, string])[] {
  const set = block.get('color-scheme');
  const isOther = (set === 'light' || set === 'dark') && set !== scheme;
  const own = isOther ? set : scheme;
  const ofPage = isOther ? [...page].filter(([name]) => !block.has(name)) : [];
  const ofBlock = [...block].filter(([, value]) => value.includes('light-dark('));
  return [
    ...(set === 'light dark' ? [['color-scheme', scheme] as const] : []),
    ...[...ofPage, ...ofBlock].flatMap(([name, value]) => {
      const plain = value.includes('light-dark(') ? resolveVariables(value, NONE, own) : value;
      return plain === undefined ? [] : [[name, plain] as const];
    }),
  ];
}

const NONE: Declarations = new Map();

function declarationsIn(body: string): Map<string, string> {
  return new Map(
    [...body.matchAll(DECLARATION)].flatMap(([declaration]) => {
      const [, name, value = ''] = /^\s*([\w-]+)\s*:([\s\S]*)$/.exec(declaration) ?? [];
      return name === undefined ? [] : [[name, value.trim()] as const];
    }),
  );
}
