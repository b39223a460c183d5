/**
 * Search in the slides: a field that goes to the next slide with the words, and highlights them.
 *
 * reveal.js's own plug-in wraps matches in `<em>`, and later removes every `<em>` of the deck.
 */
import type { RevealApi } from 'reveal.js';
import overlayStyles from 'reveal.js/reveal.css?later&inline';
import styles from '../styles/extras.css?inline';
import foundStyles from '../styles/found.css?inline';

/** Adds the field and its key, Ctrl+Shift+F (⌘⇧F), listed in the keyboard help. */
export function addSearch(reveal: RevealApi): void {
  const form = document.createElement('form');
  form.className = 'deck-search';
  form.setAttribute('role', 'search');
  form.hidden = true;
  const field = document.createElement('input');
  field.type = 'search';
  field.setAttribute('aria-label', 'Search the slides');
  field.placeholder = 'Search';
  const found = document.createElement('output');
  addStyle(overlayStyles + styles);
  form.append(field, found);
  document.body.append(form);

  const close = (): void => {
    form.hidden = true;
    mark([]);
    field.blur();
  };
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    found.textContent = goToNext(reveal, field.value);
  });
  form.addEventListener('keydown', (event) => {
    event.stopPropagation();
    if (event.key === 'Escape') close();
  });
  // A clicker's step resets the form.
  form.addEventListener('reset', close);
  document.addEventListener('keydown', (event) => {
    if (event.key !== 'F' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    if (!form.hidden) return close();
    form.hidden = false;
    field.select();
  });
  reveal.registerKeyboardShortcut('CTRL + Shift + F', 'Search');
}

function addStyle(text: string): void {
  const style = document.createElement('style');
  style.textContent = text;
  document.head.append(style);
}

/** Goes to the next slide with the words, wrapping around. Returns the message. */
function goToNext(reveal: RevealApi, words: string): string {
  const wanted = words.trim().toLowerCase();
  const slides: HTMLElement[] = reveal.getSlides();
  const hits =
    wanted === '' ? [] : slides.filter((slide) => slide.textContent?.toLowerCase().includes(wanted));
  const at = slides.indexOf(reveal.getCurrentSlide());
  const next = hits.find((slide) => slides.indexOf(slide) > at) ?? hits[0];
  mark(next ? rangesOf(next, wanted) : []);
  if (!next) return wanted === '' ? '' : 'Nothing found';
  const { h, v } = reveal.getIndices(next);
  reveal.slide(h, v);
  return `${hits.indexOf(next) + 1} of ${hits.length}`;
}

/** Returns every occurrence of the words within one text node of the slide. */
function rangesOf(slide: Element, wanted: string): Range[] {
  const ranges: Range[] = [];
  const texts = document.createTreeWalker(slide, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const node = texts.currentNode;
    const text = node.textContent?.toLowerCase() ?? '';
    for (let from = text.indexOf(wanted); from >= 0; from = text.indexOf(wanted, from + wanted.length)) {
      const range = new Range();
      range.setStart(node, from);
      range.setEnd(node, from + wanted.length);
      ranges.push(range);
    }
  }
  return ranges;
}

/** Whether the page has the style of what is found. */
let isStyled = false;

/** Highlights the ranges without changing the slides, where the browser can (Firefox from 140 on). */
function mark(ranges: readonly Range[]): void {
  if (!isStyled && ranges.length > 0) {
    addStyle(foundStyles);
    isStyled = true;
  }
  if ('highlights' in CSS) CSS.highlights.set('deck-search', new Highlight(...ranges));
}
