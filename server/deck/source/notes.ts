/**
 * Separates a slide's text from its speaker notes. Ambiguous text is treated as notes, since private text must not be
 * shown.
 */
import type { Token } from 'marked';
import {
  BLANKS,
  COLON,
  findForeignNotes,
  LINE_START,
  mayHaveForeignNotes,
  spelled,
  withoutNotes,
} from '../foreign/foreign-notes.ts';
import { blockTokens, inlineTokens } from '../markdown/markdown.ts';
import { codeSpans, inside, lineAt, type Span } from '../text/fences.ts';

/** A slide's text and its notes. */
export interface NotedText {
  readonly source: string;
  readonly notes: string;
  /** The line on which notes began inside a block, which the author may not have intended; counts from 0. */
  readonly doubtfulLine?: number;
  /** Notes that begin with another tool's marker. */
  readonly foreign?: readonly { readonly line: number; readonly mark: string; readonly tool: string }[];
}

/** Options for finding notes. */
export interface NotesOptions {
  /** The deck's own `notesSeparator`: a regular expression, used with the flags `g`, `i` and `m`. */
  readonly separator?: string | undefined;
  readonly dialect?: '2013' | undefined;
  /** Called before the text is parsed. */
  readonly reading?: (() => void) | undefined;
}

/**
 * `Note:` or `Notes:` at the start of a line, also in full-width characters and with any indentation; reveal.js's own
 * pattern misses indented ones.
 */
const MARKER = new RegExp(
  `${LINE_START}(?:${spelled('note')}|${spelled('notes')}|ｎｏｔｅｓ?)${BLANKS}${COLON}`,
  'gimu',
);

/** Complete comments at the start of a line. Within a line, a comment cannot be told from a quotation of one. */
const COMMENT = /^[ \t]*<!--[\s\S]*?-->/gm;

/** A block of a slide's text, by its offsets. */
interface Block extends Span {
  readonly token: Token;
}

/**
 * Splits a text at the first notes marker outside code and comments; later markers are removed and their texts joined.
 * Lines in the result count from 0.
 */
export function splitNotes(text: string, options: NotesOptions = {}): NotedText {
  options.reading?.();
  const { separator, dialect } = options;
  const candidates = [
    ...text.matchAll(separator === undefined ? MARKER : new RegExp(separator, 'gim')),
  ].filter(([mark]) => mark !== '');
  const mayBeForeign = dialect !== '2013' && mayHaveForeignNotes(text);
  if (candidates.length === 0 && !mayBeForeign) return { source: text, notes: '' };
  const blocks = dialect === '2013' ? [] : blocksOf(text);
  const literal = dialect === '2013' ? literalOf2013(text) : blocks.flatMap(literalIn);
  const marks = candidates.filter((mark) => !inside(mark.index, literal));
  const first = marks[0];
  const source = text.slice(0, first?.index);
  const others = mayBeForeign ? findForeignNotes(source, [...literal, ...blocks.filter(isNoText)]) : [];
  if (!first && others.length === 0) return { source: text, notes: '' };
  const pieces = marks.map((mark, i) => text.slice(mark.index + mark[0].length, marks[i + 1]?.index).trim());
  const notes = [...others.map((note) => note.text), ...pieces].join('\n\n').trim();
  const isDoubt = first && separator === undefined && blocks.some((block) => isDoubtful(block, first.index));
  const foreign = others.map(({ start, mark, tool }) => {
    return { line: lineAt(text, text.indexOf(mark, start), 0), mark, tool };
  });
  return {
    source: withoutNotes(source, others),
    notes,
    ...(isDoubt ? { doubtfulLine: lineAt(text, first.index, 0) } : {}),
    ...(foreign.length > 0 ? { foreign } : {}),
  };
}

/** Returns whether another tool's marker has no meaning in a block: in code and formulas. */
function isNoText({ token }: Block): boolean {
  return token.type === 'code' || token.type.startsWith('math');
}

function blocksOf(text: string): Block[] {
  const blocks: Block[] = [];
  let start = 0;
  for (const token of blockTokens(text)) {
    const end = start + token.raw.length;
    blocks.push({ token, start, end });
    start = end;
  }
  return blocks;
}

function isDoubtful({ token, start, end }: Block, at: number): boolean {
  if (at < start || at >= end) return false;
  return token.type === 'blockquote' || token.type === 'code' || (token.type === 'paragraph' && at > start);
}

/** Returns the parts of a block that are certainly shown as code or certainly comments. */
function literalIn({ token, start, end }: Block): Span[] {
  const { raw } = token;
  const shift = (span: Span) => ({ start: start + span.start, end: start + span.end });
  switch (token.type) {
    case 'code':
      return isClosedFence(token) ? [{ start, end }] : [];
    case 'html':
      if (/^ {0,3}<pre[\s>]/i.test(raw) && /<\/pre>\s*$/i.test(raw)) return [{ start, end }];
      return matches(raw, COMMENT).map(shift);
    case 'paragraph':
      return /<!--|[%％]{2}/.test(raw) ? commentsIn(raw).map(shift) : [];
    case 'hiddenBlock':
      return [{ start, end }];
    case 'list':
    case 'blockquote': {
      // Offsets of nested tokens are unknown. Those from a scan of lines are used if both find the same number of
      // fences.
      const spans = codeSpans(raw);
      return spans.length === countFences(token) ? spans.map(shift) : [];
    }
    default:
      return [];
  }
}

function commentsIn(paragraph: string): Span[] {
  const spans: Span[] = [];
  let start = 0;
  for (const token of inlineTokens(paragraph)) {
    const end = start + token.raw.length;
    const isComment = token.type === 'html' && /^<!--[\s\S]*-->$/.test(token.raw);
    if (isComment || token.type === 'hiddenInline') spans.push({ start, end });
    start = end;
  }
  return spans;
}

function literalOf2013(text: string): Span[] {
  const code = codeSpans(text);
  return [...code, ...matches(text, COMMENT).filter((span) => !inside(span.start, code))];
}

function matches(text: string, pattern: RegExp): Span[] {
  return [...text.matchAll(pattern)].map(({ 0: found, index }) => ({
    start: index,
    end: index + found.length,
  }));
}

/**
 * Returns whether a token certainly is a fenced code block: both fences exist, and no other fence opens between them.
 */
export function isClosedFence(token: Token): boolean {
  const [span, another] = token.type === 'code' ? codeSpans(token.raw) : [];
  return span?.start === 0 && another === undefined && token.raw.slice(span.end).trim() === '';
}

/** Counts the closed fences inside a token. A list has its tokens in `items`, other blocks in `tokens`. */
function countFences(token: Token): number {
  const { items, tokens } = token as {
    readonly items?: readonly Token[];
    readonly tokens?: readonly Token[];
  };
  const children = items ?? tokens ?? [];
  return children.reduce((sum, child) => sum + (isClosedFence(child) ? 1 : countFences(child)), 0);
}
