/** What to say of a file that a deck names and that is not there, with the one that may have been meant. */

import type { Reference } from '../../deck/model/deck.ts';
import type { Finding } from '../../deck/model/diagnostic.ts';
import { nearest } from '../../deck/model/nearest.ts';
import { isPrivate } from '../../files/file-types.ts';

const NOUNS: Readonly<Record<Reference['kind'], string>> = {
  link: 'file',
  frame: 'page',
  media: 'recording',
  image: 'picture',
};

/** Style sheets ask for fonts as they do for pictures. */
const FONT = /\.(?:woff2?|ttf|otf|eot)(?:[?#]|$)/i;

/** What an address asks for, in a word. */
export function nounOf(kind: Reference['kind'], url: string): string {
  return kind === 'image' && FONT.test(url) ? 'font' : NOUNS[kind];
}

/** A file that is looked for in vain. */
export interface Absence {
  /** Its way from where it is looked for. */
  readonly path: string;
  /** Where that is: `in the deck's folder`. */
  readonly where: string;
  /** The ways from there to what may have been meant. */
  readonly known: Iterable<string>;
}

/** What to say of it. */
export function missingFile({ path, where, known }: Absence, kind: Reference['kind']): Finding {
  if (isSource(path))
    return {
      rule: 'private-file',
      reason: `\`${path}\` is a source and is not served`,
      hint: 'Link to a PDF or a page instead.',
    };
  const offered = [...known].filter((file) => !isSource(file));
  const absence = `there is no ${nounOf(kind, path)} \`${path}\` ${where}`;
  const twin = offered.find((file) => file.toLowerCase() === path.toLowerCase());
  if (twin !== undefined) {
    return {
      rule: 'letter-case',
      reason: `${absence}, but one in other letters: \`${twin}\``,
      hint: 'Write capitals and small letters as the file has them: some systems tell them apart.',
    };
  }
  const close = nearest(path, offered);
  return {
    rule: 'missing-file',
    reason: absence,
    hint: close ? `Did you mean \`${close}\`?` : 'Put the file beside the deck, or correct its name.',
  };
}

/** Whether a file is never served; steps up on the way to it hide nothing. */
function isSource(path: string): boolean {
  return isPrivate(path.replace(/^(?:\.\.\/)+/, ''));
}
