/** Sorts the decks of the index. */

/**
 * Sorts the newest first, by the readable part of their dates; those of the same date, or without one, by
 * title.
 */
export function newestFirst<T extends { readonly date: string; readonly title: string }>(
  decks: readonly T[],
): T[] {
  const key = ({ date }: T) => /^\d{4}(?:-\d{2}){0,2}/.exec(date)?.[0] ?? /\b\d{4}\b/.exec(date)?.[0] ?? '';
  return [...decks].sort((a, b) => {
    const [before, after] = [key(a), key(b)];
    if (before !== after) return before < after ? 1 : -1;
    return a.title.localeCompare(b.title, 'en', { numeric: true });
  });
}
