/** Lays out a handout: several slides on each page of A4, beside or above their notes, or lines to write on. */
import { arrangeHandout, type HandoutLayout } from './handout-in-page.ts';
import type { Sheets } from './sheets.ts';

/** The options of a handout. */
export interface HandoutOptions {
  /** Slides on a page, two to six. */
  readonly perPage: number;
  /** Whether the slides' notes are printed, for presenters, instead of lines. */
  readonly notes: boolean;
}

/** A4 portrait and its margins, in CSS pixels of 1/96 inch. */
const PAPER = { width: 794, height: 1123 };
const EDGE = { side: 53, top: 57, bottom: 64 };

/** Added to a slide's width and height by its border. */
const FRAME = 2;

/** Space between columns, and between rows. */
const GAP = 23;

/** Arranges the sheets of a page, one per slide, as a handout, ready to be printed. */
export async function layOutHandout(sheets: Sheets, { perPage, notes }: HandoutOptions): Promise<void> {
  const room = {
    width: PAPER.width - 2 * EDGE.side,
    // Rounding must not push a row to the next page.
    height: PAPER.height - EDGE.top - EDGE.bottom - 1,
  };
  const row = Math.floor((room.height - GAP * (perPage - 1)) / perPage);
  // Two rows on a page are high enough for notes below the slide.
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

/** Page numbers, which the browser draws into the bottom margin. */
const FOOT =
  '@bottom-right{content:counter(page) " / " counter(pages);font:11px/1 sans-serif;color:#595959;vertical-align:top;padding-top:20px}';
