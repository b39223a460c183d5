/** What can be told of TeX without setting it. */

/** One formula. */
export interface Formula {
  readonly tex: string;
  readonly display: boolean;
}

/** Macros by name, with the backslash, in KaTeX's forms: TeX, or what KaTeX has made of it. */
export type Macros = Record<string, string | object | ((expander: object) => string | object)>;

/** Commands that define others. */
const DEFINES =
  /\\(?:newcommand|renewcommand|providecommand|[egx]?def|let|futurelet|DeclareMathOperator)(?![a-zA-Z])/;

/** What may give numbers, or names for them. */
const NUMBERS = /\\(?:begin\s*\{(?:equation|align|alignat|gather)\}|tag(?![a-zA-Z])|label(?![a-zA-Z]))/;

const REFERENCES = /\\(?:eq)?ref\s*\{([^{}]*)\}/g;

/** A reference to an equation, alone, with the blank before it that breaks no line. */
export const REFERENCE = /^(~?)\\(eqref|ref)\{([^{}\n]+)\}$/;

/** Whether a formula defines commands for those behind it. */
export function defines(tex: string): boolean {
  return DEFINES.test(tex);
}

/** Whether there may be a number, a tag or a label in a formula. */
export function numbers(tex: string): boolean {
  return NUMBERS.test(tex);
}

/** The labels to which a formula refers. */
export function referencesIn(tex: string): string[] {
  return [...tex.matchAll(REFERENCES)].map(([, name = '']) => name);
}

/** The commands that `\newcommand` defines. */
export function namesDefined(tex: string): string[] {
  return [...tex.matchAll(/\\newcommand\s*\{?\s*(\\(?:[a-zA-Z@]+|.))/g)].map(([, name = '']) => name);
}

/** TeX with what KaTeX does not read in a form that it does. */
export function readableTex(tex: string): string {
  return tex.replace(/(\\(?:newcommand|renewcommand|providecommand))\s*\*/g, '$1');
}
