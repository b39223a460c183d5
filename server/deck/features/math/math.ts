/** Typesets formulas with KaTeX, once, so that no viewer's browser has to. */
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

/** What formulas that are set one after the other leave to the next. */
export interface MathState {
  /** What is defined; KaTeX adds to it. */
  readonly macros: Macros;
  /** Number of the last equation that has one. */
  number: number;
  /** What `\ref` shows of each label; undefined where that is still looked for. */
  readonly labels: ReadonlyMap<string, string> | undefined;
}

/** A formula that was set. */
export interface SetFormula {
  /** Holds the formula. */
  readonly element: Element;
  /** What is wrong with it. */
  readonly complaints: readonly string[];
  /** The labels in it, each with the number or tag of its row. */
  readonly labels: ReadonlyMap<string, string>;
}

/** The colour in which KaTeX writes what it refuses; nobody else writes it. */
const REFUSED = '#cc0001';

/** What KaTeX refused, in its MathML. */
const REFUSED_COMMAND = new RegExp(`mathcolor="${REFUSED}"><mtext>([^<]*)<`, 'g');

/** Where a link in a formula may lead; KaTeX calls what is relative to the page so. */
const LINKED: ReadonlySet<string | undefined> = new Set(['http', 'https', 'mailto', 'tel', '_relative']);

/** What KaTeX does not have, or has in a stricter form than MathJax, for which many decks are written. */
const ADDED: Macros = {
  '\\newcommand': '\\renewcommand',
  '\\DeclareMathOperator': '\\@ifstar\\lectern@limits\\lectern@operator',
  '\\lectern@operator': '\\gdef#1{\\operatorname{#2}}',
  '\\lectern@limits': '\\gdef#1{\\operatorname*{#2}}',
};

/** Loads the commands of chemistry, `\ce` and `\pu`, where some TeX uses them. */
export async function loadChemistry(tex: string): Promise<void> {
  if (/\\(?:ce|pu)(?![a-zA-Z])/.test(tex)) await import('katex/contrib/mhchem');
}

/** Sets a formula: HTML to see, MathML to hear. It takes its numbers from `state` and leaves its definitions there. */
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

/** A reference that stands among words, as text; undefined where nothing is known of its label. */
export function referenceText(tex: string, { labels }: MathState): string | undefined {
  const [, tie, command, name = ''] = REFERENCE.exec(tex) ?? [];
  const shown = labels?.get(name);
  if (shown === undefined) return undefined;
  return `${tie === '~' ? '\u00a0' : ''}${command === 'ref' ? shown : `(${shown})`}`;
}

/** Commands of ours, which are not left to the next formula. */
const OWN: ReadonlySet<string> = new Set([...Object.keys(ADDED), '\\label', '\\ref', '\\eqref']);

/** The part of KaTeX's macro expander by which a macro reads its argument; its types call it an object. */
interface Expander {
  consumeArgs(count: number): readonly (readonly { readonly text: string }[])[];
}

function withReferences({ macros, labels }: MathState, marked: string[], complaints: string[]): Macros {
  // The last token comes first.
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
  // Whoever defines anew what there is means it.
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
    // Labels are looked for in MathML.
    if (!isFinal || !html.includes('<a ')) return html;
    // What is hidden from assistive technology could be reached by the keyboard, and MathML has no links.
    return katex.renderToString(tex, { ...options, output: 'html' }).replaceAll(' aria-hidden="true"', '');
  } catch (error) {
    complaints.push(
      (error instanceof Error ? error.message : String(error)).replace(/^KaTeX parse error: /, ''),
    );
    // KaTeX shows a formula that it can't read as it was written.
    return katex.renderToString(tex, { ...options, throwOnError: false });
  }
}

/** Puts a formula into its placeholder; one that only defines something takes no room. */
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
