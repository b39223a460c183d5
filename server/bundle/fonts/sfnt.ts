/**
 * Reads the metrics of an OpenType font that a fallback is fitted to (ISO/IEC 14496-22, tables head, hhea,
 * hmtx, cmap).
 */

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

function tableOffsets(font: Buffer): Map<string, number> {
  const offsets = new Map<string, number>();
  for (let i = 0; i < font.readUInt16BE(4); i++) {
    const record = 12 + 16 * i;
    offsets.set(font.toString('latin1', record, record + 4), font.readUInt32BE(record + 8));
  }
  return offsets;
}

/** Reads format 4: segments of the Basic Multilingual Plane. */
function readSegments(font: Buffer, start: number, glyphs: Map<number, number>): void {
  const width = font.readUInt16BE(start + 6);
  for (let i = 0; i < width; i += 2) {
    const endAt = start + 14 + i;
    const startAt = endAt + width + 2;
    const delta = font.readUInt16BE(startAt + width);
    const rangeAt = startAt + 2 * width;
    const range = font.readUInt16BE(rangeAt);
    const first = font.readUInt16BE(startAt);
    for (let code = first; code <= font.readUInt16BE(endAt) && code < 0xffff; code++) {
      const raw = range === 0 ? code : font.readUInt16BE(rangeAt + range + 2 * (code - first));
      const glyph = range !== 0 && raw === 0 ? 0 : (raw + delta) & 0xffff;
      if (glyph !== 0) glyphs.set(code, glyph);
    }
  }
}

/** Reads format 12: groups of all of Unicode. */
function readGroups(font: Buffer, start: number, glyphs: Map<number, number>): void {
  for (let i = 0; i < font.readUInt32BE(start + 12); i++) {
    const group = start + 16 + 12 * i;
    const first = font.readUInt32BE(group);
    const glyph = font.readUInt32BE(group + 8);
    for (let code = first; code <= font.readUInt32BE(group + 4); code++)
      glyphs.set(code, glyph + code - first);
  }
}

function readCharacterMap(font: Buffer, cmap: number): Map<number, number> {
  const glyphs = new Map<number, number>();
  for (let i = 0; i < font.readUInt16BE(cmap + 2); i++) {
    const start = cmap + font.readUInt32BE(cmap + 8 + 8 * i);
    const format = font.readUInt16BE(start);
    if (format === 4) readSegments(font, start, glyphs);
    if (format === 12) readGroups(font, start, glyphs);
  }
  return glyphs;
}

/** Reads an uncompressed TrueType or OpenType font. */
export function readMetrics(font: Buffer): FontMetrics {
  const offsets = tableOffsets(font);
  const table = (tag: string): number => {
    const offset = offsets.get(tag);
    if (offset === undefined) throw new Error(`The font has no ${tag} table: is the file damaged?`);
    return offset;
  };
  const [head, hhea, hmtx] = [table('head'), table('hhea'), table('hmtx')];
  const glyphs = readCharacterMap(font, table('cmap'));
  const lastWidth = font.readUInt16BE(hhea + 34) - 1;
  return {
    unitsPerEm: font.readUInt16BE(head + 18),
    ascent: font.readInt16BE(hhea + 4),
    descent: font.readInt16BE(hhea + 6),
    lineGap: font.readInt16BE(hhea + 8),
    advance: (codePoint) => {
      const glyph = glyphs.get(codePoint);
      return glyph === undefined ? undefined : font.readUInt16BE(hmtx + 4 * Math.min(glyph, lastWidth));
    },
    characters: new Set(glyphs.keys()),
  };
}
