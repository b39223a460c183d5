/** Fills agendas with the deck's sections, once all slides are rendered. */
import { escapeHtml, openTag } from '../../html/escape.ts';
import type { Finding } from '../../model/diagnostic.ts';
import { AGENDA_ATTRIBUTE } from './arrange.ts';

/** A slide as an agenda sees it. */
interface Listed {
  readonly kind: string | undefined;
  readonly id: string;
  readonly title: string;
  readonly html: string;
}

const LIST = new RegExp(`<ol ${AGENDA_ATTRIBUTE}="">`);

/** Returns whether a slide asks for an agenda. */
export function hasAgenda(html: string): boolean {
  return LIST.test(html);
}

/** Returns the finding for an agenda of a deck without sections. */
export function emptyAgenda(slides: readonly Pick<Listed, 'kind'>[]): Finding | undefined {
  if (slides.some(({ kind }) => kind === 'section')) return undefined;
  const hint = 'A heading that stands alone on a slide begins a section; or write the list yourself.';
  return { rule: 'layout', reason: 'this agenda is empty: the deck has no sections', hint };
}

/**
 * Returns the slides' HTML with each agenda filled; the section that an agenda stands in is marked. `open` says that the
 * titles of later sections may be shown before they are reached.
 */
export function fillAgendas(slides: readonly Listed[], open: boolean): string[] {
  const sections = slides.filter(({ kind }) => kind === 'section');
  let current = -1;
  return slides.map(({ kind, html }) => {
    if (kind === 'section') current += 1;
    if (!hasAgenda(html)) return html;
    const shown = sections.slice(0, open ? undefined : current + 1);
    const items = shown.map(({ id, title }, i) => {
      const state = i < current ? 'past' : i === current ? 'now' : 'later';
      const marks = { class: state, ...(i === current ? { 'aria-current': 'step' } : {}) };
      return `${openTag('li', marks)}${openTag('a', { href: `#/${id}` })}${escapeHtml(title)}</a></li>`;
    });
    return html.replace(LIST, (list) => list + items.join(''));
  });
}
