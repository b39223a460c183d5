/** Pictures in Markdown that are shown as text, since there is something in their address that Markdown cannot read. */

import { descendants, isInside, isText } from '../../deck/html/tree.ts';
import type { Diagnostic } from '../../deck/model/diagnostic.ts';
import { type CheckedDeck, onSlide } from '../deck/model.ts';

const PICTURE = /!\[[^\]\n]*\](?:\(\s*([^\n]*?)\s*\)|\()|!\[\[([^\]\n]+)\]\]/g;

/** A file's name at the beginning of what is not read as an address. */
const FILE = /^<?([^<>]*?\.\w{2,4})(?=$|[\s)>"'])/;

const LITERAL: ReadonlySet<string> = new Set('pre code script style textarea svg math template'.split(' '));

export function* pictureSyntax({ slides }: CheckedDeck): Iterable<Diagnostic> {
  for (const slide of slides) {
    for (const node of descendants(slide.section)) {
      if (!isText(node) || isInside(node, LITERAL)) continue;
      for (const [written, address, embedded] of node.value.matchAll(PICTURE)) {
        const reason = `\`${written}\` is shown as text: it is not read as a picture`;
        const file = FILE.exec(address ?? embedded ?? '')?.[1]?.trim();
        const hint = `Write \`![What it shows](<${file ?? 'picture.png'}>)\`, and behind it \`{width=300}\` for a size.`;
        yield onSlide(slide, { rule: 'picture-syntax', reason, hint }, written);
      }
    }
  }
}
