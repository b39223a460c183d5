/** A handout: several slides on each page of A4, beside or above their notes, or lines to write on. */
import { arrangeHandout, type HandoutLayout } from './handout-in-page.ts';
import type { Sheets } from './sheets.ts';

/** What a handout is like. */
export interface HandoutOptions {
  /** Slides on a page, two to six. */
  readonly perPage: number;
  /** The slides' notes stand beside them, for whoever may read those, instead of lines. */
  readonly notes: boolean;
}

/** A4 upright, and what stays white around what is printed, in CSS pixels of a 96th of an inch. */
const PAPER = { width: 794, height: 1123 };
const EDGE = { side: 53, top: 57, bottom: 64 };

/** What the line around a slide adds to its width and height. */
const FRAME = 2;

/** Space between what stands beside each other, and between rows. */
const GAP = 23;

/** Puts the sheets of a page, each of a slide, onto pages of a handout; they are then ready to be printed. */
export async function layOutHandout(sheets: Sheets, { perPage, notes }: HandoutOptions): Promise<void> {
  const room = {
    width: PAPER.width - 2 * EDGE.side,
    // What rounding adds to a row must not push one to the next page.
    height: PAPER.height - EDGE.top - EDGE.bottom - 1,
  };
  const row = Math.floor((room.height - GAP * (perPage - 1)) / perPage);
  // Two to a page are high enough for their notes to stand below.
  const isBeside = perPage > 2;
  const most = isBeside
    ? { width: (room.width - GAP) / 2, height: row }
    : { width: room.width, height: row * (2 / 3) };
  const scale = Math.min((most.width - FRAME) / sheets.width, (most.height - FRAME) / sheets.height);
  const layout: HandoutLayout = {
    scale,
    row,
    isBeside,
    notes,
    perPage,
    gap: GAP,
    styles: `@page{size:A4;margin:${EDGE.top}px ${EDGE.side}px ${EDGE.bottom}px;${FOOT}}`,
    width: room.width,
    sheet: { width: sheets.width, height: sheets.height },
  };
  await sheets.page.evaluate(arrangeHandout, layout);
}

/** Page numbers, drawn by the browser into the edge below. */
const FOOT =
  '@bottom-right{content:counter(page) " / " counter(pages);font:11px/1 sans-serif;color:#595959;vertical-align:top;padding-top:20px}';
