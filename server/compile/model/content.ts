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

/** What a version of a page has that another has not. */
export interface ContentDifference extends Pick<DeckContent, 'revision' | 'frame'> {
  /** New and changed slides. */
  readonly slides: readonly (readonly [id: string, html: string])[];
  /** Absent where they are the same. */
  readonly columns?: readonly Column[];
  /** Those that are not the same. */
  readonly around: Partial<PageFields>;
}

/** Returns what `after` has that `before` has not. */
export function differenceBetween(before: DeckContent, after: DeckContent): ContentDifference {
  const { revision, frame, columns } = after;
  const former = new Map(Object.entries(before.around));
  return {
    revision,
    frame,
    slides: [...after.slides].filter(([id, html]) => before.slides.get(id) !== html),
    ...(sameColumns(before.columns, columns) ? {} : { columns }),
    around: Object.fromEntries(
      Object.entries(after.around).filter(([part, text]) => former.get(part) !== text),
    ),
  };
}

/** Returns the version of which `differenceBetween` has made a difference to `before`. */
export function contentAfter(before: DeckContent, difference: ContentDifference): DeckContent {
  const { revision, frame, columns = before.columns, around } = difference;
  const changed = new Map(difference.slides);
  const ids = columns.flatMap(([, slides]) => slides);
  return {
    revision,
    frame,
    columns,
    around: { ...before.around, ...around },
    slides: new Map(ids.map((id) => [id, changed.get(id) ?? before.slides.get(id) ?? ''])),
  };
}

/** Returns the differences between two versions of a page; `reload` where an open page cannot apply them. */
export function changesBetween(before: DeckContent, after: DeckContent): Changes {
  const { revision, frame, slides, columns, around } = differenceBetween(before, after);
  return {
    revision,
    slides: Object.fromEntries(slides),
    ...(columns && { columns }),
    ...around,
    ...(before.frame === frame ? {} : { reload: true }),
  };
}

function sameColumns(before: readonly Column[], after: readonly Column[]): boolean {
  if (before === after) return true;
  if (before.length !== after.length) return false;
  return after.every(([open, ids], i) => {
    const [formerOpen, formerIds] = before[i] ?? ['', []];
    return (
      open === formerOpen && ids.length === formerIds.length && ids.every((id, j) => id === formerIds[j])
    );
  });
}
