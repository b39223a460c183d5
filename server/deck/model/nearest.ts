/** Finds the known word closest to a mistyped one, for messages that ask "did you mean …?". */

/** Returns the greatest distance at which a word counts as mistyped: a third of its letters, at least two. */
function reach(word: string): number {
  return Math.max(2, Math.floor(word.length / 3));
}

/** Returns the Levenshtein distance: the insertions, deletions and substitutions that turn `a` into `b`. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const substituted = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(substituted, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}

/**
 * Returns the word of `words` nearest to `word`, ignoring case; undefined if none is near. The first of equals wins.
 */
export function nearest(word: string, words: Iterable<string>): string | undefined {
  const wanted = word.toLowerCase();
  let best: string | undefined;
  let least = reach(word) + 1;
  for (const candidate of words) {
    const known = candidate.toLowerCase();
    // As many letters at least have to be added or taken away.
    if (Math.abs(known.length - wanted.length) >= least) continue;
    const far = distance(wanted, known);
    if (far < least) {
      least = far;
      best = candidate;
    }
  }
  return best;
}
