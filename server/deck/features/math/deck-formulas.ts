/** What the formulas of a deck share: definitions, equation numbers, and labels. */
import type { MathState } from './math.ts';
import { defines, type Formula, type Macros, numbers, referencesIn } from './tex.ts';

/** What the formulas of one slide get from their deck. */
export interface MathPlace {
  /** Identifies the rendering: slides with equal formulas and equal keys are typeset alike. */
  readonly key: string;
  /** The macros that are defined before the slide. */
  readonly macros: Macros;
  /** The number of the last equation before the slide. */
  readonly number: number;
  readonly labels: ReadonlyMap<string, string>;
}

/**
 * Returns what the formulas of each slide get; undefined for slides without any. `slides` are those that the
 * audience may see, in order: hidden slides neither count nor define anything.
 */
export async function mathPlaces(
  slides: readonly (readonly Formula[])[],
  macros: Macros,
): Promise<readonly (MathPlace | undefined)[]> {
  const labels = new Map<string, string>();
  const state: MathState = { macros: { ...macros }, number: 0, labels: undefined };
  let defined = '';
  // A macro from the settings may contain the beginning of an equation.
  let isNumbering = Object.values(macros).some((tex) => typeof tex === 'string' && numbers(tex));
  const places: (Omit<MathPlace, 'key'> & { readonly defined: string })[] = [];
  for (const formulas of slides) {
    places.push({ macros: { ...state.macros }, number: state.number, labels, defined });
    for (const formula of formulas) {
      const { tex } = formula;
      if (defines(tex)) {
        defined += `${tex}\n`;
        isNumbering ||= numbers(tex);
      } else if (!isNumbering && !numbers(tex)) continue;
      const { setFormula, loadChemistry } = await import('./math.ts');
      await loadChemistry(tex);
      for (const [label, text] of setFormula(formula, state).labels) labels.set(label, text);
    }
  }
  return places.map(({ defined: before, ...place }, i) => {
    const formulas = slides[i] ?? [];
    if (formulas.length === 0) return undefined;
    const isNumbered = isNumbering || formulas.some(({ tex }) => numbers(tex));
    // A formula may refer to a later one, so keys are made after all labels are known.
    const known = formulas.flatMap(({ tex }) => referencesIn(tex)).map((name) => [name, labels.get(name)]);
    return { ...place, key: JSON.stringify([before, isNumbered ? place.number : 0, known]) };
  });
}
