/** Splits Markdown into slides at the deck's separators, and separates each slide's notes. */

import type { Slide } from '../model/deck.ts';
import type { Diagnostic, Finding } from '../model/diagnostic.ts';
import type { DeckSettings } from '../model/settings.ts';
import type { Reading } from '../text/reading.ts';
import { type NotedText, type NotesOptions, splitNotes } from './notes.ts';
import { coverPrivate } from './private-stretches.ts';
import { REVEAL_MD_SEPARATORS, type SplitText, splitPattern, splitTokens } from './split.ts';
import { type Doubt, type Piece, type ReadSegment, readSegment, splitText } from './split-tokens.ts';

/** The functions that parse a text while it is split; a cache provides its own. */
export interface SplitFunctions {
  readonly readSegment: ReadSegment;
  readonly splitNotes: (text: string, options: NotesOptions) => NotedText;
}

export const splitFunctions: SplitFunctions = { readSegment, splitNotes };

/** What splitting needs to know of the deck. */
export interface SplitContext {
  /** The file that the text is from. */
  readonly file: string;
  readonly settings: DeckSettings;
  readonly warnings: Diagnostic[];
  readonly functions: SplitFunctions;
  readonly reading?: Reading | undefined;
}

/** Warnings about lines that may not mean what the author intended. */
const DOUBTS: Readonly<Record<Exclude<Doubt['kind'], 'below'>, Finding>> = {
  html: {
    rule: 'doubtful-separator',
    reason: 'this line belongs to the HTML above it; it does not part slides',
    hint: 'Leave a blank line before it to part slides.',
  },
  fence: {
    rule: 'unclosed-fence',
    reason: 'this code fence is not closed, or not before the next one opens; what follows is code, too',
    hint: 'Close it with a line of the same marks, or take the opening ones away.',
  },
};

/** Splits Markdown into columns of slides: at Markdown tokens, or at the separators that the deck sets. */
export function splitMarkdown(text: string, firstLine: number, context: SplitContext): Slide[][] {
  const { settings, file, warnings } = context;
  const own = settings.separator !== undefined || settings.verticalSeparator !== undefined;
  const { columns, doubts } = own
    ? splitPattern(text, firstLine, {
        separator: settings.separator ?? REVEAL_MD_SEPARATORS.separator,
        verticalSeparator: settings.verticalSeparator ?? REVEAL_MD_SEPARATORS.verticalSeparator,
        dialect: settings.markdown,
        reading: (line) => context.reading?.(file, line),
      })
    : splitAtTokens(text, firstLine, context);
  for (const { kind, line } of doubts)
    if (kind !== 'below') warnings.push({ file, line, column: 1, ...DOUBTS[kind] });
  warnings.push(...belowText(file, doubts));
  return slidesOf(columns, context);
}

/** Makes slides from pieces of Markdown, without what is private because of an earlier piece. */
export function slidesOf(columns: SplitText['columns'], context: SplitContext): Slide[][] {
  const { file, warnings } = context;
  const hasNotes = (text: string) => notedText(text, context).source !== text;
  const covered = coverPrivate(columns.flat(), hasNotes).values();
  return columns.map((pieces) =>
    pieces.map((own) => {
      const { piece, isPrivate, begins } = covered.next().value ?? { piece: own, isPrivate: false };
      if (begins) warnings.push({ file, line: begins.line, column: 1, ...acrossSlides(begins.mark) });
      const slide = markdownSlide(piece, context);
      return isPrivate ? { ...slide, attributes: HIDDEN } : slide;
    }),
  );
}

const HIDDEN = { 'data-visibility': 'hidden' } as const;

function acrossSlides(mark: string): Finding {
  return {
    rule: 'private-text',
    reason: `\`${mark}\` ends on a later slide; all up to there is left out`,
    hint: 'End it on its own slide, and hide whole slides with `<!-- .slide: data-visibility="hidden" -->`.',
  };
}

/**
 * Returns one warning for all lines of dashes below text, which separate slides here but make headings in plain
 * Markdown. One, since a deck has many such lines or none.
 */
function belowText(file: string, doubts: readonly Doubt[]): Diagnostic[] {
  const [line, ...others] = doubts.filter(({ kind }) => kind === 'below').map((doubt) => doubt.line);
  if (line === undefined) return [];
  const places =
    others.length === 0 ? '' : ` (${others.length + 1} places, lines ${[line, ...others].join(', ')})`;
  return [
    {
      file,
      line,
      column: 1,
      rule: 'doubtful-separator',
      reason: `dashes directly below text part slides here, as in reveal.js; in other Markdown they make the text a heading${places}`,
      hint: 'If slides are to part, a blank line before them says so to all; write a heading as `## …`.',
    },
  ];
}

function splitAtTokens(text: string, firstLine: number, context: SplitContext): SplitText {
  const { file, functions, reading } = context;
  const tell = reading && ((lines: number) => reading(file, firstLine + lines));
  return splitTokens(splitText(text, functions.readSegment, tell), firstLine);
}

function notedText(text: string, { settings, functions }: SplitContext, reading?: () => void): NotedText {
  return functions.splitNotes(text, {
    separator: settings.notesSeparator,
    dialect: settings.markdown,
    reading,
  });
}

/** Makes a slide from its Markdown, with its notes separated. */
export function markdownSlide(piece: Piece, context: SplitContext): Slide {
  const { file, warnings } = context;
  const {
    source,
    notes,
    doubtfulLine,
    foreign = [],
  } = notedText(piece.source, context, () => context.reading?.(file, piece.line));
  if (doubtfulLine !== undefined) {
    warnings.push({
      file,
      line: piece.line + doubtfulLine,
      column: 1,
      rule: 'doubtful-notes',
      reason: 'the notes begin here, in the middle of a block; nobody but presenters sees what follows',
      hint: 'Leave a blank line before it; if it should be on the slide, write `**Note:**` or begin another way.',
    });
  }
  for (const { line, mark, tool } of foreign) {
    warnings.push({
      file,
      line: piece.line + line,
      column: 1,
      rule: 'private-text',
      reason: `\`${mark}\` begins notes in ${tool}; nobody but presenters sees what follows`,
      hint: 'Write `Note:` before notes; if it should be on the slide, put it between backticks or begin another way.',
    });
  }
  return { format: 'markdown', source, notes, file, line: piece.line, attributes: {} };
}
