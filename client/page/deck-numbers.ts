/** Maps a page's slides to their numbers. */
import type { RevealApi } from 'reveal.js';
import { findNumber, formatOf, isNumber, type NumberedSlide, slideNumbers } from './slide-numbers.ts';

/** Milliseconds to wait for the next digit, as in reveal.js. */
const DIGIT_MS = 200;

/** Returns the number of each slide, by its element. */
export function numbersIn(reveal: RevealApi): ReadonlyMap<Element, string> {
  const { elements, slides, format } = readSlides(reveal);
  const numbers = slideNumbers(slides, format);
  return new Map(elements.map((element, i) => [element, numbers[i] ?? '']));
}

/**
 * Makes reveal.js's jump field (G) use the visible slide numbers. By itself, it takes a number for a column if
 * the deck shows none. Other words are left to it.
 */
export function jumpByNumber(reveal: RevealApi): void {
  let digits: ReturnType<typeof setTimeout> | undefined;
  const fieldOf = ({ target }: Event): HTMLInputElement | undefined => {
    clearTimeout(digits);
    const isField = target instanceof HTMLInputElement && target.matches('.jump-to-slide-input');
    return isField && isNumber(target.value) ? target : undefined;
  };
  document.addEventListener(
    'input',
    (event) => {
      const field = fieldOf(event);
      if (!field) return;
      event.stopPropagation();
      digits = setTimeout(() => field.isConnected && goToNumber(reveal, field.value), DIGIT_MS);
    },
    true,
  );
  document.addEventListener(
    'keydown',
    (event) => {
      const field = event.key === 'Enter' ? fieldOf(event) : undefined;
      if (!field) return;
      event.stopPropagation();
      event.preventDefault();
      goToNumber(reveal, field.value);
      // Blurring closes it.
      field.blur();
    },
    true,
  );
}

function goToNumber(reveal: RevealApi, text: string): void {
  const { elements, slides, format } = readSlides(reveal);
  const slide = elements[findNumber(slides, format, text)];
  if (!slide) return;
  const { h, v } = reveal.getIndices(slide);
  reveal.slide(h, v);
}

function readSlides(reveal: RevealApi) {
  const columns: HTMLElement[] = reveal.getHorizontalSlides();
  const format = formatOf(reveal.getConfig().slideNumber, columns.length);
  const elements: HTMLElement[] = [];
  const slides: NumberedSlide[] = [];
  for (const [h, column] of columns.entries()) {
    const inner = [...column.querySelectorAll<HTMLElement>(':scope > section')];
    for (const [v, element] of (inner.length > 0 ? inner : [column]).entries()) {
      elements.push(element);
      slides.push({ h, v, isInStack: inner.length > 0, counts: element.dataset.visibility !== 'uncounted' });
    }
  }
  return { elements, slides, format };
}
