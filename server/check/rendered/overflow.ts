/** Determines what does not fit on a slide: beyond the stage, over the header or footer, or out of a code block. */
import type { Measures } from './rendered-in-page.ts';

/** Something without room. */
export interface Overflow {
  /** What overflows; reported once per slide. */
  readonly kind: 'stage' | 'header' | 'footer' | 'code';
  readonly reason: string;
  readonly hint: string;
  /** Words by which its line in the source is found. */
  readonly words: string;
}

/** Pixels that are rounding, and space above and below letters. */
const LEAST = 4;

const TOO_MUCH = 'Say less on it, or make two of it.';

/** Returns what does not fit on a slide, the worst of each kind. On a phone, code can be scrolled. */
export function overflowsOf(
  measures: Measures,
  { isPhone = false }: { readonly isPhone?: boolean } = {},
): readonly Overflow[] {
  const beyond = beyondStage(measures);
  // What reaches beyond the stage crosses the header or footer anyway.
  return [beyond, ...(beyond ? [] : overLines(measures)), cutCode(measures, isPhone)].filter(
    (overflow) => overflow !== undefined,
  );
}

interface Excess {
  readonly pixels: number;
  readonly edge: string;
  readonly words: string;
}

function worst(all: readonly Excess[]): Excess | undefined {
  return all
    .filter(({ pixels }) => pixels >= LEAST)
    .reduce<Excess | undefined>(
      (most, each) => (most && most.pixels >= each.pixels ? most : each),
      undefined,
    );
}

function beyondStage({ parts, width, height, scale }: Measures): Overflow | undefined {
  const found = worst(
    parts.flatMap(({ left, right, top, bottom, words }) =>
      Object.entries({ lower: bottom - height, upper: -top, right: right - width, left: -left }).map(
        ([edge, by]) => ({ edge, pixels: Math.round(by / scale), words }),
      ),
    ),
  );
  if (!found) return;
  const { edge, pixels, words } = found;
  const reason = `the slide reaches ${pixels} pixels beyond the ${edge} edge of the stage`;
  return { kind: 'stage', reason, hint: TOO_MUCH, words };
}

/** Returns what overlaps header and footer; positioned elements are meant to. */
function overLines({ parts, scale, ...lines }: Measures): (Overflow | undefined)[] {
  return (['header', 'footer'] as const).map((kind) => {
    const line = lines[kind];
    if (!line) return undefined;
    const found = worst(
      parts
        .filter(({ placed, left, right }) => !placed && left < line.right && right > line.left)
        .map(({ top, bottom, words }) => ({
          edge: kind,
          pixels: Math.round((Math.min(bottom, line.bottom) - Math.max(top, line.top)) / scale),
          words,
        })),
    );
    return (
      found && { kind, reason: `the slide reaches over its ${kind}`, hint: TOO_MUCH, words: found.words }
    );
  });
}

function cutCode({ code }: Measures, scrolls: boolean): Overflow | undefined {
  const found = worst(
    code.flatMap(({ right, lower, words }) => [
      { edge: 'right', pixels: right, words },
      { edge: 'lower', pixels: scrolls ? 0 : lower, words },
    ]),
  );
  if (!found) return;
  const { edge, pixels, words } = found;
  const reason = `${pixels} pixels of code are cut off at the ${edge} edge of its frame`;
  const hint =
    edge === 'right'
      ? 'Break its longest lines, or give it the whole width of the slide.'
      : 'Show fewer lines, or step through them: ```` ```js [1-9|10-18] ````.';
  return { kind: 'code', reason, hint, words };
}
