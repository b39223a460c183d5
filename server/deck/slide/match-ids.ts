/** Matches the slides of an edited deck to its previous slides, so that viewers stay on their slide after an edit. */

import { sameEnds } from './same-ends.ts';

/** A slide before the edit. */
export interface PreviousSlide {
  readonly id: string;
  readonly fingerprint: string;
  readonly html: string;
}

/** A deck as rendered before the edit. */
export interface PreviousDeck {
  readonly stacks: readonly { readonly slides: readonly PreviousSlide[] }[];
}

/** A slide after the edit. */
export interface EditedSlide {
  /** The id that the author wrote. */
  readonly ownId: string | undefined;
  readonly fingerprint: string;
  /** The slide's HTML. */
  readonly content: string;
}

/** A slide before and after the edit, by index. */
type Pair = readonly [before: number, after: number];

/** The least similarity, from 0 to 1, at which two slides between the same matched slides match. */
const SIMILAR = 0.3;

/** The least similarity at which two slides match wherever they are. */
const VERY_SIMILAR = 0.6;

/**
 * The greatest distance at which a changed slide is searched for, in slides; bounds the work when all slides are new.
 */
const REACH = 50;

/**
 * Returns the previous id of each edited slide, or undefined for a new one. These slides match, in this order:
 * unchanged ones at the start and the end of the deck, unchanged ones that moved, and slightly changed ones. The
 * remaining changed slides between two matched ones match in order when their number is the same as before, else by
 * similarity. No id is returned twice, and none that an author has written.
 */
export function keepIds(
  before: readonly PreviousSlide[],
  after: readonly EditedSlide[],
): (string | undefined)[] {
  const { start, end } = sameEnds(before, after, (a, b) => a.fingerprint === b.fingerprint);
  const between = matchBetween(
    before.slice(start, before.length - end),
    after.slice(start, after.length - end),
  );
  const previous = [...before.slice(0, start), ...between, ...before.slice(before.length - end)];
  const claimed = new Set<string>();
  for (const { ownId } of after) if (ownId !== undefined) claimed.add(ownId);
  return after.map(({ ownId }, j) => {
    const id = previous[j]?.id;
    return ownId === undefined && id !== undefined && !claimed.has(id) ? id : undefined;
  });
}

/** Returns for each slide after an edit the slide that it was before. */
function matchBetween(
  before: readonly PreviousSlide[],
  after: readonly EditedSlide[],
): (PreviousSlide | undefined)[] {
  const matching = new Matching(before.length, after.length);
  const previous = new Map(before.map(({ id }, i) => [id, i]));
  for (const [j, { ownId }] of after.entries())
    matching.add(ownId === undefined ? undefined : previous.get(ownId), j);
  matchUnchanged(before, after, matching);
  const words = {
    before: lazyWords(before.map(({ html }) => html)),
    after: lazyWords(after.map(({ content }) => content)),
  };
  matchSimilar(matching.rest(), { words, least: VERY_SIMILAR, matching });
  for (const gap of matching.gaps()) {
    if (gap.before.length === gap.after.length)
      for (const [k, j] of gap.after.entries()) matching.add(gap.before[k], j);
    else matchSimilar(gap, { words, least: SIMILAR, matching });
  }
  return after.map((_, j) => before[matching.previousOf(j) ?? -1]);
}

/** Indices without a partner. */
interface Gap {
  readonly before: readonly number[];
  readonly after: readonly number[];
}

/** Pairs of slides; each slide is in at most one. */
class Matching {
  readonly #before: (number | undefined)[];
  readonly #after: (number | undefined)[];

  constructor(before: number, after: number) {
    this.#before = Array<number | undefined>(before).fill(undefined);
    this.#after = Array<number | undefined>(after).fill(undefined);
  }

  add(i: number | undefined, j: number | undefined): void {
    if (i === undefined || j === undefined) return;
    if (this.#before[i] !== undefined || this.#after[j] !== undefined) return;
    this.#before[i] = j;
    this.#after[j] = i;
  }

  previousOf(j: number): number | undefined {
    return this.#after[j];
  }

  rest(): Gap {
    return this.#between([-1, -1], [this.#before.length, this.#after.length]);
  }

  /** Returns the unmatched slides between matched ones that kept their order. */
  gaps(): Gap[] {
    const pairs = this.#after.flatMap((i, j): Pair[] => (i === undefined ? [] : [[i, j]]));
    const stayed = [...longestRising(pairs), [this.#before.length, this.#after.length] as const];
    return stayed.map((end, k) => this.#between(stayed[k - 1] ?? [-1, -1], end));
  }

  #between([fromBefore, fromAfter]: Pair, [toBefore, toAfter]: Pair): Gap {
    const free = (partners: readonly (number | undefined)[], from: number, to: number) =>
      partners.slice(from + 1, to).flatMap((partner, k) => (partner === undefined ? [from + 1 + k] : []));
    return {
      before: free(this.#before, fromBefore, toBefore),
      after: free(this.#after, fromAfter, toAfter),
    };
  }
}

/** Matches slides of equal content; of several equal ones, the first with the first. */
function matchUnchanged(
  before: readonly PreviousSlide[],
  after: readonly EditedSlide[],
  matching: Matching,
): void {
  const places = new Map<string, number[]>();
  before.forEach(({ fingerprint }, i) => {
    const same = places.get(fingerprint);
    if (same) same.push(i);
    else places.set(fingerprint, [i]);
  });
  after.forEach(({ ownId, fingerprint }, j) => {
    if (ownId === undefined) matching.add(places.get(fingerprint)?.shift(), j);
  });
}

/** Returns the longest subsequence of pairs that rises on both sides. The pairs are sorted by their second index. */
function longestRising(pairs: readonly Pair[]): Pair[] {
  // Patience sorting: `ends[k]` is the last pair of the best sequence of k + 1 pairs found so far.
  const ends: { readonly pair: Pair; readonly previous: Run | undefined }[] = [];
  for (const pair of pairs) {
    let k = ends.length;
    while (k > 0 && (ends[k - 1]?.pair[0] ?? 0) > pair[0]) k--;
    ends[k] = { pair, previous: ends[k - 1] };
  }
  const run: Pair[] = [];
  for (let last: Run | undefined = ends.at(-1); last; last = last.previous) run.unshift(last.pair);
  return run;
}

interface Run {
  readonly pair: Pair;
  readonly previous: Run | undefined;
}

type Words = ReadonlyMap<string, number>;

interface Similarity {
  readonly words: { readonly before: (i: number) => Words; readonly after: (j: number) => Words };
  readonly least: number;
  readonly matching: Matching;
}

/** Matches slides by descending similarity, and by distance where that is equal. */
function matchSimilar({ before, after }: Gap, { words, least, matching }: Similarity): void {
  const candidates: {
    readonly i: number;
    readonly j: number;
    readonly score: number;
    readonly far: number;
  }[] = [];
  for (const [x, i] of before.entries()) {
    for (const [y, j] of after.entries()) {
      const far = Math.abs(x - y);
      if (far > REACH) continue;
      const score = similarity(words.before(i), words.after(j));
      if (score >= least) candidates.push({ i, j, score, far });
    }
  }
  candidates.sort((a, b) => b.score - a.score || a.far - b.far);
  for (const { i, j } of candidates) matching.add(i, j);
}

/** Returns a function that counts a slide's words on first use: most slides of an edited deck never need it. */
function lazyWords(slides: readonly string[]): (index: number) => Words {
  const known = new Map<number, Words>();
  return (index) => {
    const words = known.get(index) ?? wordsOf(slides[index] ?? '');
    known.set(index, words);
    return words;
  };
}

function wordsOf(html: string): Words {
  const counts = new Map<string, number>();
  for (const word of html.replace(/<[^<>]*>/g, ' ').match(/[\p{L}\p{N}]+/gu) ?? []) {
    counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  return counts;
}

/** Returns Dice's coefficient of two bags of words: twice the shared words by the words of both. */
function similarity(a: Words, b: Words): number {
  let shared = 0;
  for (const [word, count] of a) shared += Math.min(count, b.get(word) ?? 0);
  const all = [...a.values(), ...b.values()].reduce((sum, count) => sum + count, 0);
  return all === 0 ? 0 : (2 * shared) / all;
}
