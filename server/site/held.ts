/** A deck that holds back what has not been shown: the same addresses, answered by what the talk has shown so far. */

import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';
import type { HeldColumn, HeldFile, HeldPage, HeldSlide } from '../compile/model/held-page.ts';
import { htmlOf, linksOf } from '../deck/model/pieces.ts';
import { contentHash } from '../files/hash.ts';
import type { HeldDeck, Resource, ShownSlides } from './site.ts';

const compress = promisify(brotliCompress);

/** What `heldDeck` is made from. */
export interface Holding {
  readonly page: HeldPage;
  /** The site's addresses. */
  readonly files: ReadonlyMap<string, Resource>;
}

/** A slide in its place. */
interface Place extends HeldSlide {
  readonly h: number;
  readonly v: number;
  /** Ids of the slides that it leads to. */
  readonly links: readonly string[];
}

/**
 * Pages behind by no more than so many showings get what they lack; others get all that was shown. Each of these is made,
 * compressed and kept once, until more is shown: however many ask for whatever, that is all there is.
 */
const NEWEST = 8;

/** Answers for all who may see as much, each made once. */
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

  /** The last step of a slide that was shown; the first slide is no secret. */
  function stepOf(id: string, { slides }: ShownSlides): number | undefined {
    return slides.get(id)?.step ?? (id === places[0]?.[0]?.id ? -1 : undefined);
  }

  function wholePage(shown: ShownSlides): string {
    const [first = '', ...rest] = columnsOf(shown, () => true);
    const before = page.before.replace(/<div class="slides">$/, slidesTag(shown));
    return [before, first, page.script, ...rest, page.after].join('\n');
  }

  /** Slides that came or changed since a page was made, each with its place. */
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

/** Names a state; what a page of it says when it asks for more. */
function stateOf({ epoch, count }: ShownSlides): string {
  return `${epoch}.${count}`;
}

/** How much of this run a page has; 0 where that is nothing, too long ago, or not understood. */
function sinceOf(from: string, { epoch, count }: ShownSlides): number {
  const [, run, written] = /^([\w-]*)\.(\d{1,9})$/.exec(from) ?? [];
  const since = Number(written);
  return run === epoch && since <= count && since > count - NEWEST ? since : 0;
}

/** Where an address is used: once one of these slides was shown up to a step. */
interface Use {
  readonly slides: readonly string[];
  readonly step: number;
}

/** What may be asked for, and when. */
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
  // The first slide can always be seen, and the styles with it.
  note(files, columns.slice(0, 1).flatMap(idsOf).slice(0, 1));
  for (const column of columns) {
    note(column.files, idsOf(column));
    for (const { id, files: own } of column.slides) note(own, [id]);
  }
  return uses;
}

/** A site that is one deck has things of its own beside it, which everyone may read and this is not asked for. */
function isBelow(address: string, home: string): boolean {
  return address.startsWith(home) && !/^speaker(?:\/|$)/.test(address.slice(home.length));
}

/** Nobody keeps it: the next one may have more, and no cache may tell one reader what another may see. */
async function htmlResource(text: string, policy: string): Promise<Resource> {
  const bytes = Buffer.from(text);
  // A quick one: it is made while the room waits for it.
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
