/** A deck that holds back what has not been shown: the same addresses, answered by how far the talk has come. */
import { brotliCompressSync, constants } from 'node:zlib';
import type { PageParts } from '../pages/deck-page.ts';
import { contentHash } from './hash.ts';
import { encodePath } from './paths.ts';
import type { Resource } from './site.ts';

/** A page in parts, so that one with fewer slides can be put together at no cost. */
export interface HeldPage extends PageParts {
  readonly columns: readonly HeldColumn[];
  /** The page's Content-Security-Policy. */
  readonly policy: string;
}

/** A column's slides, and the opening tag around them; empty for none. */
export interface HeldColumn {
  readonly open: string;
  readonly slides: readonly string[];
}

/** A column and a row, from 0. */
export interface Place {
  readonly h: number;
  readonly v: number;
}

/** The audience's view of a deck that holds back. */
export interface HeldDeck {
  /** The whole page, in parts. */
  readonly page: HeldPage;
  /**
   * The answer for a path in the deck when the talk has come to `shown`; undefined where there is nothing, or nothing yet.
   * @param from for the path `shown`: how many slides the page has already
   */
  answer(path: string, shown: Place, from: number): Resource | undefined;
}

/** What `heldDeck` is made from. */
export interface Holding {
  readonly page: HeldPage;
  /** The deck's files by their path in it. */
  readonly files: ReadonlyMap<string, Resource>;
}

/**
 * A held deck's files below its address, by the rest of their path: those of a folder of its name, too. What belongs to
 * the speaker is not among them, nor, where the deck stands at the site's own address, what is the site's.
 */
export function filesBelow(resources: ReadonlyMap<string, Resource>, address: string): Map<string, Resource> {
  const own = [...resources].filter(
    ([path, { reader }]) =>
      path.startsWith(address) && path !== address && (address !== '/' || reader === 'presenter'),
  );
  const files = own.map(([path, resource]) => [path.slice(address.length), resource] as const);
  return new Map(files.filter(([path]) => !/^speaker(?:\/|$)/.test(path)));
}

/** Puts the pages of all who may see as much together once. */
export function heldDeck({ page, files }: Holding): HeldDeck {
  const { policy } = page;
  const made = new Map<string, Resource>();
  const once = (key: string, make: () => Resource): Resource => {
    const resource = made.get(key) ?? make();
    made.set(key, resource);
    return resource;
  };
  const places = page.columns.flatMap(({ slides }, h) => slides.map((html, v) => ({ h, v, html })));
  const firstUse = (path: string) => useOf(path, page, places);
  return {
    page,
    answer(path, shown, from) {
      const count = places.filter(({ h, v }) => h < shown.h || (h === shown.h && v <= shown.v)).length;
      if (path === '') return once(`page ${count}`, () => html(pageOf(page, 0, count), policy));
      if (path === 'shown') {
        const start = Math.min(from, count);
        return once(`${start} ${count}`, () => html(moreOf(page, start, count), policy));
      }
      const file = files.get(path);
      if (!file || firstUse(path) >= count) return undefined;
      return once(`file ${path}`, () => ({ ...file, reader: 'anyone', cache: 'never' }));
    },
  };
}

/** The number of the slide that first names a file: −1 for the deck's styles; after the last when nothing names it. */
function useOf(path: string, page: HeldPage, places: readonly { readonly html: string }[]): number {
  const names = [path, encodeURI(path), encodePath(path)];
  const isIn = (text: string) => names.some((name) => text.includes(name));
  if (isIn(page.before)) return -1;
  const index = places.findIndex(({ html }) => isIn(html));
  if (index !== -1) return index;
  // A stack's own attributes, a background for instance, come with its first slide.
  const column = page.columns.findIndex(({ open }) => isIn(open));
  if (column === -1) return places.length;
  return page.columns.slice(0, column).reduce((sum, { slides }) => sum + slides.length, 0);
}

/** A page with the slides from one number to another. */
function pageOf(page: HeldPage, from: number, to: number): string {
  const [first = '', ...rest] = columnsOf(page, from, to).map(({ html }) => html);
  return [page.before, first, page.script, ...rest, page.after].join('\n');
}

/** Further slides for a page that has some: `data-h` is the column of the first. */
function moreOf(page: HeldPage, from: number, to: number): string {
  const columns = columnsOf(page, from, to);
  const h = columns[0]?.h ?? page.columns.length;
  return `<!doctype html><div class="slides" data-h="${h}">\n${columns.map(({ html }) => html).join('\n')}\n</div>\n`;
}

function columnsOf({ columns }: HeldPage, from: number, to: number): { h: number; html: string }[] {
  let number = 0;
  return columns.flatMap(({ open, slides }, h) => {
    const shown = slides.filter(() => {
      const at = number++;
      return at >= from && at < to;
    });
    if (shown.length === 0) return [];
    return [{ h, html: open === '' ? shown.join('\n') : [open, ...shown, '</section>'].join('\n') }];
  });
}

/** Nobody keeps it: the next one may have more, and no cache may tell one reader what another may see. */
function html(text: string, policy: string): Resource {
  const bytes = Buffer.from(text);
  // A quick one: it is made while the room waits for it.
  const params = { [constants.BROTLI_PARAM_QUALITY]: 5, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
  return {
    status: 200,
    type: 'text/html; charset=utf-8',
    etag: `"${contentHash(bytes)}"`,
    cache: 'never',
    reader: 'anyone',
    body: { bytes, brotli: brotliCompressSync(bytes, { params }) },
    headers: { 'content-security-policy': policy },
  };
}
