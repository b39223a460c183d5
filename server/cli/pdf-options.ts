/** Resolves the options of `pdf`. */
import type { Arguments } from './arguments.ts';
import { decodeOut, decodePerPage, decodeSwitch, decodeUrl } from './option-values.ts';
import { UsageError } from './usage-error.ts';

/** Slides on a page of a handout by default. */
const USUAL_PER_PAGE = 3;

/** The options of `pdf`, checked and complete. */
export interface PdfOptions {
  /** A path, or the name of a deck; absent for all decks of the default folder. */
  readonly deck?: string;
  readonly form: 'slides' | 'handout' | 'pictures';
  /** A page or a picture for each step, not only for each slide. */
  readonly steps: boolean;
  /** Notes in the handout, instead of lines to write on. */
  readonly notes: boolean;
  /** Slides on a page of the handout. */
  readonly perPage: number;
  /** Output folder, relative to the working directory. */
  readonly out: string;
  /** Public address of the site, for links from a deck to elsewhere on it. */
  readonly url?: URL;
  readonly siteFile?: string;
}

/**
 * Resolves the options. `out` is the default output folder. @throws {UsageError} for options that exclude each
 * other
 */
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
    out: given.read('out', decodeOut) ?? out,
    ...(deck !== undefined && { deck }),
    ...(url && { url }),
    ...(siteFile !== undefined && { siteFile }),
  };
}
