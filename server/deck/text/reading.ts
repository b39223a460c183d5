/** Reports which line is being parsed, so that the message about a deck that takes too long can name the place. */
import type { Lexer, TokenizerExtension } from 'marked';
import { lineEnds } from './text.ts';

/** Called with a line before it is parsed: of the deck's own file, or of one that it includes. */
export type Reading = (file: string, line: number) => void;

/** The same within one text: called with the number of line ends before what is parsed next. */
export type ReadingLines = (lines: number) => void;

/** A lexer's progress in its text. */
interface Progress {
  readonly text: string;
  readonly tell: ReadingLines;
  offset: number;
  lines: number;
}

/** The lexers whose progress is reported. */
const watched = new WeakMap<object, Progress>();

/** Characters compared to tell whether a lexer parses the rest of the text, and not the content of a quote. */
const ENOUGH = 64;

/** The least length of inline text, in characters, that may take long to parse. */
const LONG_INLINE = 500;

/** An extension of marked that matches nothing: it is tried at each block, and reports the block's line. */
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

/** Makes a lexer report its progress in a text, block by block. */
export function watchBlocks(lexer: Lexer, text: string, tell: ReadingLines | undefined): void {
  if (tell) watched.set(lexer, { text, tell, offset: 0, lines: 0 });
}

/** Reports the line of a long inline text in the text that it is from. */
export function tellInline(part: string, text: string, tell: ReadingLines | undefined): void {
  if (!tell || part.length < LONG_INLINE) return;
  const start = text.indexOf(part.slice(0, ENOUGH).split('\n', 1)[0] ?? '');
  if (start >= 0) tell(lineEnds(text, 0, start));
}
