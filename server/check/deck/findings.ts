/** Collects what a browser finds in a deck, by slide. */
import type { Diagnostic, Finding } from '../../deck/model/diagnostic.ts';
import { isSwitchedOn } from '../../deck/settings/switches.ts';
import { createFinder } from '../../deck/text/finder.ts';
import type { CheckedSlide } from './checked-deck.ts';
import type { OpenDeck } from './open-deck.ts';

/** A slide's position as reveal.js counts, from 0. */
export type SlidePlace = Pick<CheckedSlide, 'h' | 'v'>;

/** Findings of one deck, without duplicates and what is switched off. */
export class Findings {
  readonly #open: OpenDeck;
  readonly #found: Diagnostic[] = [];
  /** The slide that is shown; undefined while the deck loads. */
  current: SlidePlace | undefined;

  constructor(open: OpenDeck) {
    this.#open = open;
  }

  get diagnostics(): readonly Diagnostic[] {
    return this.#found;
  }

  /**
   * Adds a finding on a slide, at the line of `words` if possible; without a slide, at the deck's first line.
   * Returns whether it is new, and not switched off.
   */
  add(finding: Finding, place: SlidePlace | undefined, words = ''): boolean {
    const { deck, switches } = this.#open;
    const slide = deck.slides.find(({ h, v }) => h === place?.h && v === place.v)?.slide;
    const at = slide ? createFinder(slide)([words]) : { file: deck.file, line: 1, column: 1 };
    const isTold = this.#found.some(
      ({ rule, reason, file, line }) =>
        rule === finding.rule && file === at.file && line === at.line && reason === finding.reason,
    );
    if (isTold || !isSwitchedOn({ ...at, ...finding }, switches)) return false;
    this.#found.push({ ...at, ...finding });
    return true;
  }
}
