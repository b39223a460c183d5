/** Highlights code and typesets math on a deck's slides. Both libraries load only for decks that need them. */

import type { MathPlace } from '../features/math/deck-formulas.ts';
import { MATH_ATTRIBUTE } from '../features/math/syntax.ts';
import { REFERENCE } from '../features/math/tex.ts';
import type { Warn } from '../html/sanitize.ts';
import {
  attribute,
  createText,
  type Element,
  elements,
  isElement,
  removeAttribute,
  replaceNode,
  textOf,
} from '../html/tree.ts';
import type { Finding } from '../model/diagnostic.ts';
import type { Feature } from '../model/features.ts';
import type { DraftSlide } from './draft.ts';

/** What typesetting needs to know of a deck. */
export interface TypesetContext {
  readonly dialect: '2013' | undefined;
  readonly features: Set<Feature>;
  /** The macros, equation number and labels that formulas continue from. */
  readonly math: MathPlace | undefined;
  /** Warns of something on a slide. */
  readonly warn: (draft: DraftSlide, ...warning: Parameters<Warn>) => void;
}

/** An element to typeset. */
interface Work {
  readonly draft: DraftSlide;
  readonly element: Element;
}

/** Typesets all slides in place. */
export async function typesetDeck(drafts: readonly DraftSlide[], context: TypesetContext): Promise<void> {
  const all = drafts.flatMap((draft) => elements(draft.section).map((element): Work => ({ draft, element })));
  await highlightAll(
    all.filter(({ element }) => isCodeBlock(element)),
    context,
  );
  await typesetAll(
    all.filter(({ element }) => attribute(element, MATH_ATTRIBUTE) !== undefined),
    context,
  );
}

async function highlightAll(
  blocks: readonly Work[],
  { dialect, features, warn }: TypesetContext,
): Promise<void> {
  if (blocks.length === 0) return;
  const { highlightCode } = await import('../features/code/code.ts');
  features.add('code');
  for (const { draft, element } of blocks) {
    // The 2013 dialect has no highlighting: tags in an HTML block are tags, even inside code.
    if (dialect === '2013' && draft.slide.format === 'markdown' && element.childNodes.some(isElement))
      continue;
    const { lines, unknownLanguage, beyond } = highlightCode(element);
    if (lines) features.add('code-lines');
    if (beyond) {
      const hint = `Lines are counted from 1 to ${beyond.last}, whatever numbers they show.`;
      const reason = `a step of this code is line ${beyond.line}, which is not there`;
      warn(draft, { rule: 'code-lines', reason, hint }, `[${beyond.steps}]`, beyond.steps);
    }
    if (unknownLanguage === undefined) continue;
    const hint = 'It is shown without colours; `text` says so on purpose.';
    const reason = `the code language \`${unknownLanguage}\` is not known`;
    warn(draft, { rule: 'code-language', reason, hint }, unknownLanguage);
  }
}

async function typesetAll(
  formulas: readonly Work[],
  { features, warn, math }: TypesetContext,
): Promise<void> {
  if (formulas.length === 0) return;
  const { loadChemistry, putFormula, referenceText, setFormula } = await import('../features/math/math.ts');
  features.add('math');
  const state = { macros: { ...math?.macros }, number: math?.number ?? 0, labels: math?.labels ?? new Map() };
  for (const { draft, element } of formulas) {
    const tex = textOf(element);
    const display = removeAttribute(element, MATH_ATTRIBUTE) === 'display';
    if (REFERENCE.test(tex)) {
      const text = referenceText(tex, state);
      replaceNode(element, [createText(text ?? tex)]);
      if (text === undefined) warn(draft, unknownLabel(tex.replace('~', '')), tex);
      continue;
    }
    await loadChemistry([tex, ...Object.values(state.macros)].join('\n'));
    const formula = setFormula({ tex, display }, state);
    putFormula(element, formula);
    if (formula.complaints.length === 0) continue;
    const hint = hintFor(formula.complaints);
    const reason = `this formula is not valid TeX: ${formula.complaints.join(', and ')}`;
    // In the source, comments may separate the formula's lines.
    warn(draft, { rule: 'math', reason, hint }, tex, ...tex.split('\n'));
  }
}

/** Commands of LaTeX packages for quantities with units. */
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

/** Returns whether an element is the `<code>` of a code block, `<pre><code>`. */
export function isCodeBlock(element: Element): boolean {
  return element.tagName === 'code' && element.parentNode?.nodeName === 'pre';
}
