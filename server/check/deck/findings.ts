/** What is found while a deck is looked at, each on its slide. */
import type { Diagnostic, Finding } from '../../deck/model/diagnostic.ts';
import { isSwitchedOn } from '../../deck/settings/switches.ts';
import { createFinder } from '../../deck/text/finder.ts';
import type { CheckedSlide } from './model.ts';
import type { OpenDeck } from './open-deck.ts';

/** A slide's place as reveal.js counts, from 0. */
export type SlidePlace = Pick<CheckedSlide, 'h' | 'v'>;

/** Findings of one deck: nothing twice, and nothing that is switched off. */
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
   * Adds what was found on a slide, best where `words` stand; without a slide, at the deck's first line. Answers
   * whether it is new, and not switched off.
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
