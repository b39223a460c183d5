/** The content of a deck's page in parts, and the differences between two of its versions. */
import type { RenderedDeck } from '../../deck/model/deck.ts';
import type { Changes, Column, PageFields } from '../../wire/changes.ts';

/** One version of a page. */
export interface DeckContent {
  readonly revision: string;
  /** HTML of each slide by its id. */
  readonly slides: ReadonlyMap<string, string>;
  readonly columns: readonly Column[];
  /** The parts around the slides, each as it is written into the page. */
  readonly around: PageFields;
  /** What an open page cannot change without a reload: its policy and its script. */
  readonly frame: string;
}

/** Splits a page into its parts. */
export function contentOf(
  { stacks }: RenderedDeck,
  page: Pick<DeckContent, 'revision' | 'around' | 'frame'>,
): DeckContent {
  const all = stacks.flatMap(({ slides }) => slides);
  return {
    ...page,
    slides: new Map(all.map(({ id, html }) => [id, html])),
    columns: stacks.map(({ open, slides }) => [open, slides.map(({ id }) => id)]),
  };
}

/** Returns the differences between two versions of a page; `reload` where an open page cannot apply them. */
export function changesBetween(before: DeckContent, after: DeckContent): Changes {
  const slides: (readonly [id: string, html: string])[] = [];
  after.slides.forEach((html, id) => {
    if (before.slides.get(id) !== html) slides.push([id, html]);
  });
  const former = new Map(Object.entries(before.around));
  return {
    revision: after.revision,
    slides: Object.fromEntries(slides),
    ...(sameColumns(before.columns, after.columns) ? {} : { columns: after.columns }),
    ...Object.fromEntries(Object.entries(after.around).filter(([part, text]) => former.get(part) !== text)),
    ...(before.frame === after.frame ? {} : { reload: true }),
  };
}

function sameColumns(before: readonly Column[], after: readonly Column[]): boolean {
  if (before.length !== after.length) return false;
  return after.every(([open, ids], i) => {
    const [formerOpen, formerIds] = before[i] ?? ['', []];
    return (
      open === formerOpen && ids.length === formerIds.length && ids.every((id, j) => id === formerIds[j])
    );
  });
}
