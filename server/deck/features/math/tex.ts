/** Facts about TeX that can be found without typesetting it. */

/** A formula. */
export interface Formula {
  readonly tex: string;
  readonly display: boolean;
}

/** Macros by name, including the backslash, in KaTeX's forms: TeX, or KaTeX's own result of parsing it. */
export type Macros = Record<string, string | object | ((expander: object) => string | object)>;

/** Commands that define macros. */
const DEFINES =
  /\\(?:newcommand|renewcommand|providecommand|[egx]?def|let|futurelet|DeclareMathOperator)(?![a-zA-Z])/;

/** Commands that may produce equation numbers, tags or labels. */
const NUMBERS = /\\(?:begin\s*\{(?:equation|align|alignat|gather)\}|tag(?![a-zA-Z])|label(?![a-zA-Z]))/;

const REFERENCES = /\\(?:eq)?ref\s*\{([^{}]*)\}/g;

/** A single reference to an equation, with the non-breaking space before it. */
export const REFERENCE = /^(~?)\\(eqref|ref)\{([^{}\n]+)\}$/;

/** Returns whether a formula defines macros for later ones. */
export function defines(tex: string): boolean {
  return DEFINES.test(tex);
}

/** Returns whether a formula may contain an equation number, a tag or a label. */
export function numbers(tex: string): boolean {
  return NUMBERS.test(tex);
}

/** Returns the labels that a formula refers to. */
export function referencesIn(tex: string): string[] {
  return [...tex.matchAll(REFERENCES)].map(([, name = '']) => name);
}

/** Returns the names that `\newcommand` defines. */
export function namesDefined(tex: string): string[] {
  return [...tex.matchAll(/\\newcommand\s*\{?\s*(\\(?:[a-zA-Z@]+|.))/g)].map(([, name = '']) => name);
}

/** Rewrites what KaTeX does not parse: the starred forms of `\newcommand` and its relatives. */
export function readableTex(tex: string): string {
  return tex.replace(/(\\(?:newcommand|renewcommand|providecommand))\s*\*/g, '$1');
}
