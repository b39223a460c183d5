/** Answers requests for a held deck: its addresses have the content that the talk has shown so far. */

import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';
import type { HeldColumn, HeldFile, HeldPage, HeldSlide } from '../compile/model/held-page.ts';
import { changeText, htmlOf, linksOf } from '../deck/model/pieces.ts';
import { contentHash } from '../files/hash.ts';
import type { HeldDeck, Resource, ShownSlides } from './site.ts';

const compress = promisify(brotliCompress);

/** The inputs of `heldDeck`. */
export interface Holding {
  readonly page: HeldPage;
  /** The site's resources by address. */
  readonly files: ReadonlyMap<string, Resource>;
}

/** A slide and its position. */
interface Place extends HeldSlide {
  readonly h: number;
  readonly v: number;
  /** Ids of the slides that it links to. */
  readonly links: readonly string[];
}

/**
 * Pages that lack at most this many showings get only what they lack; others get all that was shown. Each of these
 * responses is made and compressed once, and kept until more is shown, which bounds the work and memory for any
 * number of requests.
 */
const NEWEST = 8;

/** Creates the deck's request handler; each response is made once per state of the talk. */
export function heldDeck({ page, files }: Holding): HeldDeck {
  const { home, policy, columns } = page;
  const places = columns.map(({ slides }, h) =>
    slides.map((slide, v): Place => ({ ...slide, h, v, links: linksOf(slide.pieces) })),
  );
  const uses = usesOf(page);
  let made: { readonly state: string; readonly answers: Map<string, Promise<Resource>> } | undefined;

  return {
    page,
    ids: places.map((column) => column.map(({ id }) => id)),
    owns: (address) => uses.has(address) || isBelow(address, home),
    async answer(address, shown, from) {
      if (address === home) return once(shown, 'page', () => wholePage(shown));
      if (address === `${home}shown`) {
        const since = sinceOf(from, shown);
        return once(shown, `since ${since}`, () => moreThan(shown, since));
      }
      const file = files.get(address);
      const isShown = uses
        .get(address)
        ?.some(({ slides, step }) => slides.some((id) => (stepOf(id, shown) ?? -2) >= step));
      return file && isShown ? { ...file, reader: 'anyone', cache: 'never' } : undefined;
    },
  };

  function once(shown: ShownSlides, key: string, make: () => string): Promise<Resource> {
    const state = stateOf(shown);
    if (made?.state !== state) made = { state, answers: new Map() };
    const answer = made.answers.get(key) ?? htmlResource(make(), policy);
    made.answers.set(key, answer);
    return answer;
  }

  /** Returns the last step of a slide that was shown; −1 for the first slide, which is always visible. */
  function stepOf(id: string, { slides }: ShownSlides): number | undefined {
    return slides.get(id)?.step ?? (id === places[0]?.[0]?.id ? -1 : undefined);
  }

  function wholePage(shown: ShownSlides): string {
    const [first = '', ...rest] = columnsOf(shown, () => true);
    const before = page.before.replace(/<div class="slides">$/, slidesTag(shown));
    return [before, first, page.script, ...rest, page.after].join('\n');
  }

  /** Returns the slides that were added or changed since a count, each with its position. */
  function moreThan(shown: ShownSlides, since: number): string {
    const changed = ({ id, links }: Place) =>
      since === 0 ||
      (shown.slides.get(id)?.last ?? 0) > since ||
      links.some((link) => (shown.slides.get(link)?.first ?? 0) > since);
    return `<!doctype html>${slidesTag(shown)}\n${columnsOf(shown, changed).join('\n')}\n</div>\n`;
  }

  function slidesTag(shown: ShownSlides): string {
    return `<div class="slides" data-shown="${stateOf(shown)}" data-revision="${page.revision}">`;
  }

  function columnsOf(shown: ShownSlides, isWanted: (place: Place) => boolean): string[] {
    const isShown = (id: string) => stepOf(id, shown) !== undefined;
    return places.flatMap((column, h) => {
      const slides = column.flatMap((place) => {
        const step = stepOf(place.id, shown);
        if (step === undefined || !isWanted(place)) return [];
        const at = ` data-at="${place.h}/${place.v}"`;
        return htmlOf(place.pieces, step, isShown).replace(/^<section/, (tag) => tag + at);
      });
      const open = columns[h]?.open ?? '';
      if (slides.length === 0 || open === '') return slides;
      return [open, ...slides, '</section>'].join('\n');
    });
  }
}

/** Returns a page with `change` applied to the HTML of its slides. */
export function changeSlides(page: HeldPage, change: (html: string) => string): HeldPage {
  const columns = page.columns.map(({ slides, ...column }) => ({
    ...column,
    slides: slides.map((slide) => ({ ...slide, pieces: changeText(slide.pieces, change) })),
  }));
  return { ...page, columns };
}

/** Returns the name of a state, which a page sends when it asks for what came after. */
function stateOf({ epoch, count }: ShownSlides): string {
  return `${epoch}.${count}`;
}

/** Returns the count that a page has of this run; 0 where it has nothing, is too old, or its state is malformed. */
function sinceOf(from: string, { epoch, count }: ShownSlides): number {
  const [, run, written] = /^([\w-]*)\.(\d{1,9})$/.exec(from) ?? [];
  const since = Number(written);
  return run === epoch && since <= count && since > count - NEWEST ? since : 0;
}

/** A use of an address, which may be requested once one of these slides was shown up to the step. */
interface Use {
  readonly slides: readonly string[];
  readonly step: number;
}

/** Returns the uses of every address that the page references. */
function usesOf({ files, columns }: HeldPage): ReadonlyMap<string, readonly Use[]> {
  const uses = new Map<string, Use[]>();
  const note = (found: readonly HeldFile[], slides: readonly string[]) => {
    for (const [address, step] of found) {
      const known = uses.get(address) ?? [];
      known.push({ slides, step });
      uses.set(address, known);
    }
  };
  const idsOf = ({ slides }: HeldColumn) => slides.map(({ id }) => id);
  // The first slide is always visible, and so are the files of the styles.
  note(files, columns.slice(0, 1).flatMap(idsOf).slice(0, 1));
  for (const column of columns) {
    note(column.files, idsOf(column));
    for (const { id, files: own } of column.slides) note(own, [id]);
  }
  return uses;
}

/**
 * Returns whether an address is below the deck's, except for its speaker view. In a site that is one deck, `home` is
 * `/`, and everybody may read the site's other resources, so this function is not asked about them.
 */
function isBelow(address: string, home: string): boolean {
  return address.startsWith(home) && !/^speaker(?:\/|$)/.test(address.slice(home.length));
}

/**
 * Returns an HTML response that must not be cached: the next one may contain more, and a cache must not give one
 * reader what only another may see.
 */
async function htmlResource(text: string, policy: string): Promise<Resource> {
  const bytes = Buffer.from(text);
  // A fast quality: the room waits for the response.
  const params = { [constants.BROTLI_PARAM_QUALITY]: 5, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
  return {
    status: 200,
    type: 'text/html; charset=utf-8',
    etag: `"${contentHash(bytes)}"`,
    cache: 'never',
    reader: 'anyone',
    body: { bytes, brotli: await compress(bytes, { params }) },
    headers: { 'content-security-policy': policy },
  };
}
