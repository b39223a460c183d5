/** What formulas of a deck need to know of each other: definitions, numbers, and the numbers of labels. */
import type { MathState } from './math.ts';
import { defines, type Formula, type Macros, numbers, referencesIn } from './tex.ts';

/** What the formulas of one slide get from their deck. */
export interface MathPlace {
  /** The same where they are set the same. */
  readonly key: string;
  /** What is defined before them. */
  readonly macros: Macros;
  /** Number of the last equation before them. */
  readonly number: number;
  readonly labels: ReadonlyMap<string, string>;
}

/**
 * What the formulas of each slide get; undefined for slides without any. `slides` are those that the audience may see, in
 * order: what is hidden neither counts nor defines anything.
 */
export async function mathPlaces(
  slides: readonly (readonly Formula[])[],
  macros: Macros,
): Promise<readonly (MathPlace | undefined)[]> {
  const labels = new Map<string, string>();
  const state: MathState = { macros: { ...macros }, number: 0, labels: undefined };
  let defined = '';
  // A command of the deck's own may stand for the beginning of an equation.
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
    // A formula may refer to one behind it, so that this waits until all are known.
    const known = formulas.flatMap(({ tex }) => referencesIn(tex)).map((name) => [name, labels.get(name)]);
    return { ...place, key: JSON.stringify([before, isNumbered ? place.number : 0, known]) };
  });
}
