/** What a deck's page shows, in parts, and what is different between two of its versions. */
import type { RenderedDeck } from '../../deck/model/deck.ts';
import type { RecentColumns } from '../pictures/columns.ts';

/** A column: the opening tag around its slides, empty for none, and their ids. */
export type ColumnContent = readonly [open: string, ids: readonly string[]];

/** One version of a page. */
export interface DeckContent {
  readonly revision: string;
  /** Each slide's HTML by its id. */
  readonly slides: ReadonlyMap<string, string>;
  readonly columns: readonly ColumnContent[];
  /** What stands around the slides, each part as it is written into the page. */
  readonly around: PageAround;
  /** What no open page can take up: its policy, and its script. */
  readonly frame: string;
}

/** The parts of a page around its slides. */
export interface PageAround {
  readonly lang: string;
  /** The direction of its text; empty for none that it says. */
  readonly dir: string;
  readonly title: string;
  readonly fontFaces: string;
  readonly styles: string;
  readonly options: string;
  readonly features: string;
  /** Address of the deck's own scripts; empty for none. */
  readonly client: string;
}

/** What makes one version of an open page another; decoded by client/live/update/changes.ts. */
export interface ContentChanges extends Partial<PageAround> {
  readonly revision: string;
  /** Slides that are new or different, by id. */
  readonly slides: Readonly<Record<string, string>>;
  /** All columns, where slides came, went or moved. */
  readonly columns?: readonly ColumnContent[];
  /** The page must be loaded anew. */
  readonly reload?: true;
}

/** What a version is taken apart with. */
export interface ContentContext extends Pick<DeckContent, 'revision' | 'around' | 'frame'> {
  /** The columns of versions before: most are shared. */
  readonly known: RecentColumns<ColumnContent>;
}

/** Takes a version apart. */
export function contentOf({ stacks }: RenderedDeck, { known, ...page }: ContentContext): DeckContent {
  const all = stacks.flatMap(({ slides }) => slides);
  return {
    ...page,
    slides: new Map(all.map(({ id, html }) => [id, html])),
    columns: known.map(stacks, ({ open, slides }) => [open, slides.map(({ id }) => id)]),
  };
}

/** What is different. */
export function changesBetween(before: DeckContent, after: DeckContent): ContentChanges {
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
    ...(before.frame === after.frame ? {} : { reload: true as const }),
  };
}

function sameColumns(before: readonly ColumnContent[], after: readonly ColumnContent[]): boolean {
  if (before.length !== after.length) return false;
  return after.every(([open, ids], i) => {
    const [formerOpen, formerIds] = before[i] ?? ['', []];
    return (
      open === formerOpen && ids.length === formerIds.length && ids.every((id, j) => id === formerIds[j])
    );
  });
}
