/** Reports pictures and recordings that are empty, truncated, or of another type than their names say. */

import { PICTURE_HEAD, pictureSizeIn } from '../../compile/pictures/size.ts';
import type { Diagnostic, Finding } from '../../deck/model/diagnostic.ts';
import { type CheckedDeck, type DeckFolder, onSlide } from '../deck/checked-deck.ts';
import { isTruncated } from '../deck/truncated-picture.ts';
import { usedFiles } from '../deck/used-files.ts';
import { unshownFormat } from './pictures/picture-format.ts';

const PICTURE = /\.(?:png|jpe?g|gif|webp|avif|apng|bmp|ico)$/i;
const DRAWING = /\.svg$/i;

/** Bytes read from the start of a file. */
const HEAD = 64;

type Mistake = Pick<Finding, 'reason' | 'hint'>;

export function* brokenFiles(deck: CheckedDeck): Iterable<Diagnostic> {
  const known = new Map<string, Mistake | undefined>();
  for (const { slide, kind, url, path } of usedFiles(deck)) {
    if (kind !== 'image' && kind !== 'media') continue;
    if (!known.has(path)) known.set(path, mistakeOf(path, deck.folder));
    const found = known.get(path);
    if (found) yield onSlide(slide, { rule: 'broken-file', ...found }, url);
  }
}

function mistakeOf(path: string, folder: DeckFolder): Mistake | undefined {
  const head = Buffer.from(folder.bytes(path, 0, HEAD) ?? []).toString('latin1');
  if (head === '')
    return { reason: `the file \`${path}\` is empty`, hint: 'Copy it again from where it came.' };
  if (head.startsWith('version https://git-lfs')) {
    const reason = `\`${path}\` is a pointer of Git LFS, not the file itself`;
    return { reason, hint: 'Fetch what it stands for with `git lfs pull`.' };
  }
  if (!PICTURE.test(path) && !DRAWING.test(path)) return undefined;
  if (/^\s*<(?:!doctype html|html)/i.test(head))
    return { reason: `\`${path}\` is a web page, not a picture`, hint: 'Save the picture itself.' };
  // Formats that browsers do not show have a rule of their own.
  return unshownFormat(head) === undefined ? pictureMistake(path, folder) : undefined;
}

function pictureMistake(path: string, folder: DeckFolder): Mistake | undefined {
  const bytes = folder.size(path) ?? 0;
  const start = folder.bytes(path, 0, PICTURE_HEAD) ?? new Uint8Array();
  const isDrawing = Buffer.from(start).includes('<svg');
  const size = pictureSizeIn(start, bytes);
  const format = size && !('problem' in size) ? size.format : undefined;
  // Browsers detect raster formats by content, but SVG only by its extension.
  if (DRAWING.test(path)) {
    if (isDrawing) return undefined;
    const reason = `\`${path}\` is not an SVG${format === undefined ? '' : `, but a ${format.toUpperCase()} file`}`;
    const hint = format === undefined ? 'Export it again.' : `Name it \`.${format}\`, here and in the deck.`;
    return { reason, hint };
  }
  if (isDrawing && (format === undefined || format === 'svg'))
    return { reason: `\`${path}\` is an SVG by another name`, hint: 'Name it `.svg`, here and in the deck.' };
  if (size && 'problem' in size)
    return { reason: `the picture \`${path}\` can't be shown: ${size.problem}`, hint: size.remedy };
  const read = (offset: number, length: number) => folder.bytes(path, offset, length) ?? new Uint8Array();
  if (format !== undefined && isTruncated(format, bytes, read)) {
    const reason = `the picture \`${path}\` breaks off after ${bytes} bytes`;
    return { reason, hint: 'Copy it again from where it came.' };
  }
  return undefined;
}
