/** A slide's HTML in pieces, by which it is sent as far as it was shown. Plain data: whoever sends it needs no parser. */

/** HTML that comes with the slide; a fragment, which comes with its step; a link, once the slide that it leads to was shown. */
export type Piece = string | WaitingFragment | WaitingLink;

/** A fragment that is not there before its step. */
export interface WaitingFragment {
  /** Index of its step, as reveal.js counts them. */
  readonly step: number;
  readonly pieces: readonly Piece[];
  /** HTML of the empty element that stands in its place until then. */
  readonly before: string;
}

/** The attribute that makes a link to another slide, whose id may be its heading. */
export interface WaitingLink {
  /** The slide's id. */
  readonly to: string;
  readonly html: string;
}

/** The HTML of pieces as far as the slide was shown. */
export function htmlOf(pieces: readonly Piece[], step: number, isShown: (id: string) => boolean): string {
  return pieces
    .map((piece) => {
      if (typeof piece === 'string') return piece;
      if ('to' in piece) return isShown(piece.to) ? piece.html : '';
      return piece.step <= step ? htmlOf(piece.pieces, step, isShown) : piece.before;
    })
    .join('');
}

/** The whole slide's HTML. */
export function wholeHtml(pieces: readonly Piece[]): string {
  return htmlOf(pieces, Number.POSITIVE_INFINITY, () => true);
}

/** The ids of slides that these pieces lead to. */
export function linksOf(pieces: readonly Piece[]): string[] {
  return pieces.flatMap((piece) => {
    if (typeof piece === 'string') return [];
    return 'to' in piece ? [piece.to] : linksOf(piece.pieces);
  });
}

/** The same pieces with their text changed. */
export function changeText(pieces: readonly Piece[], change: (html: string) => string): Piece[] {
  return pieces.map((piece) => {
    if (typeof piece === 'string') return change(piece);
    return 'to' in piece ? piece : { ...piece, pieces: changeText(piece.pieces, change) };
  });
}
