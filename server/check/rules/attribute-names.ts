/** Reports attributes of slides that are unknown to reveal.js, but close to a known one. */
import type { Diagnostic } from '../../deck/model/diagnostic.ts';
import { nearest } from '../../deck/model/nearest.ts';
import { type CheckedDeck, onSlide } from '../deck/checked-deck.ts';

/** Attributes that reveal.js 6.0.2 reads on a `<section>`, and ours. */
const KNOWN: readonly string[] = [
  ...names(
    'background',
    '',
    'color gradient image srcset size position repeat opacity transition interactive hash',
  ),
  ...names('background', '', 'video video-loop video-muted iframe'),
  ...names('auto-animate', '', 'id restart unmatched easing duration delay'),
  ...names('transition', '', 'speed'),
  ...names(
    '',
    '',
    'notes state timing visibility autoslide preload prevent-swipe menu-title id kind markdown',
  ),
  ...names(
    '',
    '',
    'separator separator-vertical separator-notes vertical charset attributes element-attributes',
  ),
];

/** Returns `data-FIRST` and `data-FIRST-REST`. */
function names(first: string, own: string, rest: string): string[] {
  const start = first === '' ? 'data' : `data-${first}`;
  return [...(first === '' ? [] : [`${start}${own}`]), ...rest.split(' ').map((word) => `${start}-${word}`)];
}

/** Typing mistakes are short: a larger difference is the author’s own attribute. */
const SLIP = 2;

export function* attributeNames({ slides }: CheckedDeck): Iterable<Diagnostic> {
  for (const slide of slides) {
    for (const { name } of slide.section.attrs) {
      if (!name.startsWith('data-') || KNOWN.includes(name)) continue;
      const close = nearest(
        name.slice('data-'.length),
        KNOWN.map((known) => known.slice('data-'.length)),
      );
      if (close === undefined || Math.abs(close.length + 'data-'.length - name.length) > SLIP) continue;
      const reason = `\`${name}\` does nothing on a slide`;
      const hint = `Did you mean \`data-${close}\`?`;
      yield onSlide(slide, { rule: 'attribute-name', reason, hint }, name);
    }
  }
}
