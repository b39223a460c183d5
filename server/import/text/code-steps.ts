/** Steps of code as we write them: `[5: 1|3-5]`. */

/** What other tools say of a block of code. */
export interface CodeSteps {
  /** The lines of each step, as written; undefined for no steps. */
  readonly steps?: string | undefined;
  /** Whether the lines have numbers. */
  readonly isNumbered?: boolean;
  /** The first line's number. */
  readonly first?: number | undefined;
  /** How many lines there are, so that no step points behind the last; absent where that is not known. */
  readonly lines?: number;
}

/** Writes the steps with a blank before them; nothing for plain code. */
export function stepsText({ steps, isNumbered = false, first, lines }: CodeSteps): string {
  if (steps === undefined)
    return isNumbered || first !== undefined ? ` [${first === undefined ? '' : `${first}:`}]` : '';
  const all = steps.split('|').map((step) => clamped(step, lines));
  // A single step that shows all is none.
  const text = all.length === 1 && all[0] === '' ? '' : all.join('|');
  if (text === '' && !isNumbered && first === undefined) return '';
  return ` [${first === undefined ? '' : text === '' ? `${first}:` : `${first}: `}${text}]`;
}

/** Returns a step without lines that are not there; empty for all lines. */
function clamped(step: string, lines = Number.POSITIVE_INFINITY): string {
  return step
    .split(/[\s,]+/)
    .flatMap((range) => {
      const [, from, to = from] = /^(\d+)(?:-(\d+))?$/.exec(range) ?? [];
      const [low, high] = [Math.max(1, Number(from)), Math.min(Number(to), lines)];
      if (from === undefined || low > high) return [];
      return low === high ? String(low) : `${low}-${high}`;
    })
    .join(',');
}
