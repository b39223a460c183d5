/** Links to slides, of the same deck or of another one: `#/2/1`, `#/some-id`, `/other/#/some-id`. */
import type { Diagnostic } from '../deck/error.ts';
import { nearest } from '../deck/nearest.ts';
import { attribute, elements } from '../deck/tree.ts';
import type { CheckedDeck, CheckedSlide } from './model.ts';

/** What links may lead to in a deck. */
export interface Outline {
  /** Of slides, and of all else that has one. */
  readonly ids: readonly string[];
  /** How many slides each column has. */
  readonly columns: readonly number[];
  /** The number of the first column and slide in a link. */
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

/** A host that no deck names. */
const HERE = 'http://deck.invalid';

const LINKS: ReadonlySet<string> = new Set(['a', 'area']);

/** A deck's outline. */
export function outlineOf({ slides, settings }: CheckedDeck): Outline {
  const columns: number[] = [];
  for (const { h } of slides) columns[h] = (columns[h] ?? 0) + 1;
  const idsIn = ({ section }: CheckedSlide) =>
    elements(section).flatMap((element) => [
      attribute(element, 'id') ?? [],
      attribute(element, 'data-id') ?? [],
    ]);
  return {
    ids: slides.flatMap((slide) => [slide.id, ...idsIn(slide).flat()]),
    columns,
    first: settings.revealOptions.hashOneBasedIndex === true ? 1 : 0,
  };
}

/** The links to slides in a deck. */
export function slideLinks({ name, slides }: CheckedDeck): SlideLink[] {
  const home = `${HERE}/${encodeURIComponent(name)}/`;
  return slides.flatMap(({ slide, section, find }) =>
    elements(section).flatMap((element): SlideLink[] => {
      const url = LINKS.has(element.tagName) ? attribute(element, 'href')?.trim() : undefined;
      if (!url?.includes('#') || !URL.canParse(url, home)) return [];
      const { origin, pathname, hash } = new URL(url, home);
      const deck = /^\/([^/]+)\/?$/.exec(decode(pathname))?.[1];
      const target = decode(hash.replace(/^#\/?/, ''));
      if (origin !== HERE || deck === undefined || target === '') return [];
      return [
        { deck, target, url, place: { file: slide.file, ...find([url, url.replaceAll('&', '&amp;')]) } },
      ];
    }),
  );
}

/** What is wrong with a link to a deck of this outline, which reveal.js 6.0.2 reads as here (controllers/location). */
export function brokenLink({ target, url, place }: SlideLink, outline: Outline): Diagnostic | undefined {
  const [first = '', second] = target.split('/');
  const told = { ...place, rule: 'broken-link' } as const;
  if (!/^\d+$/.test(first)) {
    // A number behind an id names a fragment.
    const id = target.replace(/\/-?\d+$/, '');
    if (outline.ids.includes(id)) return undefined;
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

/** A `%` that begins no code stands for itself. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
