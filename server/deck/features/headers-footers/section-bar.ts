/** The progress of a deck's sections, `{sections}` in a header or footer: one piece for each, the current one marked. */
import { escapeHtml, openTag } from '../../html/escape.ts';

/** Where in the deck a slide stands. */
export interface SectionPlace {
  /** Titles of all sections. */
  readonly sections: readonly string[];
  /** Index of the slide's section; −1 before the first. */
  readonly current: number;
  /** Whether the titles of later sections may be told already. */
  readonly open: boolean;
}

/** More characters than this do not fit on a line, and only the current section's title is shown. */
const LONGEST = 70;

/** The bar as HTML; for screen readers it is one picture, which says section and number in no language of its own. */
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
