/** Byte ranges (RFC 9110, 14). */

/** First and last byte, both included. */
export interface Range {
  readonly first: number;
  readonly last: number;
}

/**
 * Parses a `Range` value for a body of `size` bytes. `whole` where the header is to be ignored: another unit, a
 * malformed value, or several ranges.
 */
export function parseRange(header: string, size: number): Range | 'whole' | 'unsatisfiable' {
  const match = /^bytes=[ \t]*(\d*)-(\d*)[ \t]*$/i.exec(header);
  if (!match) return 'whole';
  const [, from = '', to = ''] = match;
  if (from === '') {
    if (to === '') return 'whole';
    const length = Math.min(Number(to), size);
    return length === 0 ? 'unsatisfiable' : { first: size - length, last: size - 1 };
  }
  const first = Number(from);
  if (to !== '' && Number(to) < first) return 'whole';
  if (first >= size) return 'unsatisfiable';
  return { first, last: to === '' ? size - 1 : Math.min(Number(to), size - 1) };
}
