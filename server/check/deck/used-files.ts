/** Lists the files that a deck's slides show: its own, those of the whole site, and those of included files. */

import { changeAddresses } from '../../deck/html/addresses.ts';
import { type Element, elements } from '../../deck/html/tree.ts';
import type { Reference } from '../../deck/model/deck.ts';
import { decodeLoosely, encodePath } from '../../files/paths.ts';
import type { CheckedDeck, CheckedSlide, DeckFolder } from './checked-deck.ts';

/** A file that an element on a slide shows. */
export interface UsedFile {
  readonly slide: CheckedSlide;
  readonly element: Element;
  readonly kind: Reference['kind'];
  /** As written. */
  readonly url: string;
  /** Relative to the deck's folder; with `/` at the start, to the served folder. */
  readonly path: string;
}

/** Returns every use of an existing file. */
export function usedFiles({ name, slides, folder }: CheckedDeck): UsedFile[] {
  return slides.flatMap((slide) =>
    [slide.section, ...elements(slide.section)].flatMap((element) => {
      const used: UsedFile[] = [];
      changeAddresses(element, (url, kind) => {
        const { base } = slide.slide;
        // References in an included file are relative to that file.
        const isTheirs = base !== undefined && !url.startsWith('/');
        const path = isTheirs ? theirPath(url, base, folder) : ownPath(url, name, folder);
        if (path !== undefined && folder.size(path) !== undefined)
          used.push({ slide, element, kind, url, path });
        return url;
      });
      return used;
    }),
  );
}

/** Returns the path of an address as the deck's page resolves it, in the deck's folder or one of the whole site. */
function ownPath(url: string, name: string, { shared }: DeckFolder): string | undefined {
  const path = addressOf(url, `/${encodePath(name)}/`);
  if (path?.startsWith(`/${name}/`)) return path.slice(name.length + 2);
  return shared.includes(path?.split('/')[1] ?? '') ? path : undefined;
}

/** Returns the path of an address in an included file, whose own path is relative to the served folder. */
function theirPath(url: string, base: string, { way }: DeckFolder): string | undefined {
  const path = addressOf(url, `/${encodePath(base)}`);
  const home = way === '' ? '/' : `/${way}/`;
  return path?.startsWith(home) ? path.slice(home.length) : path;
}

/** Resolves an address against another, decoded; undefined where it leaves the site. */
function addressOf(url: string, from: string): string | undefined {
  const site = 'http://deck.invalid';
  if (!URL.canParse(url, site + from)) return undefined;
  const { origin, pathname } = new URL(url, site + from);
  return origin === site ? decodeLoosely(pathname) : undefined;
}
