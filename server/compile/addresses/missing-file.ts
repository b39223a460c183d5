/** Describes a file that a deck references but that does not exist, and suggests the nearest name. */

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

/** Fonts in style sheets are references of kind `image`, too. */
const FONT = /\.(?:woff2?|ttf|otf|eot)(?:[?#]|$)/i;

/** Returns the noun for the target of a reference: `font`, `picture`, `page`… */
export function nounOf(kind: Reference['kind'], url: string): string {
  return kind === 'image' && FONT.test(url) ? 'font' : NOUNS[kind];
}

/** A referenced file that does not exist. */
export interface Absence {
  /** Its path, relative to where it was looked for. */
  readonly path: string;
  /** Where it was looked for, such as `in the deck's folder`. */
  readonly where: string;
  /** Paths from there to existing files, as candidates for a suggestion. */
  readonly known: Iterable<string>;
}

/** Returns the finding for a missing file: it is private, its name differs in case only, or it is missing. */
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

/** Returns whether a file is private and so never served; leading `../` are ignored. */
function isSource(path: string): boolean {
  return isPrivate(path.replace(/^(?:\.\.\/)+/, ''));
}
