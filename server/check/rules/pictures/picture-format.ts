/** Reports pictures in formats that browsers do not show. */
import type { Diagnostic } from '../../../deck/model/diagnostic.ts';
import { type CheckedDeck, onSlide } from '../../deck/checked-deck.ts';
import { usedFiles } from '../../deck/used-files.ts';

/** First bytes of such files. */
const FORMATS: readonly (readonly [name: string, start: RegExp])[] = [
  ['HEIC', /^.{4}ftyp(?:hei[cmsx]|hev[cmsx]|mif1(?!.{0,40}avif))/s],
  ['TIFF', /^(?:II\*\0|MM\0\*)/],
  ['Photoshop', /^8BPS/],
  ['PDF', /^%PDF/],
  ['PostScript', /^(?:%!PS|\xc5\xd0\xd3\xc6)/],
];

export function* pictureFormat(deck: CheckedDeck): Iterable<Diagnostic> {
  for (const { slide, kind, url, path } of usedFiles(deck)) {
    if (kind !== 'image') continue;
    const head = Buffer.from(deck.folder.bytes(path, 0, 64) ?? []).toString('latin1');
    const format = unshownFormat(head);
    if (format === undefined) continue;
    const reason = `\`${path}\` is a ${format} file, which browsers do not show as a picture`;
    yield onSlide(
      slide,
      { rule: 'picture-format', reason, hint: 'Export it as SVG, PNG, JPEG or WebP.' },
      url,
    );
  }
}

/**
 * Returns the format of a file that browsers do not show, by its first 64 bytes as Latin-1; undefined for any
 * other.
 */
export function unshownFormat(head: string): string | undefined {
  return FORMATS.find(([, start]) => start.test(head))?.[0];
}
