/** The notes of the slide, with those of the current fragment marked, at the speaker's font size. */

import { readSetting, writeSetting } from '../../page/stored-settings.ts';
import type { DeckSlide } from '../talk/speaker-deck.ts';
import { byId, make } from './dom.ts';

/** Factors of the font size. */
const SIZES = [0.7, 0.8, 0.9, 1, 1.15, 1.3, 1.5, 1.75, 2, 2.4];
const MIDDLE = 3;
const KEY = 'lectern-notes-size';

/** The element with the notes. */
export class NotesView {
  readonly #text = byId('notes-text');
  #slide: DeckSlide | undefined;
  #size = sizeOf(readSetting(KEY));

  constructor() {
    this.resize(0);
  }

  /** Shows a slide's notes, with those of its step marked. */
  show(slide: DeckSlide | undefined, f: number): void {
    if (slide !== this.#slide) {
      const isSame = slide?.id === this.#slide?.id;
      const { scrollTop } = this.#text;
      this.#slide = slide;
      const notes = slide?.notes() ?? make('article');
      const isEmpty = (notes.textContent ?? '').trim() === '' && !notes.querySelector('img');
      if (isEmpty) notes.replaceChildren(make('p', 'No notes for this slide.', { class: 'none' }));
      for (const link of notes.querySelectorAll('a')) link.target = '_blank';
      this.#text.replaceChildren(notes);
      // An edited slide keeps its scroll position.
      this.#text.scrollTop = isSame ? scrollTop : 0;
    }
    const own = [...this.#text.querySelectorAll<HTMLElement>('[data-step]')];
    let marked: HTMLElement | undefined;
    for (const part of own) {
      const isNow = Number(part.dataset.step) === f;
      part.classList.toggle('now', isNow);
      if (isNow) marked ??= part;
    }
    if (marked) marked.scrollIntoView({ block: 'nearest' });
  }

  /** Changes the font size by some steps, and stores it in this browser. */
  resize(change: number): void {
    this.#size = Math.min(Math.max(this.#size + change, 0), SIZES.length - 1);
    document.body.style.setProperty('--notes', String(SIZES[this.#size]));
    if (change !== 0) writeSetting(KEY, String(this.#size));
  }
}

function sizeOf(kept: string | undefined): number {
  const size = Number.parseInt(kept ?? '', 10);
  return size >= 0 && size < SIZES.length ? size : MIDDLE;
}
