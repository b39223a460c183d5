/** Assigns slide ids that remain stable across edits, so that links to slides keep working. */
import { createHash } from 'node:crypto';
import { slug } from 'github-slugger';

/** What an id is derived from. */
export interface IdSource {
  /** The id that the author wrote. */
  readonly ownId?: string | undefined;
  /** The text of the first heading. */
  readonly heading?: string | undefined;
  /** The slide's HTML, from which the id is derived when it has neither. */
  readonly content: string;
}

/** The ids to take into account. */
export interface IdContext {
  /** The ids that the slides had before an edit, in slide order. */
  readonly previous?: readonly (string | undefined)[];
  /** The ids of elements on the slides. */
  readonly others?: Iterable<string>;
}

/** Hexadecimal digits of an id from content: a collision among a thousand slides is very unlikely. */
const DIGITS = 8;

/**
 * Returns an id for each slide: the author's id, else the previous one, else the heading's slug as GitHub makes it,
 * else one from the content. Duplicates get the suffixes `-2`, `-3` and so on. A leading digit gets the prefix `s-`,
 * since reveal.js would read it as a slide's index. Generated ids differ from `others`.
 */
export function assignIds(
  slides: readonly IdSource[],
  { previous = [], others = [] }: IdContext = {},
): readonly string[] {
  const claims = slides.map(({ ownId }, i) => ownId ?? previous[i]);
  if (areDistinct(claims)) return claims;
  const claimed = new Set<string | undefined>([...others, ...claims]);
  const taken = new Set<string>();
  const repeats = new Map<string, number>();
  return slides.map(({ heading, content }, i) => {
    const claim = claims[i];
    const base = claim ?? headingId(heading) ?? contentId(content);
    let n = repeats.get(base) ?? 1;
    let id = base;
    while (taken.has(id) || (id !== claim && claimed.has(id))) id = `${base}-${++n}`;
    repeats.set(base, n);
    taken.add(id);
    return id;
  });
}

/** Returns whether every slide has a claim and all claims differ, as after most edits. */
function areDistinct(claims: readonly (string | undefined)[]): claims is readonly string[] {
  const distinct = new Set(claims);
  return distinct.size === claims.length && !distinct.has(undefined);
}

function headingId(heading: string | undefined): string | undefined {
  const made = slug(heading?.trim() ?? '');
  if (made.replace(/-/g, '') === '') return undefined;
  return /^\d/.test(made) ? `s-${made}` : made;
}

function contentId(content: string): string {
  return `s-${createHash('sha256').update(content).digest('hex').slice(0, DIGITS)}`;
}
