/** Reports slides with nothing on them, no background and no notes, which nobody has meant. */
import { classes, elements, textOf } from '../../deck/html/tree.ts';
import type { Diagnostic } from '../../deck/model/diagnostic.ts';
import { type CheckedDeck, type CheckedSlide, onSlide } from '../deck/checked-deck.ts';
import { knownIn } from '../deck/known-classes.ts';

/** Elements that say nothing without a text in them. Any other may be drawn by itself, or by a style. */
const BARE: ReadonlySet<string> = new Set('p ul ol li blockquote strong em br'.split(' '));

/** Attributes by which a slide shows something, or by which a style or script may know it. */
const MEANT = /^(?:id$|style$|data-(?:background|state|autoslide|markdown|notes))/;

export function* emptySlides({ slides, settings }: CheckedDeck): Iterable<Diagnostic> {
  const known = knownIn(settings);
  for (const slide of slides) {
    if (slide.slide.format !== 'markdown' || !isEmpty(slide, known)) continue;
    const reason = 'there is nothing on this slide';
    const hint =
      settings.markdown === '2013'
        ? 'Remove it, or what parts it from the next one.'
        : 'Remove it, or what parts it from the next one; one that is to be empty has a `Note:` that says so.';
    yield onSlide(slide, { rule: 'empty-slide', reason, hint });
  }
}

function isEmpty({ section, notes }: CheckedSlide, known: ReadonlySet<string>): boolean {
  return (
    classes(section).every((name) => known.has(name)) &&
    notes.trim() === '' &&
    textOf(section).trim() === '' &&
    !section.attrs.some(({ name }) => MEANT.test(name)) &&
    elements(section).every(({ tagName }) => BARE.has(tagName))
  );
}
