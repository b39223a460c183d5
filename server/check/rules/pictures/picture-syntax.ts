/** Reports Markdown pictures that are shown as text because of a character in their address. */
import type { Diagnostic } from '../../../deck/model/diagnostic.ts';
import { type CheckedDeck, onSlide } from '../../deck/checked-deck.ts';
import { shownTexts } from '../../deck/shown-text.ts';

const PICTURE = /!\[[^\]\n]*\](?:\(\s*([^\n]*?)\s*\)|\()|!\[\[([^\]\n]+)\]\]/g;

/** A file name at the start of an unreadable address. */
const FILE = /^<?([^<>]*?\.\w{2,4})(?=$|[\s)>"'])/;

export function* pictureSyntax({ slides }: CheckedDeck): Iterable<Diagnostic> {
  for (const slide of slides) {
    for (const node of shownTexts(slide.section)) {
      for (const [written, address, embedded] of node.value.matchAll(PICTURE)) {
        const reason = `\`${written}\` is shown as text: it is not read as a picture`;
        const file = FILE.exec(address ?? embedded ?? '')?.[1]?.trim();
        const hint = `Write \`![What it shows](<${file ?? 'picture.png'}>)\`, and behind it \`{width=300}\` for a size.`;
        yield onSlide(slide, { rule: 'picture-syntax', reason, hint }, written);
      }
    }
  }
}
