/** The list of slides by title: a number or some words and Enter, or a tap, goes there. */
import { isolateBidi } from '../../page/isolate-bidi.ts';
import { findNumber, isNumber, type NumberedSlide, type NumberFormat } from '../../page/slide-numbers.ts';
import type { DeckSlide, SpeakerDeck } from '../talk/speaker-deck.ts';
import { openDialog } from './dialogs.ts';
import { byId, make } from './dom.ts';

/** The searchable slides. */
export interface Listed {
  readonly slides: readonly (NumberedSlide & { readonly title: string })[];
  readonly format: NumberFormat;
}

/** Returns the slides that match a text: by number, else by all its words, in any order. */
export function matchSlides({ slides, format }: Listed, text: string): number[] {
  const wanted = text.trim().toLowerCase();
  if (isNumber(wanted)) {
    const index = findNumber(slides, format, wanted);
    return index === -1 ? [] : [index];
  }
  const words = wanted.split(/\s+/);
  return slides.flatMap(({ title }, i) => {
    const lower = title.toLowerCase();
    return words.every((word) => lower.includes(word)) ? [i] : [];
  });
}

/** The dialog with all slides. */
export class Jump {
  readonly #list = byId('jump-list');
  readonly #input = byId('jump-to', HTMLInputElement);
  readonly #go: (index: number) => void;
  #deck: Pick<SpeakerDeck, 'slides' | 'format' | 'lang'> = { slides: [], format: 'line', lang: '' };
  #current = 0;

  /** @param go called with the index of the chosen slide */
  constructor(go: (index: number) => void) {
    this.#go = go;
    this.#input.addEventListener('input', () => this.#filter());
    this.#input.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter') return;
      event.preventDefault();
      const [found] = matchSlides(this.#deck, this.#input.value);
      if (found !== undefined && this.#input.value.trim() !== '') this.#choose(found);
    });
  }

  /** Opens it, with what was typed already. */
  open(deck: Pick<SpeakerDeck, 'slides' | 'format' | 'lang'>, current: number, typed = ''): void {
    this.#deck = deck;
    this.#current = current;
    this.#input.value = typed;
    this.#list.lang = deck.lang;
    this.#list.replaceChildren(...deck.slides.map((slide, i) => this.#item(slide, i)));
    openDialog('jump').addEventListener('close', () => this.#list.replaceChildren(), { once: true });
    this.#input.focus();
    this.#filter();
    this.#list.children[current]?.scrollIntoView({ block: 'center' });
  }

  #item({ title, number }: DeckSlide, index: number): HTMLElement {
    const item = make('li');
    const button = make('button', '', { type: 'button' });
    button.append(make('b', number), make('span', isolateBidi(title)));
    if (index === this.#current) button.setAttribute('aria-current', 'true');
    button.addEventListener('click', () => this.#choose(index));
    item.append(button);
    return item;
  }

  #filter(): void {
    const shown = new Set(matchSlides(this.#deck, this.#input.value));
    for (const [i, item] of [...this.#list.children].entries()) item.toggleAttribute('hidden', !shown.has(i));
  }

  #choose(index: number): void {
    // The field would keep the focus until the next frame, and receive the next key.
    this.#input.blur();
    byId('jump', HTMLDialogElement).close();
    this.#go(index);
  }
}
