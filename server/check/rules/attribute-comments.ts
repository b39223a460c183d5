/** Reports comments that look as if they set attributes, but do not. */
import { decodeAttributes } from '../../deck/features/attributes/decode-attributes.ts';
import { descendants, isComment, parseHtml } from '../../deck/html/tree.ts';
import { renderMarkdown } from '../../deck/markdown/markdown.ts';
import type { Diagnostic } from '../../deck/model/diagnostic.ts';
import { nearest } from '../../deck/model/nearest.ts';
import { type CheckedDeck, onSlide } from '../deck/checked-deck.ts';

/** `.slide`, `slide:`, `.element …`, including misspelt ones. */
const LOOKS = /^\s*(?:\.([a-z]+)\b|([a-z]+)(?=\s*:))\s*(:?)\s*(.*)$/is;

const SAMPLES = {
  slide: '<!-- .slide: data-background-color="navy" -->',
  element: '<!-- .element: class="fragment" -->',
} as const;

const WORDS = ['slide', 'element'] as const;

export function* attributeComments({ slides, settings }: CheckedDeck): Iterable<Diagnostic> {
  for (const slide of slides) {
    const { source, format } = slide.slide;
    if (!source.includes('<!--')) continue;
    const html = format === 'markdown' ? renderMarkdown(source, settings.markdown) : source;
    for (const comment of descendants(parseHtml(html)).filter(isComment)) {
      const finding = mistakeIn(comment.data);
      if (finding) {
        yield onSlide(slide, { rule: 'attribute-comment', ...finding }, `<!--${comment.data}-->`);
      }
    }
  }
}

function mistakeIn(text: string): { reason: string; hint: string } | undefined {
  const [, dotted, bare, colon, rest = ''] = LOOKS.exec(text) ?? [];
  const written = dotted ?? bare;
  if (written === undefined) return undefined;
  const word = WORDS.find((known) => known === nearest(written, WORDS));
  const sets = Object.keys(decodeAttributes(rest)).length > 0;
  // A sentence that begins with the word is an ordinary comment.
  if (word === undefined || (dotted === undefined && !sets)) return undefined;
  const right = dotted === word && (word === 'element' || colon === ':');
  if (right && sets) return undefined;
  return {
    reason: right ? 'this comment sets no attribute' : 'this comment is not read as one that sets attributes',
    hint: `Write it as \`${SAMPLES[word]}\`, values in quotes.`,
  };
}
