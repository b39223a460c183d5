/** Moves reveal.js for the room, and tells such moves from those that the person at this page makes. */
import type { RevealApi } from 'reveal.js';
import type { Position } from '../../../server/wire/protocol.ts';
import { currentPlace, isSamePlace, isScrollView, placeHere } from './place.ts';

/** What reveal.js tells of moves. */
const MOVES = [
  'slidechanged',
  'fragmentshown',
  'fragmenthidden',
  'paused',
  'resumed',
  'overviewshown',
  'overviewhidden',
];

/** How the person at this page moves. */
export type OwnMoveListener = (kind: string) => void;

/** The one through whom everything that is not the person's own act moves reveal.js. */
export class Mover {
  readonly reveal: RevealApi;
  /** Told of the person's own moves, after each. */
  onOwnMove: OwnMoveListener | undefined;
  /** Where this page is with its room; undefined where it goes its own way. */
  roomPosition: (() => Position | undefined) | undefined;
  /** Told that the slides were changed, and the place with them. */
  onSlidesReplaced: (() => void) | undefined;
  /** Whether the person may move to other slides. */
  locked = false;
  #quiet = false;
  #autoSlide: number | false | undefined;

  constructor(reveal: RevealApi) {
    this.reveal = reveal;
    for (const type of MOVES) {
      reveal.on(type, () => {
        if (!this.#quiet) this.onOwnMove?.(type);
      });
    }
    reveal.on('beforeslidechange', (event) => {
      if (!this.locked || this.#quiet) return;
      event.preventDefault();
      this.onOwnMove?.('locked');
    });
  }

  /** Goes to a position, past whatever is in front of the slide, and makes the screen black or not; does nothing where it is so already. */
  show(position: Position, paused: boolean): void {
    const { reveal } = this;
    const { h, v, f } = placeHere(reveal, position);
    if (reveal.isOverview()) this.silently(() => reveal.toggleOverview(false));
    if (!isSamePlace(currentPlace(reveal), { slide: '', h, v, f })) {
      reveal.hidePreview();
      this.silently(() => reveal.slide(h, v, f));
    }
    if (reveal.isPaused() !== paused) this.silently(() => reveal.togglePause(paused));
  }

  /** Goes there without a transition: where a page has just come, nothing has moved. */
  jump(position: Position, paused: boolean): void {
    const slides = this.reveal.getSlidesElement();
    slides?.classList.add('disable-slide-transitions');
    this.show(position, paused);
    requestAnimationFrame(() =>
      requestAnimationFrame(() => slides?.classList.remove('disable-slide-transitions')),
    );
  }

  /** Goes to a position again after the slides were changed, and has reveal.js look at all of them anew. */
  restorePosition(position: Position): void {
    const { reveal } = this;
    const { h, v, f } = placeHere(reveal, position);
    this.silently(() => reveal.slide(h, v, f));
  }

  /** Changes the slides. A page that is with its room is so afterwards, too: its slide may have gone, or have come back. */
  replaceSlides(change: () => void): void {
    const before = currentPlace(this.reveal);
    this.silently(change);
    this.restorePosition(this.roomPosition?.() ?? before);
    this.onSlidesReplaced?.();
  }

  /** Moves without an entry in the browser's history, which is for the person's own moves, and without an echo. */
  silently(move: () => void): void {
    const config = this.reveal.getConfig();
    const { hash = false, history: pushes = false } = config;
    this.#quiet = true;
    Object.assign(config, { hash: false, history: false });
    try {
      move();
    } finally {
      Object.assign(config, { hash, history: pushes });
      this.#quiet = false;
    }
    const { id } = this.reveal.getCurrentSlide();
    if (!id || !(hash || pushes)) return;
    try {
      history.replaceState(history.state, '', `#/${encodeURIComponent(id)}`);
    } catch {
      // Browsers refuse after a hundred in a short while. The address is right again with the next.
    }
  }

  /**
   * Shows one slide at a time. On narrow screens reveal.js makes a page to scroll of the deck, which has no fragments to
   * step through, and would take a reader's scrolling for steps.
   */
  showSlides(): void {
    const config = this.reveal.getConfig();
    Object.assign(config, { scrollActivationWidth: 0, view: null });
    if (isScrollView(this.reveal)) this.silently(() => this.reveal.layout());
  }

  /** Lets slides change by themselves, as the deck has it, or not: then it is for somebody else's page. */
  allowAutoSlide(allowed: boolean): void {
    const config = this.reveal.getConfig();
    this.#autoSlide ??= config.autoSlide ?? 0;
    if ((config.autoSlide === false) === !allowed) return;
    config.autoSlide = allowed ? this.#autoSlide : false;
    if (!allowed) this.reveal.toggleAutoSlide(false);
  }
}
