/** Reports recordings in formats that no browser plays, or not every one. */
import type { Diagnostic } from '../../../deck/model/diagnostic.ts';
import { type CheckedDeck, onSlide } from '../../deck/checked-deck.ts';
import { usedFiles } from '../../deck/used-files.ts';
import { unplayableFormat } from '../../deck/video-codec.ts';

export function* videoFormat(deck: CheckedDeck): Iterable<Diagnostic> {
  for (const { slide, kind, url, path } of usedFiles(deck)) {
    if (kind !== 'media') continue;
    const format = unplayableFormat(
      (offset, length) => deck.folder.bytes(path, offset, length) ?? new Uint8Array(),
    );
    if (format === undefined) continue;
    const reason = `\`${path}\` is ${format}, which browsers do not play`;
    const hint = `Convert it: \`ffmpeg -i ${path} -c:v libx264 -pix_fmt yuv420p -movflags +faststart film.mp4\`.`;
    yield onSlide(slide, { rule: 'video-format', reason, hint }, url);
  }
}
