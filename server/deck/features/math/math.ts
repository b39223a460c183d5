/** Typesets formulas with KaTeX when a deck is compiled, so that no viewer's browser has to. */
import katex, { type KatexOptions } from 'katex';
import {
  append,
  classes,
  createElement,
  detachNode,
  type Element,
  elements,
  fillWith,
  isElement,
  textOf,
} from '../../html/tree.ts';
import { markOf, numberRows } from './equation-numbers.ts';
import { type Formula, type Macros, namesDefined, REFERENCE, readableTex } from './tex.ts';

/** The state that formulas pass on to the next one. */
export interface MathState {
  /** The macros defined so far; KaTeX adds to them. */
  readonly macros: Macros;
  /** The number of the last numbered equation. */
  number: number;
  /** What `\ref` shows for each label; undefined while labels are being collected. */
  readonly labels: ReadonlyMap<string, string> | undefined;
}

/** A typeset formula. */
export interface SetFormula {
  /** The element that contains the formula. */
  readonly element: Element;
  /** What is wrong with the formula, in words. */
  readonly complaints: readonly string[];
  /** The labels in it, each with the number or tag of its row. */
  readonly labels: ReadonlyMap<string, string>;
}

/** The colour in which KaTeX writes rejected commands; no author is likely to use it. */
const REFUSED = '#cc0001';

/** A rejected command in KaTeX's MathML. */
const REFUSED_COMMAND = new RegExp(`mathcolor="${REFUSED}"><mtext>([^<]*)<`, 'g');

/** Protocols of links that are allowed in formulas; `_relative` is KaTeX's name for relative addresses. */
const LINKED: ReadonlySet<string | undefined> = new Set(['http', 'https', 'mailto', 'tel', '_relative']);

/** Macros that KaTeX lacks, or has in a stricter form than MathJax, for which many decks are written. */
const ADDED: Macros = {
  '\\newcommand': '\\renewcommand',
  '\\DeclareMathOperator': '\\@ifstar\\lectern@limits\\lectern@operator',
  '\\lectern@operator': '\\gdef#1{\\operatorname{#2}}',
  '\\lectern@limits': '\\gdef#1{\\operatorname*{#2}}',
};

/** Loads the macros for chemistry, `\ce` and `\pu`, if a formula uses them. */
export async function loadChemistry(tex: string): Promise<void> {
  if (/\\(?:ce|pu)(?![a-zA-Z])/.test(tex)) await import('katex/contrib/mhchem');
}

/**
 * Typesets a formula: HTML for the eye, MathML for screen readers. It continues the numbers in `state` and adds
 * its definitions there.
 */
export function setFormula(formula: Formula, state: MathState): SetFormula {
  const complaints: string[] = [];
  const marked: string[] = [];
  const macros = withReferences(state, marked, complaints);
  const html = htmlOf(formula, macros, { complaints, isFinal: state.labels !== undefined });
  for (const [name, macro] of Object.entries(macros)) if (macro && !OWN.has(name)) state.macros[name] = macro;
  const element = createElement('span');
  fillWith(element, html);
  return { element, complaints, labels: numberRows(element, state, marked) };
}

/** Returns the text of a reference outside of formulas; undefined if its label is unknown. */
export function referenceText(tex: string, { labels }: MathState): string | undefined {
  const [, tie, command, name = ''] = REFERENCE.exec(tex) ?? [];
  const shown = labels?.get(name);
  if (shown === undefined) return undefined;
  return `${tie === '~' ? '\u00a0' : ''}${command === 'ref' ? shown : `(${shown})`}`;
}

/** Macros defined here, which are not passed on to the next formula. */
const OWN: ReadonlySet<string> = new Set([...Object.keys(ADDED), '\\label', '\\ref', '\\eqref']);

/** The method of KaTeX's macro expander by which a macro reads its arguments; KaTeX's types say only `object`. */
interface Expander {
  consumeArgs(count: number): readonly (readonly { readonly text: string }[])[];
}

function withReferences({ macros, labels }: MathState, marked: string[], complaints: string[]): Macros {
  // KaTeX returns the tokens in reverse order.
  const argument = (expander: object) =>
    ((expander as Expander).consumeArgs(1)[0] ?? [])
      .map(({ text }) => text)
      .reverse()
      .join('');
  const shown = (name: string): string => {
    const text = labels?.get(name);
    if (text === undefined && labels) complaints.push(`no numbered equation has \`\\label{${name}}\``);
    return `\\text{${(text ?? '??').replace(/[\\{}#$%&_^~]/g, '')}}`;
  };
  return {
    ...ADDED,
    ...macros,
    '\\label': (expander: object) => {
      const count = marked.push(argument(expander));
      return labels ? '' : markOf(count);
    },
    '\\ref': (expander: object) => shown(argument(expander)),
    '\\eqref': (expander: object) => `(${shown(argument(expander))})`,
  };
}

function htmlOf(
  formula: Formula,
  macros: Macros,
  { complaints, isFinal }: { readonly complaints: string[]; readonly isFinal: boolean },
): string {
  const tex = readableTex(formula.tex);
  // Redefining an existing command is the author's intention, so it is no error.
  for (const name of namesDefined(tex)) macros[name] ??= '';
  const options: KatexOptions = {
    displayMode: formula.display,
    strict: false,
    globalGroup: true,
    macros,
    trust: (context) =>
      (context.command === '\\href' || context.command === '\\url') && LINKED.has(context.protocol),
  };
  try {
    const html = katex.renderToString(tex, { ...options, throwOnError: true, errorColor: REFUSED });
    for (const [, command = ''] of html.matchAll(REFUSED_COMMAND))
      complaints.push(`\`${command}\` cannot be used here`);
    // Labels are searched for in MathML.
    if (!isFinal || !html.includes('<a ')) return html;
    // A link inside `aria-hidden` would still get keyboard focus, and KaTeX's MathML has no links.
    return katex.renderToString(tex, { ...options, output: 'html' }).replaceAll(' aria-hidden="true"', '');
  } catch (error) {
    complaints.push(
      (error instanceof Error ? error.message : String(error)).replace(/^KaTeX parse error: /, ''),
    );
    // KaTeX shows the source of a formula that it cannot parse.
    return katex.renderToString(tex, { ...options, throwOnError: false });
  }
}

/**
 * Inserts a formula into its placeholder; a formula that only defines macros is removed, with its paragraph if
 * that is empty.
 */
export function putFormula(placeholder: Element, { element, complaints }: SetFormula): void {
  placeholder.childNodes = [];
  append(placeholder, element.childNodes);
  const seen = elements(placeholder).find((each) => classes(each).includes('katex-html'));
  if (complaints.length > 0 || !seen || seen.childNodes.length > 0) return;
  const paragraph = placeholder.parentNode;
  detachNode(placeholder);
  if (paragraph?.nodeName !== 'p' || !('tagName' in paragraph)) return;
  if (textOf(paragraph).trim() === '' && !paragraph.childNodes.some(isElement)) detachNode(paragraph);
}
