/** Links to slides, of the same deck or of another one: `#/2/1`, `#/some-id`, `/other/#/some-id`; and where they may lead. */
import { attribute, elements } from '../../deck/html/tree.ts';
import { decodeLoosely } from '../../files/paths.ts';
import type { Outline, SlideLink } from './links.ts';
import type { CheckedDeck, CheckedSlide } from './model.ts';

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
  return slides.flatMap(({ section, find }) =>
    elements(section).flatMap((element): SlideLink[] => {
      const url = LINKS.has(element.tagName) ? attribute(element, 'href')?.trim() : undefined;
      if (!url?.includes('#') || !URL.canParse(url, home)) return [];
      const { origin, pathname, hash } = new URL(url, home);
      const deck = /^\/([^/]+)\/?$/.exec(decodeLoosely(pathname))?.[1];
      const target = decodeLoosely(hash.replace(/^#\/?/, ''));
      if (origin !== HERE || deck === undefined || target === '') return [];
      return [{ deck, target, url, place: find([url, url.replaceAll('&', '&amp;')]) }];
    }),
  );
}
