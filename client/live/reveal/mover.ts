/** Moves reveal.js for the room, and tells such moves from the viewer's own. */
import type { RevealApi } from 'reveal.js';
import type { Position } from '../../../server/wire/protocol.ts';
import { currentPlace, isSamePlace, isScrollView, placeHere } from './place.ts';

/** reveal.js's events about moves. */
const MOVES = [
  'slidechanged',
  'fragmentshown',
  'fragmenthidden',
  'paused',
  'resumed',
  'overviewshown',
  'overviewhidden',
];

/** Called with the event's type when the viewer moves. */
export type OwnMoveListener = (kind: string) => void;

/** Makes every move of reveal.js that is not the viewer's own. */
export class Mover {
  readonly reveal: RevealApi;
  /** Called after each of the viewer's own moves. */
  onOwnMove: OwnMoveListener | undefined;
  /** Returns the room's position; undefined while the page goes its own way. */
  roomPosition: (() => Position | undefined) | undefined;
  /** Called when the slides were replaced, and the position may have changed. */
  onSlidesReplaced: (() => void) | undefined;
  /** Whether the viewer may not move to other slides. */
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

  /**
   * Goes to a position, closing what is in front of the slide, and sets the black screen. Does nothing where it
   * is so already.
   */
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

  /** Goes to a position without a transition, for a page that was just opened. */
  jump(position: Position, paused: boolean): void {
    const slides = this.reveal.getSlidesElement();
    slides?.classList.add('disable-slide-transitions');
    this.show(position, paused);
    requestAnimationFrame(() =>
      requestAnimationFrame(() => slides?.classList.remove('disable-slide-transitions')),
    );
  }

  /** Goes to a position again after the slides were changed, so that reveal.js updates all of them. */
  restorePosition(position: Position): void {
    const { reveal } = this;
    const { h, v, f } = placeHere(reveal, position);
    this.silently(() => reveal.slide(h, v, f));
  }

  /**
   * Changes the slides. A page that follows the room does so afterwards, too, even if its slide was removed or
   * has come back.
   */
  replaceSlides(change: () => void): void {
    const before = currentPlace(this.reveal);
    this.silently(change);
    this.restorePosition(this.roomPosition?.() ?? before);
    this.onSlidesReplaced?.();
  }

  /**
   * Moves without an entry in the browser's history, which is for the viewer's own moves, and without calling
   * `onOwnMove`.
   */
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
      // Browsers refuse after a hundred changes in a short time. The next one corrects the address.
    }
  }

  /**
   * Leaves the scroll view, which reveal.js uses on narrow screens: it has no fragments to step through, and
   * would take scrolling for steps.
   */
  showSlides(): void {
    const config = this.reveal.getConfig();
    Object.assign(config, { scrollActivationWidth: 0, view: null });
    if (isScrollView(this.reveal)) this.silently(() => this.reveal.layout());
  }

  /** Enables auto-slide, as the deck configures it, or disables it while another page leads. */
  allowAutoSlide(allowed: boolean): void {
    const config = this.reveal.getConfig();
    this.#autoSlide ??= config.autoSlide ?? 0;
    if ((config.autoSlide === false) === !allowed) return;
    config.autoSlide = allowed ? this.#autoSlide : false;
    if (!allowed) this.reveal.toggleAutoSlide(false);
  }
}
