/** Pictures in Markdown that are shown as text, since there is a blank in the file's name. */
import type { Diagnostic } from '../../deck/error.ts';
import { descendants, isInside, isText } from '../../deck/tree.ts';
import { type CheckedDeck, onSlide } from '../model.ts';

const PICTURE =
  /!\[[^\]\n]*\]\(\s*([^()<>\n]*?[^()<>\n"'\s]\s+[^()<>\n"']+\.(?:png|jpe?g|gif|svg|webp|avif))\s*\)/gi;

const LITERAL: ReadonlySet<string> = new Set('pre code script style textarea svg math template'.split(' '));

export function* pictureSyntax({ slides }: CheckedDeck): Iterable<Diagnostic> {
  for (const slide of slides) {
    for (const node of descendants(slide.section)) {
      if (!isText(node) || isInside(node, LITERAL)) continue;
      for (const [written, address = ''] of node.value.matchAll(PICTURE)) {
        const reason = `\`${written}\` is shown as text: there is a blank in the address`;
        const hint = `Put it into angle brackets: \`(<${address}>)\`.`;
        yield onSlide(slide, { rule: 'picture-syntax', reason, hint }, written);
      }
    }
  }
}
