/** Checks whether links to slides lead somewhere. Imports no parser, so that cached decks are checked fast. */
import type { Diagnostic } from '../../deck/model/diagnostic.ts';
import { nearest } from '../../deck/model/nearest.ts';

/** The possible targets of links in a deck. */
export interface Outline {
  /** Ids of slides, and of all other elements. */
  readonly ids: readonly string[];
  /** Number of slides by column. */
  readonly columns: readonly number[];
  /** Number of the first column and slide in a link. */
  readonly first: 0 | 1;
}

/** A link to a slide. */
export interface SlideLink {
  readonly deck: string;
  /** What follows `#/` or `#`, decoded. */
  readonly target: string;
  readonly url: string;
  readonly place: Pick<Diagnostic, 'file' | 'line' | 'column'>;
}

/**
 * Returns what is wrong with a link to a deck of this outline, by reveal.js 6.0.2's rules
 * (controllers/location).
 */
export function brokenLink({ target, url, place }: SlideLink, outline: Outline): Diagnostic | undefined {
  const [first = '', second] = target.split('/');
  const told = { ...place, rule: 'broken-link' } as const;
  if (!/^\d+$/.test(first)) {
    // A number after an id is a fragment.
    const id = target.replace(/\/-?\d+$/, '');
    // A browser looks for the id as it is written before it decodes it.
    if (outline.ids.includes(id) || outline.ids.includes(url.slice(1))) return undefined;
    const close = nearest(id, outline.ids);
    const hint = close
      ? `Did you mean \`${close}\`?`
      : 'A slide’s id is its heading in small letters, with dashes.';
    return { ...told, reason: `\`${url}\` leads nowhere: no slide has the id \`${id}\``, hint };
  }
  const { columns, first: base } = outline;
  const slides = columns[Number(first) - base];
  if (slides === undefined) {
    const hint = `The columns are numbered from ${base} to ${columns.length - 1 + base}.`;
    return { ...told, reason: `\`${url}\` leads nowhere: there is no column ${first}`, hint };
  }
  if (second === undefined || !/^\d+$/.test(second) || Number(second) - base < slides) return undefined;
  const hint = `Its slides are numbered from ${base} to ${slides - 1 + base}.`;
  return { ...told, reason: `\`${url}\` leads nowhere: column ${first} has no slide ${second}`, hint };
}
