/** Gives every slide an id that stays, so that links to it hold. */
import { createHash } from 'node:crypto';
import { slug } from 'github-slugger';

/** What an id is made from. */
export interface IdSource {
  /** Written by the author. */
  readonly own?: string | undefined;
  /** The id that the slide had before an edit. */
  readonly former?: string | undefined;
  /** Text of the first heading. */
  readonly heading?: string | undefined;
  /** What the slide shows, where it has none of these. */
  readonly content: string;
}

/** Hexadecimal digits of a content id: enough that two of a thousand slides practically never meet. */
const DIGITS = 8;

/**
 * The author's id, else the former one, else the heading's slug as GitHub makes it, else one from the content. `-2`,
 * `-3` part repeats; `s-` goes before a leading digit, which reveal.js would read as a slide's index. No id is one of
 * `others`, the ids of what stands on the slides.
 */
export function assignIds(slides: readonly IdSource[], others: readonly string[] = []): string[] {
  const claimed = new Set(others);
  for (const { own, former } of slides) {
    const claim = own ?? former;
    if (claim !== undefined) claimed.add(claim);
  }
  const taken = new Set<string>();
  const repeats = new Map<string, number>();
  return slides.map(({ own, former, heading, content }) => {
    const claim = own ?? former;
    const base = claim ?? headingId(heading) ?? contentId(content);
    const isTaken = (id: string) => taken.has(id) || (id !== claim && claimed.has(id));
    let id = base;
    if (isTaken(id)) {
      let n = repeats.get(base) ?? 1;
      while (isTaken(id)) id = `${base}-${++n}`;
      repeats.set(base, n);
    }
    taken.add(id);
    return id;
  });
}

function headingId(heading: string | undefined): string | undefined {
  const made = slug(heading?.trim() ?? '');
  if (made.replace(/-/g, '') === '') return undefined;
  return /^\d/.test(made) ? `s-${made}` : made;
}

function contentId(content: string): string {
  return `s-${createHash('sha256').update(content).digest('hex').slice(0, DIGITS)}`;
}
