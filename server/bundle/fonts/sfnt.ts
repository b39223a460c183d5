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
  const advance = (code: number) =>
    characters.has(code) ? font.glyphForCodePoint(code).advanceWidth : undefined;
  return { unitsPerEm, ascent, descent, lineGap, advance, characters };
}
