/** Gives every slide an id that stays, so that links to it hold. */
import { createHash } from 'node:crypto';
import { slug } from 'github-slugger';

/** What an id is made from. */
export interface IdSource {
  /** Written by the author. */
  readonly ownId?: string | undefined;
  /** Text of the first heading. */
  readonly heading?: string | undefined;
  /** What the slide shows, where it has none of these. */
  readonly content: string;
}

/** What ids are given beside. */
export interface IdContext {
  /** The ids that the slides had before an edit, in their order. */
  readonly previous?: readonly (string | undefined)[];
  /** The ids of what stands on the slides. */
  readonly others?: Iterable<string>;
}

/** Hexadecimal digits of a content id: enough that two of a thousand slides practically never meet. */
const DIGITS = 8;

/**
 * The author's id, else the previous one, else the heading's slug as GitHub makes it, else one from the content. `-2`,
 * `-3` part repeats; `s-` goes before a leading digit, which reveal.js would read as a slide's index. No id is one of
 * `others`.
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

/** Whether every slide has a claim, and no two the same. Most edits leave it so. */
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
