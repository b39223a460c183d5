/** All slides by title: a number or some words and Enter, or a tap, and the room is there. */
import type { DeckSlide } from './deck.ts';
import { byId, make } from './dom.ts';
import { openSheet } from './sheets.ts';

/** Finds the slides that a text means: a number, else all words of it, in any order. */
export function matchSlides(slides: readonly { readonly title: string }[], text: string): number[] {
  const wanted = text.trim().toLowerCase();
  if (/^\d+$/.test(wanted)) {
    const index = Number(wanted) - 1;
    return index >= 0 && index < slides.length ? [index] : [];
  }
  const words = wanted.split(/\s+/);
  return slides.flatMap(({ title }, i) => {
    const lower = title.toLowerCase();
    return words.every((word) => lower.includes(word)) ? [i] : [];
  });
}

/** The sheet with all slides. */
export class Jump {
  readonly #list = byId('jump-list');
  readonly #input = byId('jump-to', HTMLInputElement);
  readonly #go: (index: number) => void;
  #slides: readonly DeckSlide[] = [];
  #current = 0;

  /** @param go called with the slide that was chosen. */
  constructor(go: (index: number) => void) {
    this.#go = go;
    this.#input.addEventListener('input', () => this.#filter());
    this.#input.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter') return;
      event.preventDefault();
      const [found] = matchSlides(this.#slides, this.#input.value);
      if (found !== undefined && this.#input.value.trim() !== '') this.#choose(found);
    });
  }

  /** Opens it, with what was typed already. */
  open(slides: readonly DeckSlide[], current: number, typed = ''): void {
    this.#slides = slides;
    this.#current = current;
    this.#input.value = typed;
    this.#list.replaceChildren(...slides.map(({ title }, i) => this.#item(title, i)));
    openSheet('jump').addEventListener('close', () => this.#list.replaceChildren(), { once: true });
    this.#input.focus();
    this.#filter();
    this.#list.children[current]?.scrollIntoView({ block: 'center' });
  }

  #item(title: string, index: number): HTMLElement {
    const item = make('li');
    const button = make('button', '', { type: 'button' });
    button.append(make('b', String(index + 1)), make('span', title));
    if (index === this.#current) button.setAttribute('aria-current', 'true');
    button.addEventListener('click', () => this.#choose(index));
    item.append(button);
    return item;
  }

  #filter(): void {
    const shown = new Set(matchSlides(this.#slides, this.#input.value));
    for (const [i, item] of [...this.#list.children].entries()) item.toggleAttribute('hidden', !shown.has(i));
  }

  #choose(index: number): void {
    // Until the next frame the field would keep the focus, and with it the next key.
    this.#input.blur();
    byId('jump', HTMLDialogElement).close();
    this.#go(index);
  }
}
