/**
 * A slide's HTML in pieces, so that only what was shown of it is sent. Plain data, so that sending it needs no parser.
 */

/** HTML sent with the slide; a fragment, sent with its step; or a link, sent once its target was shown. */
export type Piece = string | WaitingFragment | WaitingLink;

/** A fragment that is withheld until its step. */
export interface WaitingFragment {
  /** Index of its step, as reveal.js counts them. */
  readonly step: number;
  readonly pieces: readonly Piece[];
  /** HTML of the empty element that takes its place until then. */
  readonly before: string;
}

/** The attribute that makes a link to another slide; withheld since the slide's id may be its heading. */
export interface WaitingLink {
  /** The id of the target slide. */
  readonly to: string;
  readonly html: string;
}

/** Returns the HTML of pieces, as far as the slide was shown. */
export function htmlOf(pieces: readonly Piece[], step: number, isShown: (id: string) => boolean): string {
  return pieces
    .map((piece) => {
      if (typeof piece === 'string') return piece;
      if ('to' in piece) return isShown(piece.to) ? piece.html : '';
      return piece.step <= step ? htmlOf(piece.pieces, step, isShown) : piece.before;
    })
    .join('');
}

/** Returns the HTML of the whole slide. */
export function wholeHtml(pieces: readonly Piece[]): string {
  return htmlOf(pieces, Number.POSITIVE_INFINITY, () => true);
}

/** Returns the ids of the slides that these pieces link to. */
export function linksOf(pieces: readonly Piece[]): string[] {
  return pieces.flatMap((piece) => {
    if (typeof piece === 'string') return [];
    return 'to' in piece ? [piece.to] : linksOf(piece.pieces);
  });
}

/** Returns the pieces with `change` applied to their HTML. */
export function changeText(pieces: readonly Piece[], change: (html: string) => string): Piece[] {
  return pieces.map((piece) => {
    if (typeof piece === 'string') return change(piece);
    return 'to' in piece ? piece : { ...piece, pieces: changeText(piece.pieces, change) };
  });
}
