/** Evaluates the custom properties that a style sheet sets for the page, in light or dark mode. */
import { type Rgb, rgbOf } from '../../deck/model/colours.ts';

/** The viewer's colour scheme, or that of a slide's background. */
export type Scheme = 'light' | 'dark';

/** Values as written, by name with its dashes. */
export type Variables = ReadonlyMap<string, string>;

/**
 * The start of a block with its prelude, the declaration of a variable, or the end of a block; strings are
 * skipped.
 */
const TOKEN =
  /"(?:\\[\s\S]|[^"\\])*"|'(?:\\[\s\S]|[^'\\])*'|(?<=^|[{};])([^{};"']+)\{|(?<=[{;])(--[\w-]+):([^{};"']*)|\}/g;

/** Selectors of the elements around every slide. */
const PAGE = /^(?::root|html|body|\.reveal|\.reveal-viewport)$/;

/**
 * Returns the variables that minified CSS sets for the page. The last one wins, since specificity rarely
 * decides among these.
 */
export function variablesOf(css: string, scheme: Scheme): Map<string, string> {
  const found = new Map<string, string>();
  const around: string[] = [];
  for (const [token, prelude, name, value = ''] of css.matchAll(TOKEN)) {
    if (token === '}') around.pop();
    else if (prelude !== undefined) around.push(prelude.trim());
    else if (name !== undefined && around.every((each) => appliesToPage(each, scheme)))
      found.set(name, value.replace(/!important$/, '').trim());
  }
  return found;
}

/** Returns whether a block applies to the page. */
function appliesToPage(prelude: string, scheme: Scheme): boolean {
  if (prelude.startsWith('@supports')) return !/^@supports\s+not\b/.test(prelude);
  if (prelude.startsWith('@layer')) return true;
  if (prelude.startsWith('@media'))
    return new RegExp(`^@media\\s*(?:screen and )?\\(prefers-color-scheme:\\s*${scheme}\\)$`).test(prelude);
  return prelude.split(',').some((selector) => PAGE.test(selector.trim()));
}

/** Depth up to which variables may refer to each other; more is a cycle. */
const DEEPEST = 8;

/** Resolves `var()` and `light-dark()` in a value; undefined where a variable is unknown. */
export function resolveVariables(
  value: string,
  variables: Variables,
  scheme: Scheme,
  depth = DEEPEST,
): string | undefined {
  const start = /\b(var|light-dark)\(/.exec(value);
  if (!start) return value.trim();
  if (depth === 0) return undefined;
  const from = start.index + start[0].length;
  const end = closingOf(value, from);
  const parts = argumentsOf(value.slice(from, end));
  const [first = '', second] = parts;
  const chosen =
    start[1] === 'var' ? (variables.get(first.trim()) ?? second) : scheme === 'light' ? first : second;
  if (chosen === undefined) return undefined;
  const inner = resolveVariables(chosen, variables, scheme, depth - 1);
  if (inner === undefined) return undefined;
  return resolveVariables(
    value.slice(0, start.index) + inner + value.slice(end + 1),
    variables,
    scheme,
    depth - 1,
  );
}

/** Returns an opaque colour; undefined for anything else. */
export function opaqueColor(value: string, variables: Variables, scheme: Scheme): Rgb | undefined {
  const color = resolveVariables(value, variables, scheme);
  const rgb = color === undefined ? undefined : rgbOf(color);
  return rgb?.alpha === 1 ? rgb : undefined;
}

/** Returns the index of the bracket that closes the one opened before `from`. */
function closingOf(text: string, from: number): number {
  let open = 1;
  for (let at = from; at < text.length; at++) {
    if (text[at] === '(') open++;
    if (text[at] === ')' && --open === 0) return at;
  }
  return text.length;
}

/** Splits a function's arguments: the first, and everything after its comma. */
function argumentsOf(text: string): readonly [first: string, rest?: string] {
  let open = 0;
  for (const { 0: sign, index } of text.matchAll(/[(),]/g)) {
    if (sign === '(') open++;
    if (sign === ')') open--;
    if (sign === ',' && open === 0) return [text.slice(0, index), text.slice(index + 1)];
  }
  return [text];
}
