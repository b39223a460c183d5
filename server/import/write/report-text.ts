/** Writes the report: slide by slide, what became of what, and what could not be carried over. */
import type { DeckDraft, Remark } from '../model.ts';

/** What a report is about. */
export interface Reported {
  /** The tool whose deck it was. */
  readonly tool: string;
  /** The source, as its author named it. */
  readonly file: string;
  readonly deck: DeckDraft;
  readonly remarks: readonly Remark[];
  /** Whether the source has no lines: a remark's line is the number of its slide. */
  readonly isBySlide?: boolean;
}

/** Writes the report as Markdown. */
export function reportText({ tool, file, deck, remarks, isBySlide = false }: Reported): string {
  const losses = remarks.filter(({ isLoss }) => isLoss).length;
  const [first] = deck.slides;
  const whole = remarks.filter(({ line }) => first === undefined || line < first.line);
  const sections = deck.slides.flatMap((slide, i) => {
    const next = deck.slides[i + 1]?.line ?? Number.POSITIVE_INFINITY;
    const own = remarks.filter(({ line }) => line >= slide.line && line < next);
    const place = isBySlide ? '' : `, line ${slide.line}`;
    return section(`Slide ${i + 1}${titleIn(slide.body)}${place}`, own, isBySlide ? undefined : file);
  });
  return [
    `# From ${tool}`,
    '',
    `${file} → deck.md: ${count(deck.slides.length, 'slide')}. ${
      losses === 0
        ? 'Everything was carried over.'
        : `${count(losses, 'thing')} could not be carried over: lines with ✗ say what to do.`
    }`,
    '',
    ...section('The deck', whole, file),
    ...sections,
  ].join('\n');
}

function section(title: string, remarks: readonly Remark[], file: string | undefined): string[] {
  if (remarks.length === 0) return [];
  const lines = remarks
    .toSorted((one, other) => one.line - other.line)
    .map(
      ({ line, isLoss, text }) =>
        `- ${isLoss ? '✗ ' : ''}${file === undefined ? '' : `${file}:${line}: `}${text}`,
    );
  return [`## ${title}`, '', ...new Set(lines), ''];
}

function titleIn(body: string): string {
  const heading = /^#{1,6}[ \t]+(.+?)(?:[ \t]+\{[^}]*\})?[ \t]*$/m.exec(body)?.[1];
  const words = heading?.replace(/<\/?[a-z][^<>]*>/gi, '').trim() ?? '';
  return words === '' ? '' : `, “${words}”`;
}

/** Writes a number with its noun. */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
