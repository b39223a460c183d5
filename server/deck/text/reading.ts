/** Tells which line is being read, so that whoever waits for a deck that takes too long knows where it is. */
import type { Lexer, TokenizerExtension } from 'marked';
import { lineEnds } from './text.ts';

/** Told of a line before it is read: of the deck's own file, or of one that it includes. */
export type Reading = (file: string, line: number) => void;

/** The same within one text: told how many line ends stand before what is read next. */
export type ReadingLines = (lines: number) => void;

/** How far a lexer has come in its text. */
interface Progress {
  readonly text: string;
  readonly tell: ReadingLines;
  offset: number;
  lines: number;
}

/** The lexers that are watched. */
const watched = new WeakMap<object, Progress>();

/** So many characters tell the rest of a text from what stands in a quote. */
const ENOUGH = 64;

/** Inline text with fewer characters is read in no time, whatever is in it. */
const LONG_INLINE = 500;

/** An extension of marked that makes nothing: it is asked at each block, and tells where that is. */
export const readingExtension: TokenizerExtension = {
  name: 'reading',
  level: 'block',
  tokenizer(src) {
    const progress = this.lexer.state.top ? watched.get(this.lexer) : undefined;
    if (!progress) return undefined;
    const offset = progress.text.length - src.length;
    if (!progress.text.startsWith(src.slice(0, ENOUGH), offset)) return undefined;
    const isFurther = offset >= progress.offset;
    const from = isFurther ? progress.offset : 0;
    progress.lines = (isFurther ? progress.lines : 0) + lineEnds(progress.text, from, offset);
    progress.offset = offset;
    progress.tell(progress.lines);
    return undefined;
  },
};

/** Has a lexer tell where it is in its text, block by block. */
export function watchBlocks(lexer: Lexer, text: string, tell: ReadingLines | undefined): void {
  if (tell) watched.set(lexer, { text, tell, offset: 0, lines: 0 });
}

/** Tells where a long stretch of inline text stands in the text that it is from. */
export function tellInline(part: string, text: string, tell: ReadingLines | undefined): void {
  if (!tell || part.length < LONG_INLINE) return;
  const start = text.indexOf(part.slice(0, ENOUGH).split('\n', 1)[0] ?? '');
  if (start >= 0) tell(lineEnds(text, 0, start));
}
