/** Gives every slide an id that stays, so that links to it hold. */
import { createHash } from 'node:crypto';
import { slug } from 'github-slugger';

/** What an id is made from. */
export interface IdSource {
  /** Written by the author. */
  readonly own?: string | undefined;
  /** Text of the first heading. */
  readonly heading?: string | undefined;
  /** The slide's source, where it has neither. */
  readonly content: string;
}

/** Hexadecimal digits of a content id: enough that two of a thousand slides practically never meet. */
const DIGITS = 8;

/**
 * The author's id, else the heading's slug as GitHub makes it, else one from the content. `-2`, `-3` part repeats;
 * `s-` goes before a leading digit, which reveal.js would read as a slide's index.
 */
export function assignIds(slides: readonly IdSource[]): string[] {
  const own = new Set(slides.map((slide) => slide.own).filter((id) => id !== undefined));
  const taken = new Set<string>();
  return slides.map((slide) => {
    const base = slide.own ?? headingId(slide.heading) ?? contentId(slide.content);
    let id = base;
    for (let n = 2; taken.has(id) || (id !== slide.own && own.has(id)); n++) id = `${base}-${n}`;
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
