/** Slides from Markdown: the split by the deck's separators, and each slide's notes taken off. */
import type { Diagnostic } from './error.ts';
import { markdownOptions } from './markdown.ts';
import type { Slide } from './model.ts';
import { splitNotes } from './notes.ts';
import type { DeckSettings } from './settings.ts';
import { type Piece, REVEAL_MD_SEPARATORS, type SplitText, splitPattern, splitTokens } from './split.ts';

/** What splitting needs to know of the deck. */
export interface SplitContext {
  readonly file: string;
  readonly settings: DeckSettings;
  readonly warnings: Diagnostic[];
}

/** Columns of slides from Markdown: on tokens, or by the separators that the deck sets. */
export function splitMarkdown(text: string, firstLine: number, context: SplitContext): Slide[][] {
  const { settings, file, warnings } = context;
  const own = settings.separator !== undefined || settings.verticalSeparator !== undefined;
  const split: SplitText = own
    ? splitPattern(text, firstLine, {
        separator: settings.separator ?? REVEAL_MD_SEPARATORS.separator,
        verticalSeparator: settings.verticalSeparator ?? REVEAL_MD_SEPARATORS.verticalSeparator,
      })
    : splitTokens(text, firstLine, markdownOptions());
  for (const line of split.setextLines) {
    warnings.push({
      file,
      line,
      column: 1,
      reason: 'this line makes the text above it a heading; it does not part slides',
      hint: 'Leave a blank line before it to part slides, or write the heading as `## …`.',
    });
  }
  return split.columns.map((pieces) => pieces.map((piece) => markdownSlide(piece, context)));
}

/** A slide from its Markdown, notes taken off. */
export function markdownSlide(
  piece: Piece,
  context: SplitContext,
  attributes: Slide['attributes'] = {},
): Slide {
  const { settings, file, warnings } = context;
  const separator =
    settings.notesSeparator === undefined ? undefined : new RegExp(settings.notesSeparator, 'im');
  const { source, notes, doubtfulLine } = splitNotes(piece.source, piece.line, separator);
  if (doubtfulLine !== undefined) {
    warnings.push({
      file,
      line: doubtfulLine,
      column: 1,
      reason: 'the notes begin here, in the middle of a block; nobody but presenters sees what follows',
      hint: 'Leave a blank line before it; if it should be on the slide, write `**Note:**` or begin another way.',
    });
  }
  return { format: 'markdown', source, notes, line: piece.line, attributes };
}
