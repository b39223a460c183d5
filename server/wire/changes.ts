/** What makes an open page of one revision of a deck a page of another. */

/** A column: the opening tag around its slides, empty for none, and their ids. */
export type Column = readonly [open: string, ids: readonly string[]];

/** The parts of a page around its slides, each as it is written into the page. */
export interface PageAround {
  readonly lang: string;
  /** The direction of its text; empty for none that it says. */
  readonly dir: string;
  readonly title: string;
  readonly fontFaces: string;
  readonly styles: string;
  /** JSON of the options for reveal.js. */
  readonly options: string;
  readonly features: string;
  /** Address of the deck's own scripts; empty for none. */
  readonly client: string;
}

/** What is different, and what of the page around the slides is. */
export interface Changes extends Partial<PageAround> {
  readonly revision: string;
  /** HTML of slides that are new or different, by id. */
  readonly slides: Readonly<Record<string, string>>;
  /** All columns, where slides came, went or moved. */
  readonly columns?: readonly Column[];
  /** How much a page has that came without what had not been shown; absent for one that came whole. */
  readonly shown?: string;
  /** The page has to be loaded anew. */
  readonly reload?: boolean;
}
