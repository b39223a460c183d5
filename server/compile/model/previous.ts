import type { FontFile } from '../../bundle/fonts/subset.ts';
import type { PreviousDeck } from '../../deck/slide/match-ids.ts';

/** What a compilation reuses of the one before an edit: slides keep their ids, and a quick pass keeps the fonts. */
export interface PreviousCompilation extends PreviousDeck {
  /** Absent where only the slides are cached. */
  readonly fonts?: readonly FontFile[];
}
