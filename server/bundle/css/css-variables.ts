/** The variables that a style sheet gives the page, in a viewer's light or dark scheme, and the colours that follow from them. */
import { type Rgb, rgbOf } from '../../deck/model/colours.ts';

/** What a viewer's system asks for, or a slide's own background. */
export type Scheme = 'light' | 'dark';

/** Values as they were written, by name with its dashes. */
export type Variables = ReadonlyMap<string, string>;

/** A block's beginning with what stands before it, a declaration of a variable, or a block's end; strings are passed over. */
const TOKEN =
  /"(?:\\[\s\S]|[^"\\])*"|'(?:\\[\s\S]|[^'\\])*'|(?<=^|[{};])([^{};"']+)\{|(?<=[{;])(--[\w-]+):([^{};"']*)|\}/g;

/** Selectors of what every slide stands in. */
const PAGE = /^(?::root|html|body|\.reveal|\.reveal-viewport)$/;

/** The variables that minified CSS sets for the page; the last wins, as specificity seldom decides among these. */
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

/** Whether what stands in a block counts for the page. */
function appliesToPage(prelude: string, scheme: Scheme): boolean {
  if (prelude.startsWith('@supports')) return !/^@supports\s+not\b/.test(prelude);
  if (prelude.startsWith('@layer')) return true;
  if (prelude.startsWith('@media'))
    return new RegExp(`^@media\\s*(?:screen and )?\\(prefers-color-scheme:\\s*${scheme}\\)$`).test(prelude);
  return prelude.split(',').some((selector) => PAGE.test(selector.trim()));
}

/** How deep variables may name each other: more is a circle. */
const DEEPEST = 8;

/** A value with `var()` and `light-dark()` worked out; undefined where a variable is not known. */
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

/** An opaque colour; undefined where it is none that is known. */
export function opaqueColor(value: string, variables: Variables, scheme: Scheme): Rgb | undefined {
  const color = resolveVariables(value, variables, scheme);
  const rgb = color === undefined ? undefined : rgbOf(color);
  return rgb?.alpha === 1 ? rgb : undefined;
}

/** Where the bracket that was opened before a place is closed. */
function closingOf(text: string, from: number): number {
  let open = 1;
  for (let at = from; at < text.length; at++) {
    if (text[at] === '(') open++;
    if (text[at] === ')' && --open === 0) return at;
  }
  return text.length;
}

/** A function's arguments: the first, and all that follows its comma. */
function argumentsOf(text: string): readonly [first: string, rest?: string] {
  let open = 0;
  for (const { 0: sign, index } of text.matchAll(/[(),]/g)) {
    if (sign === '(') open++;
    if (sign === ')') open--;
    if (sign === ',' && open === 0) return [text.slice(0, index), text.slice(index + 1)];
  }
  return [text];
}
