/** The changes that turn an open page of one revision of a deck into a page of another. */

/** A column: the opening tag around its slides, empty where there is none, and their ids. */
export type Column = readonly [open: string, ids: readonly string[]];

/** The parts of a page around its slides, as they are written into it. */
export interface PageFields {
  readonly lang: string;
  /** Text direction; empty where none is set. */
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

/** The differences between two revisions. */
export interface Changes extends Partial<PageFields> {
  readonly revision: string;
  /** HTML of slides that are new or different, by id. */
  readonly slides: Readonly<Record<string, string>>;
  /** All columns, if slides were added, removed or moved. */
  readonly columns?: readonly Column[];
  /** How much of a withholding deck the page has; absent for a whole page. */
  readonly shown?: string;
  /** Whether the page has to reload. */
  readonly reload?: boolean;
}
