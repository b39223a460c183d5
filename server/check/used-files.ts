/** The deck's own files that its slides show. */
import type { Reference } from '../deck/model.ts';
import { changeAddresses } from '../deck/references.ts';
import { type Element, elements } from '../deck/tree.ts';
import type { CheckedDeck, CheckedSlide } from './model.ts';

/** A file that something on a slide shows. */
export interface UsedFile {
  readonly slide: CheckedSlide;
  readonly element: Element;
  readonly kind: Reference['kind'];
  /** As written. */
  readonly url: string;
  /** Relative to the deck's folder. */
  readonly path: string;
}

/** Every use of a file that is there. */
export function usedFiles({ slides, folder }: CheckedDeck): UsedFile[] {
  // What an included file shows is relative to that file, and may lie elsewhere.
  const own = slides.filter(({ slide }) => slide.base === undefined);
  return own.flatMap((slide) =>
    [slide.section, ...elements(slide.section)].flatMap((element) => {
      const used: UsedFile[] = [];
      changeAddresses(element, (url, kind) => {
        const path = pathOf(url);
        if (path !== undefined && folder.size(path) !== undefined)
          used.push({ slide, element, kind, url, path });
        return url;
      });
      return used;
    }),
  );
}

/** The path of an address in the deck's folder, as the page resolves it. */
function pathOf(url: string): string | undefined {
  const home = 'http://deck.invalid/deck/';
  if (!URL.canParse(url, home)) return undefined;
  const { href } = new URL(url, home);
  if (!href.startsWith(home)) return undefined;
  const path = href.slice(home.length).replace(/[?#].*$/, '');
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
