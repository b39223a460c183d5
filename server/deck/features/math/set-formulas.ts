/** Sets a slide's formulas; a deck without formulas does not load the library. */

import type { Warn } from '../../html/sanitize.ts';
import {
  attribute,
  createText,
  type Element,
  elements,
  removeAttribute,
  replaceNode,
  textOf,
} from '../../html/tree.ts';
import type { Finding } from '../../model/diagnostic.ts';
import type { Feature } from '../../model/features.ts';
import type { MathPlace } from './deck-formulas.ts';
import { MATH_ATTRIBUTE } from './syntax.ts';
import { REFERENCE } from './tex.ts';

/** What setting formulas needs to know. */
export interface FormulaContext {
  /** What formulas get from the deck. */
  readonly math: MathPlace | undefined;
  readonly features: Set<Feature>;
  readonly warn: Warn;
}

/** Sets all formulas in place. */
export async function setFormulas(section: Element, { math, features, warn }: FormulaContext): Promise<void> {
  const formulas = elements(section).filter((element) => attribute(element, MATH_ATTRIBUTE) !== undefined);
  if (formulas.length === 0) return;
  const { loadChemistry, putFormula, referenceText, setFormula } = await import('./math.ts');
  features.add('math');
  const state = { macros: { ...math?.macros }, number: math?.number ?? 0, labels: math?.labels ?? new Map() };
  for (const element of formulas) {
    const tex = textOf(element);
    const display = removeAttribute(element, MATH_ATTRIBUTE) === 'display';
    if (REFERENCE.test(tex)) {
      const text = referenceText(tex, state);
      replaceNode(element, [createText(text ?? tex)]);
      if (text === undefined) warn(unknownLabel(tex.replace('~', '')), tex);
      continue;
    }
    await loadChemistry([tex, ...Object.values(state.macros)].join('\n'));
    const formula = setFormula({ tex, display }, state);
    putFormula(element, formula);
    if (formula.complaints.length === 0) continue;
    const hint = hintFor(formula.complaints);
    const reason = `this formula is not valid TeX: ${formula.complaints.join(', and ')}`;
    // In the source there may be comments between its lines.
    warn({ rule: 'math', reason, hint }, tex, ...tex.split('\n'));
  }
}

/** Commands of packages of LaTeX that set quantities. */
const UNITS =
  /^Undefined control sequence: \\(?:SI|SIrange|si|qty|qtyrange|unit|num|numrange|ang)(?![a-zA-Z])/;

function hintFor(complaints: readonly string[]): string {
  if (complaints.some((complaint) => UNITS.test(complaint)))
    return 'Write units as `\\pu{1.2 m s-2}`, or define the command below `macros` in the front matter.';
  if (complaints.some((complaint) => complaint.startsWith('Undefined control sequence')))
    return 'KaTeX’s documentation lists what it understands; others are defined below `macros` in the front matter.';
  return 'KaTeX’s documentation lists what it understands; a `$` that is only a sign is written `\\$`.';
}

function unknownLabel(reference: string): Finding {
  return {
    rule: 'math',
    reason: `\`${reference}\` refers to an equation that has no such label`,
    hint: 'Write `\\label{…}` into the equation, which needs a number or a tag.',
  };
}
