/**
 * The section bar, `{sections}` in a header or footer: one piece for each section of the deck, the current one marked.
 */
import { escapeHtml, openTag } from '../../html/escape.ts';

/** A slide's place among the deck's sections. */
export interface SectionPlace {
  /** The titles of all sections. */
  readonly sections: readonly string[];
  /** The index of the slide's section; −1 before the first. */
  readonly current: number;
  /** Whether the titles of later sections may be shown before they are reached. */
  readonly open: boolean;
}

/** The number of characters that fit on the line; with more, only the current section's title is shown. */
const LONGEST = 70;

/**
 * Returns the bar as HTML. For screen readers it is one image, whose label gives section and number without words
 * of any language.
 */
export function sectionBar({ sections, current, open }: SectionPlace): string {
  const title = sections[current];
  if (title === undefined) return '';
  const fits = sections.join('').length <= LONGEST;
  const pieces = sections.map((name, i) => {
    const state = i < current ? 'past' : i === current ? 'now' : 'later';
    const isShown = i === current || (fits && (open || i < current));
    return `<span class="${state}">${isShown ? escapeHtml(name) : ''}</span>`;
  });
  const label = `${title}, ${current + 1} / ${sections.length}`;
  return `${openTag('span', { class: 'sections', role: 'img', 'aria-label': label })}${pieces.join('')}</span>`;
}
