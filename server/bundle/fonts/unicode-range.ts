/** Parses and formats `unicode-range`. */

/** Returns a test for the characters in a list of ranges such as `U+0000-00FF,U+0131`. */
export function rangeTest(ranges: string): (codePoint: number) => boolean {
  const pairs = ranges.split(',').map((range) => {
    const [first = '', last = first] = range.trim().replace(/^U\+/i, '').split('-');
    return { first: Number.parseInt(first, 16), last: Number.parseInt(last, 16) };
  });
  return (codePoint) => pairs.some(({ first, last }) => codePoint >= first && codePoint <= last);
}

/** Returns the shortest list of ranges with exactly these characters. */
export function formatRange(codePoints: Iterable<number>): string {
  const sorted = [...new Set(codePoints)].sort((a, b) => a - b);
  const ranges: { first: number; last: number }[] = [];
  for (const code of sorted) {
    const open = ranges.at(-1);
    if (open !== undefined && open.last === code - 1) open.last = code;
    else ranges.push({ first: code, last: code });
  }
  const hex = (code: number): string => code.toString(16).toUpperCase();
  return ranges
    .map(({ first, last }) => (first === last ? `U+${hex(first)}` : `U+${hex(first)}-${hex(last)}`))
    .join();
}
