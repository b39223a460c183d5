/**
 * Reports footnotes without text, which are shown as written, and texts without a reference, which are not
 * shown.
 */

import { attribute, elements } from '../../deck/html/tree.ts';
import type { Diagnostic } from '../../deck/model/diagnostic.ts';
import { nearest } from '../../deck/model/nearest.ts';
import { codeSpans, inside } from '../../deck/text/fences.ts';
import { type CheckedDeck, type CheckedSlide, onSlide } from '../deck/checked-deck.ts';
import { shownTexts } from '../deck/shown-text.ts';

const MARK = /\[\^([^\]\s]+)\]/g;
const DEFINITION = /^ {0,3}\[\^([^\]\n]+)\]:/gm;

export function* footnotes({ slides, settings }: CheckedDeck): Iterable<Diagnostic> {
  if (settings.markdown === '2013') return;
  const all = slides.filter(({ slide }) => slide.format === 'markdown');
  const defined = new Map(all.map((slide) => [slide, definitionsIn(slide)]));
  const elsewhere = new Set([...defined.values()].flat());
  for (const slide of all) {
    const own = defined.get(slide) ?? [];
    for (const node of shownTexts(slide.section)) {
      for (const [mark, name = ''] of node.value.matchAll(MARK)) {
        const reason = `the footnote \`${mark}\` has no text`;
        yield onSlide(slide, { rule: 'footnote', reason, hint: hintFor(name, own, elsewhere) }, mark);
      }
    }
    const shown = new Set(elements(slide.section).map((element) => attribute(element, 'id')));
    for (const name of own) {
      if (shown.has(`footnote-${encodeURIComponent(name)}`)) continue;
      const reason = `nothing refers to the footnote \`[^${name}]\`, so it is not shown`;
      const hint = `Write \`[^${name}]\` on this slide, behind the words that it is about.`;
      yield onSlide(slide, { rule: 'footnote', reason, hint }, `[^${name}]:`);
    }
  }
}

function definitionsIn({ slide: { source } }: CheckedSlide): readonly string[] {
  if (!source.includes('[^')) return [];
  const code = codeSpans(source);
  return [...source.matchAll(DEFINITION)]
    .filter(({ index }) => !inside(index, code))
    .map(([, name = '']) => name);
}

function hintFor(name: string, own: readonly string[], elsewhere: ReadonlySet<string>): string {
  const close = nearest(name, own);
  if (close !== undefined) return `Did you mean \`[^${close}]\`?`;
  if (elsewhere.has(name)) return 'Its text stands on another slide; write it on this one.';
  return `Write it on this slide: \`[^${name}]: …\`; or put the mark between backticks.`;
}
