/**
 * Finds notes in the syntax of other tools: what is private there is never shown here, and the author gets a warning.
 */
import { emptied, inside, type Span } from '../text/fences.ts';

/** Another tool's notes in a slide's text. */
export interface ForeignNotes extends Span {
  /** The mark, as written. */
  readonly mark: string;
  /** The tool whose syntax it is. */
  readonly tool: string;
  /** The text of the notes, without marks. */
  readonly text: string;
}

/** How far a mark makes text private. */
type Reach = 'slide' | 'paragraph' | 'container';

interface Mark {
  readonly tool: string;
  /** What each match contains: most texts do not, and need no search for the pattern, which takes long to compile. */
  readonly part: RegExp;
  readonly pattern: RegExp;
  readonly reach: Reach;
  /** The end of a container. */
  readonly end?: RegExp;
}

/** Zero-width and control characters: they come with pasted text, and are invisible. */
const UNSEEN = String.raw`(?!\n)[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]`;

/** Blank and invisible characters as HTML character references. */
const ENTITY = String.raw`&(?:(?:nb|en|em|num|punc|thin|hair)sp|emsp1[34]|\w*Space|NoBreak|zwn?j|[lr][rl]m|shy|Tab|#0*(?:9|32|160|173|8[1-3]\d\d|10240|12288|65279)|#x0*(?:9|20|a0|ad|20[0-6][\da-f]|2800|3000|feff));`;

/**
 * A character that looks blank or is invisible, in one way only: with two, the time to read a line would double with
 * each of them. U+2800 is a Braille pattern without dots.
 */
const BLANK = String.raw`[^\S\n]|\u2800|(?!\s)${UNSEEN}|${ENTITY}`;
export const BLANKS = `(?:${BLANK})*`;

/** Blanks at the start of a line, also in a quotation. */
export const QUOTE_START = `^(?:>|${BLANK})*`;

/** What may precede a mark on its line: quotation marks and list markers. */
export const LINE_START = String.raw`^${BLANKS}(?:>${BLANKS}|(?:[\-*+]|\d+[.)])[^\S\n]${BLANKS}(?:\[[ xX]\][^\S\n]${BLANKS})?)*`;

/** Returns a pattern for a word that also matches with invisible characters between its letters. */
export function spelled(word: string): string {
  return [...word].join(`(?:${UNSEEN})*`);
}

/** Colons of all keyboard layouts. */
export const COLON = '[:\\uff1a\\ufe55\\ufe13\\u2236\\ua789]';

const MARKS: readonly Mark[] = [
  { tool: 'remark', reach: 'slide', part: /[?？]{3}/, pattern: mark(String.raw`([?？]{3})[ \t]*$`) },
  {
    tool: 'other tools',
    reach: 'slide',
    part: /speaker|presenter/iu,
    pattern: mark(
      String.raw`((?:#{1,6}[ \t]+)?(?:speaker|presenter)(?:['’]s)?[ \t_-]*notes?${BLANKS}(?:${COLON}|$))`,
    ),
  },
  {
    tool: 'Landslide',
    reach: 'paragraph',
    part: /\.note/iu,
    pattern: mark(String.raw`(\.notes?${BLANKS}${COLON})`),
  },
  // In Obsidian, such a line names a block, and is not shown either.
  { tool: 'Deckset', reach: 'paragraph', part: /[\^＾]/, pattern: mark(String.raw`([\^＾])(?=[ \t]*\S)`) },
  {
    tool: 'Pandoc',
    reach: 'container',
    part: new RegExp(`${COLON}{3}`, 'u'),
    pattern: mark(
      String.raw`(${COLON}{3,}[ \t]*(?:\{[^}\n]*?\.?)?(?:speaker-?|presenter-?)?notes?\b[^\n]*)$`,
    ),
  },
  {
    tool: 'reveal-hugo',
    reach: 'container',
    part: /\{\{[<%]/,
    end: /\{\{[<%]\s*\/note\b[^\n]*/,
    pattern: mark(String.raw`(\{\{[<%]\s*note\b[^\n}]*\}\})`),
  },
];

function mark(pattern: string): RegExp {
  return new RegExp(LINE_START + pattern, 'gimu');
}

/** Returns whether a text may contain notes of another tool. */
export function mayHaveForeignNotes(text: string): boolean {
  return MARKS.some(({ part }) => part.test(text));
}

/** A line end before a line that ends a paragraph: a blank one, or one that begins another block. */
const PARAGRAPH_END = /\n(?=[ \t>]*(?:\n|$)|[ \t]*(?:[-*+]|\d+[.)])[ \t]|[ \t]*(?:#{1,6}[ \t]|`{3}|~{3}|<))/;

const CONTAINER_END = /\n[ \t>]*[:：]{3,}[ \t]*(?=\n|$)/;

/**
 * Returns the notes of other tools in a text in order, without overlaps; `literal` holds the spans of
 * code and the like.
 */
export function findForeignNotes(text: string, literal: readonly Span[]): ForeignNotes[] {
  const possible = MARKS.filter(({ part }) => part.test(text));
  const all = possible
    .flatMap(({ tool, pattern, reach, end: close = CONTAINER_END }) =>
      [...text.matchAll(pattern)]
        .filter(({ index, 1: sign = '' }) => !inside(text.indexOf(sign, index), literal))
        .map(({ 0: line, 1: sign = '', index }) => {
          const end = endOf(text, index + line.length, reach === 'container' ? close : reach);
          const said = text.slice(index + line.length, end).replace(/^[ \t>]*[\^＾][ \t]?/gm, '');
          return { tool, mark: sign.trim(), start: index, end, text: said.replace(close, '').trim() };
        }),
    )
    .sort((one, other) => one.start - other.start);
  const kept: ForeignNotes[] = [];
  for (const found of all) if (found.start >= (kept.at(-1)?.end ?? 0)) kept.push(found);
  return kept;
}

/** Returns the offset at which notes end: the end of their slide, of their paragraph, or of a closing line. */
function endOf(text: string, from: number, reach: 'slide' | 'paragraph' | RegExp): number {
  if (reach === 'slide') return text.length;
  const match = (reach === 'paragraph' ? PARAGRAPH_END : reach).exec(text.slice(from));
  if (!match) return text.length;
  return from + match.index + (reach === 'paragraph' ? 0 : match[0].length);
}

/** Returns the text without notes of other tools; its lines keep their numbers. */
export function withoutNotes(text: string, notes: readonly ForeignNotes[]): string {
  return emptied(text, notes);
}
