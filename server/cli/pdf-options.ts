/** Resolves what `pdf` is asked to do. */
import type { Arguments } from './arguments.ts';
import { decodePerPage, decodeSwitch, decodeUrl } from './option-values.ts';
import { UsageError } from './usage-error.ts';

/** Slides on a page of a handout, where nobody says how many. */
const USUAL_PER_PAGE = 3;

/** What `pdf` is asked to do, checked and complete. */
export interface PdfOptions {
  /** A path, or the name of a deck; without it all decks of the usual folder. */
  readonly deck?: string;
  readonly form: 'slides' | 'handout' | 'pictures';
  /** A page or a picture for each step, not only for each slide. */
  readonly steps: boolean;
  /** Notes in the handout; else lines to write on. */
  readonly notes: boolean;
  /** Slides on a page of the handout. */
  readonly perPage: number;
  /** Folder for what is made, relative to the working directory. */
  readonly out: string;
  /** Where the site stands for everyone, for links from a deck to elsewhere on it. */
  readonly url?: URL;
  readonly siteFile?: string;
}

/** Resolves them. `out` is the folder where none is named. @throws {UsageError} for what contradicts itself */
export function pdfOptions(given: Arguments, out: string): PdfOptions {
  const [deck, extra] = given.operands;
  if (extra !== undefined) {
    throw new UsageError(`Only one DECK can be printed, but a second was given: ${extra}.`);
  }
  const isOn = (name: 'handout' | 'png' | 'steps' | 'notes') => given.read(name, decodeSwitch) ?? false;
  const [isHandout, isPictures, steps, notes] = [isOn('handout'), isOn('png'), isOn('steps'), isOn('notes')];
  const perPage = given.read('per-page', decodePerPage);
  if (isHandout && isPictures)
    throw new UsageError('--handout and --png are two things: ask for one of them.');
  if (isHandout && steps) throw new UsageError('--steps is for slides and pictures, not for --handout.');
  if (!isHandout && notes) throw new UsageError('--notes needs --handout: only a handout has notes.');
  if (!isHandout && perPage !== undefined) throw new UsageError('--per-page needs --handout.');
  const asIs = (value: string) => value;
  const url = given.read('url', decodeUrl);
  const siteFile = given.read('site', asIs);
  return {
    form: isHandout ? 'handout' : isPictures ? 'pictures' : 'slides',
    steps,
    notes,
    perPage: perPage ?? USUAL_PER_PAGE,
    out: given.read('out', asIs) ?? out,
    ...(deck !== undefined && { deck }),
    ...(url && { url }),
    ...(siteFile !== undefined && { siteFile }),
  };
}
