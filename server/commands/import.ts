/** `lectern import FILE|FOLDER`: makes a deck of one that was written for another tool, and never overwrites anything. */
import { basename, extname, join, resolve } from 'node:path';
import type { Host } from '../cli/host.ts';
import type { ImportOptions } from '../cli/options.ts';
import { importDeck, REPORT } from '../import/import-deck.ts';
import { count } from '../import/write/report-text.ts';
import { refuseTaken, writeFolder } from './write-folder.ts';

/** Imports a deck. @throws ImportError where it is none; nothing is written then */
export async function importAnyDeck({ path, out }: ImportOptions, host: Host): Promise<void> {
  const name = basename(resolve(path), extname(path));
  const folder = out ?? name;
  refuseTaken(folder, `lectern import ${quoted(path)} --out ${quoted(`${name}-deck`)}`);
  const { tool, file, texts, copies, slides, losses } = importDeck(path, resolve('.'));
  await writeFolder(folder, { texts, copies });
  const deck = join(folder, 'deck.md');
  const report = join(folder, REPORT);
  host.out.write(
    [
      `${deck} is written: ${count(slides, 'slide')} of ${file}, which was written for ${tool}.`,
      losses === 0
        ? `Everything was carried over; ${report} says what became of what.`
        : `${count(losses, 'thing')} could not be carried over: ${report} names each, with its place.`,
      '',
      `  lectern dev ${quoted(folder)}   shows it, and every save of it`,
      `  lectern check ${quoted(folder)}   says what is still to mend`,
      '',
      '',
    ].join('\n'),
  );
}

/** Puts a path into quotation marks where a shell would part it. */
function quoted(path: string): string {
  return /^[\w./\\:@%+=,-]+$/.test(path) ? path : `"${path}"`;
}
