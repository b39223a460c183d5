/** Reads the few numbers of an OpenType font that a stand-in font is fitted to. */
import { create } from 'fontkitten';

/** A font's vertical metrics and the widths of its characters, in font units. */
export interface FontMetrics {
  readonly unitsPerEm: number;
  readonly ascent: number;
  /** Below the baseline, so negative. */
  readonly descent: number;
  readonly lineGap: number;
  /** Returns the advance width of a character; `undefined` when the font lacks it. */
  readonly advance: (codePoint: number) => number | undefined;
  /** All characters of the font. */
  readonly characters: ReadonlySet<number>;
}

/** No character: the last entry of many maps of characters (ISO/IEC 14496-22, cmap, format 4). */
const END = 0xffff;

/** Reads a font in a file of its own. */
export function readMetrics(bytes: Buffer): FontMetrics {
  const font = create(bytes);
  if (font.isCollection) throw new Error('A file with several fonts has no one measure.');
  const { unitsPerEm, ascent, descent, lineGap } = font;
  const characters = new Set(font.characterSet.filter((code) => code !== END));
  const widthOf = advancesIn(bytes);
  const advance = (code: number) =>
    characters.has(code) ? widthOf(font.glyphForCodePoint(code).id) : undefined;
  return { unitsPerEm, ascent, descent, lineGap, advance, characters };
}

/** Bytes before the first entry of a font's list of tables, and of each entry (ISO/IEC 14496-22, 4.4). */
const [LIST, ENTRY] = [12, 16];

/** Where `hhea` says how many glyphs have a width of their own. */
const WIDTHS = 34;

/**
 * Returns what looks up a glyph's width in the font's own table (hmtx). The library reads outlines for that, too, and
 * fails where the last one, of a space, is empty.
 */
function advancesIn(bytes: Buffer): (glyph: number) => number {
  const offsets = new Map<string, number>();
  for (let i = 0; i < bytes.readUInt16BE(4); i++) {
    const at = LIST + i * ENTRY;
    offsets.set(bytes.toString('latin1', at, at + 4), bytes.readUInt32BE(at + 8));
  }
  const [head = 0, widths = 0] = [offsets.get('hhea'), offsets.get('hmtx')];
  const count = bytes.readUInt16BE(head + WIDTHS);
  return (glyph) => bytes.readUInt16BE(widths + 4 * Math.min(glyph, count - 1));
}
