/**
 * Finds links to slides, of the same deck or another one: `#/2/1`, `#/some-id`, `/other/#/some-id`; and the
 * possible targets.
 */
import { attribute, elements } from '../../deck/html/tree.ts';
import { decodeLoosely, encodePath } from '../../files/paths.ts';
import type { CheckedDeck, CheckedSlide } from './checked-deck.ts';
import type { Outline, SlideLink } from './link-targets.ts';

/** A host that no deck uses. */
const HERE = 'http://deck.invalid';

const LINKS: ReadonlySet<string> = new Set(['a', 'area']);

/** Returns a deck's outline. */
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

/** Returns the links to slides in a deck. */
export function slideLinks({ name, slides }: CheckedDeck): SlideLink[] {
  const home = `${HERE}/${encodePath(name)}/`;
  return slides.flatMap(({ section, find }) =>
    elements(section).flatMap((element): SlideLink[] => {
      const url = LINKS.has(element.tagName) ? attribute(element, 'href')?.trim() : undefined;
      if (!url?.includes('#') || !URL.canParse(url, home)) return [];
      const { origin, pathname, hash } = new URL(url, home);
      const deck = /^\/(.+?)\/?$/.exec(decodeLoosely(pathname))?.[1];
      const target = decodeLoosely(hash.replace(/^#\/?/, ''));
      if (origin !== HERE || deck === undefined || target === '') return [];
      return [{ deck, target, url, place: find([url, url.replaceAll('&', '&amp;')]) }];
    }),
  );
}
