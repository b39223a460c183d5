/** Pictures and recordings that are empty, or something else than their names say. */
import type { Diagnostic } from '../../deck/error.ts';
import { type CheckedDeck, onSlide } from '../model.ts';
import { usedFiles } from '../used-files.ts';

const PICTURE = /\.(?:png|jpe?g|gif|webp|avif|apng|bmp|ico)$/i;

/** What stands at a file's beginning. */
const HEAD = 64;

export function* brokenFiles(deck: CheckedDeck): Iterable<Diagnostic> {
  for (const { slide, kind, url, path } of usedFiles(deck)) {
    if (kind !== 'image' && kind !== 'media') continue;
    const head = Buffer.from(deck.folder.bytes(path, 0, HEAD) ?? []).toString('latin1');
    const found = mistakeOf(head, path);
    if (found) yield onSlide(slide, { rule: 'broken-file', ...found }, url);
  }
}

function mistakeOf(head: string, path: string): { reason: string; hint: string } | undefined {
  if (head === '')
    return { reason: `the file \`${path}\` is empty`, hint: 'Copy it again from where it came.' };
  if (head.startsWith('version https://git-lfs')) {
    const reason = `\`${path}\` is a pointer of Git LFS, not the file itself`;
    return { reason, hint: 'Fetch what it stands for with `git lfs pull`.' };
  }
  if (PICTURE.test(path) && /^\s*<(?:!doctype html|html)/i.test(head)) {
    return { reason: `\`${path}\` is a web page, not a picture`, hint: 'Save the picture itself.' };
  }
  return undefined;
}
