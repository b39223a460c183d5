/**
 * Chooses the size of a composition's words when a deck is compiled: few words are set large, many small. Widths are estimated,
 * since no font is at hand; a theme with a wide face has smaller display sizes instead.
 */
import { type Element, elements, isElement, setAttribute } from '../../html/tree.ts';
import { visibleText } from '../visible-text.ts';
import type { Kind } from './kind.ts';

/** The sizes by name, as variables of Lectern's themes: two for display, three for text; each with its pixels. */
const SIZES = {
  wide: { giant: 224, display: 144, huge: 96, large: 68, heading: 48 },
  narrow: { giant: 168, display: 112, huge: 80, large: 60, heading: 48 },
} as const;

export type SizeName = keyof (typeof SIZES)['wide'];

/** A place for words: its width and height in pixels, and the largest size that suits it. */
interface Room {
  readonly width: number;
  readonly height: number;
  readonly most: SizeName;
}

/** The places of the words on a wide slide (1280 × 720), and on that of a phone (640 × 1385). */
const ROOMS: Partial<Readonly<Record<Kind, { readonly wide: Room; readonly narrow: Room }>>> = {
  title: {
    wide: { width: 1130, height: 330, most: 'giant' },
    narrow: { width: 540, height: 560, most: 'giant' },
  },
  section: {
    wide: { width: 1130, height: 480, most: 'giant' },
    narrow: { width: 540, height: 700, most: 'giant' },
  },
  statement: {
    wide: { width: 1130, height: 480, most: 'display' },
    narrow: { width: 540, height: 900, most: 'display' },
  },
  quote: {
    wide: { width: 1020, height: 440, most: 'huge' },
    narrow: { width: 520, height: 860, most: 'huge' },
  },
  stat: {
    wide: { width: 1130, height: 300, most: 'giant' },
    narrow: { width: 540, height: 420, most: 'giant' },
  },
  end: {
    wide: { width: 760, height: 300, most: 'giant' },
    narrow: { width: 540, height: 420, most: 'giant' },
  },
};

/** Sets `data-size` and, for phones, `data-narrow-size` on a slide that is a composition. */
export function sizeWords(section: Element, kind: Kind | undefined): void {
  const rooms = kind && ROOMS[kind];
  const words = rooms && wordsOf(section, kind);
  if (!rooms || words === undefined) return;
  setAttribute(section, 'data-size', sizeFor(words, rooms.wide, SIZES.wide));
  setAttribute(section, 'data-narrow-size', sizeFor(words, rooms.narrow, SIZES.narrow));
}

/** Returns the words that a composition is about: its quote, else its first heading or paragraph. */
function wordsOf(section: Element, kind: Kind): string | undefined {
  const isMain =
    kind === 'quote'
      ? ({ tagName }: Element) => tagName === 'blockquote'
      : ({ tagName }: Element) => /^(?:h[1-3]|p)$/.test(tagName);
  const main = section.childNodes.filter(isElement).find(isMain);
  if (!main) return undefined;
  const by = elements(main).find(({ tagName }) => tagName === 'footer' || tagName === 'cite');
  const words = visibleText(main).replace(by ? visibleText(by) : '', '');
  return words.replace(/\s+/g, ' ').trim();
}

/** The line height of display type, and what of the width is left to chance. */
const LEADING = 1.1;
const SLACK = 0.97;

/** Returns the largest size at which words fit their room without breaking one of them. */
export function sizeFor(
  words: string,
  { width, height, most }: Room,
  sizes: Readonly<Record<SizeName, number>>,
): SizeName {
  const names: readonly SizeName[] = ['giant', 'display', 'huge', 'large', 'heading'];
  const tried = names.slice(names.indexOf(most));
  const fits = (name: SizeName) => {
    const ems = (width * SLACK) / sizes[name];
    const lines = linesIn(words, ems);
    return lines !== undefined && lines * sizes[name] * LEADING <= height;
  };
  return tried.find(fits) ?? 'heading';
}

/** Returns how many lines words take at a width in ems; undefined where one word is wider. */
export function linesIn(words: string, width: number): number | undefined {
  let [lines, used] = [1, 0];
  for (const word of words.split(' ')) {
    const parts = WITHIN.test(word) ? [...word] : [word];
    for (const [i, part] of parts.entries()) {
      const own = emsOf(part);
      if (own > width) return undefined;
      const gap = used === 0 || i > 0 ? 0 : SPACE;
      if (used + gap + own > width) [lines, used] = [lines + 1, own];
      else used += gap + own;
    }
  }
  return lines;
}

const SPACE = 0.25;

/** Scripts in which lines break within words, and whose characters are squares. */
const WITHIN = /[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Hangul}]/u;

/** Returns the estimated width of a word in a bold face, in ems. */
function emsOf(word: string): number {
  let ems = 0;
  for (const character of word) {
    if (WITHIN.test(character)) ems += 1;
    else if (/[mwMW@%—]/.test(character)) ems += 0.82;
    else if (/[iljtfr.,:;!'’|()[\]-]/.test(character)) ems += 0.3;
    else ems += /[\p{Lu}\p{N}]/u.test(character) ? 0.62 : 0.52;
  }
  return ems;
}
