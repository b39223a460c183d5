/** The block rules of the 2013 dialect, tried in this order at every possible start of a block. */
import type { Lexer, Token, Tokens } from 'marked';
import { htmlBlock, opensHtml } from './html.ts';
import { list } from './lists.ts';
import { nested } from './nested.ts';
import { bareTable, pipedTable } from './table.ts';

/** Returns the token at the start of `src`; undefined if the rule does not apply. */
type BlockRule = (src: string, lexer: Lexer) => Token | undefined;

const RULES: readonly BlockRule[] = [
  blankLines,
  indentedCode,
  fencedCode,
  heading,
  bareTable,
  underlinedHeading,
  thematicBreak,
  blockquote,
  list,
  htmlBlock,
  definition,
  pipedTable,
  paragraph,
  textLine,
];

/** Returns the first block of `src`; one of the rules always applies. */
export function tokenizeBlock(src: string, lexer: Lexer): Token | undefined {
  for (const rule of RULES) {
    const token = rule(src, lexer);
    if (token) return token;
  }
  return undefined;
}

function blankLines(src: string): Tokens.Space | undefined {
  const raw = /^\n+/.exec(src)?.[0];
  return raw === undefined ? undefined : { type: 'space', raw };
}

function indentedCode(src: string): Tokens.Code | undefined {
  const raw = /^(?: {4}[^\n]+\n*)+/.exec(src)?.[0];
  if (raw === undefined) return undefined;
  const text = raw.replace(/^ {4}/gm, '').replace(/\n+$/, '');
  return { type: 'code', codeBlockStyle: 'indented', raw, text };
}

/**
 * Matches a code fence with any indentation and at most one word after it. The closing fence may end a line of code.
 */
function fencedCode(src: string): Tokens.Code | undefined {
  const run = /^ *(`{3,}|~{3,})(?: *\S+)? *\n/.exec(src)?.[1];
  if (run === undefined) return undefined;
  // An unclosed fence may be closed by a shorter one: the rest of its marks is then its language.
  for (let length = run.length; length >= 3; length--) {
    const fence = run.slice(0, length);
    const open = new RegExp(`^ *${fence} *(\\S+)? *\\n`).exec(src);
    if (!open) continue;
    const close = new RegExp(`\\s*${fence} *(?:\\n+|$)`, 'g');
    close.lastIndex = open[0].length + 1;
    const end = close.exec(src);
    if (!end) continue;
    const raw = src.slice(0, close.lastIndex);
    const text = src.slice(open[0].length, end.index);
    return { type: 'code', raw, text, ...(open[1] === undefined ? {} : { lang: open[1] }) };
  }
  return undefined;
}

/**
 * Matches `#Heading`, without a required space; closing `#`s are dropped. At least one character remains on either
 * side.
 */
function heading(src: string, lexer: Lexer): Tokens.Heading | undefined {
  const match = /^ *(#{1,6})([^\n]+)(?:\n+|$)/.exec(src);
  if (!match) return undefined;
  const [raw, hashes = '', rest = ''] = match;
  const line = rest.replace(/^ +(?=[^\n])/, '');
  const text = line.slice(0, 1) + line.slice(1).replace(/ *#* *$/, '');
  return { type: 'heading', raw, depth: hashes.length, text, tokens: lexer.inline(text) };
}

/** Matches a line above three or more `=` or `-`, whatever follows these on their line. */
function underlinedHeading(src: string, lexer: Lexer): Tokens.Heading | undefined {
  const match = /^([^\n]+)\n *[=-]{2,}([=-]) *\n*/.exec(src);
  if (!match) return undefined;
  const [raw, text = '', last] = match;
  return { type: 'heading', raw, depth: last === '=' ? 1 : 2, text, tokens: lexer.inline(text) };
}

function thematicBreak(src: string): Tokens.Hr | undefined {
  const raw = /^(?: *[-*_]){3,} *(?:\n+|$)/.exec(src)?.[0];
  return raw === undefined ? undefined : { type: 'hr', raw };
}

/** Matches a quote. Blank lines alone do not separate quotes; a line without `>` continues the quote above it. */
function blockquote(src: string, lexer: Lexer): Tokens.Blockquote | undefined {
  const raw = /^(?: *>[^\n]+(?:\n[^\n]+)*\n*)+/.exec(src)?.[0];
  if (raw === undefined) return undefined;
  const text = raw.replace(/^ *> ?/gm, '');
  const tokens = nested(text, lexer, { top: lexer.state.top, lines: 'paragraph' });
  return { type: 'blockquote', raw, text, tokens };
}

const DEFINITION = /^ *\[([^\]]+)\]: *<?([^\s>]+)>?(?: +["(]([^\n]+)[")])? *(?:\n+|$)/;

/** Matches `[label]: address "title"`, outside lists. A later definition replaces an earlier one. */
function definition(src: string, lexer: Lexer): Tokens.Def | undefined {
  const match = lexer.state.top ? DEFINITION.exec(src) : null;
  if (!match) return undefined;
  const [raw, label = '', href = '', title = ''] = match;
  const tag = label.toLowerCase();
  lexer.tokens.links[tag] = { href, title };
  return { type: 'def', raw, tag, href, title };
}

/** Matches lines up to a blank line or a block that may interrupt a paragraph; lists and tables may not. */
function paragraph(src: string, lexer: Lexer): Tokens.Paragraph | undefined {
  if (!lexer.state.top) return undefined;
  let end = lineEnd(src, 0);
  while (src.charAt(end + 1) !== '' && src.charAt(end + 1) !== '\n') {
    if (interruptsParagraph(src.slice(end + 1))) break;
    end = lineEnd(src, end + 1);
  }
  const text = src.slice(0, end);
  const raw = text + (/^\n+/.exec(src.slice(end))?.[0] ?? '');
  return { type: 'paragraph', raw, text, tokens: lexer.inline(text) };
}

function interruptsParagraph(src: string): boolean {
  return (
    fencedCode(src) !== undefined ||
    thematicBreak(src) !== undefined ||
    /^ *#[^\n]/.test(src) ||
    /^[^\n]+\n *[=-]{3}/.test(src) ||
    /^ *>[^\n]/.test(src) ||
    opensHtml(src) ||
    DEFINITION.test(src)
  );
}

function lineEnd(src: string, from: number): number {
  const end = src.indexOf('\n', from);
  return end < 0 ? src.length : end;
}

/** Matches a line of text inside a list; `nested` joins adjacent lines later. */
function textLine(src: string): Tokens.Text | undefined {
  const raw = /^[^\n]+(?:\n(?!\n))?/.exec(src)?.[0];
  return raw === undefined ? undefined : { type: 'text', raw, text: raw.replace(/\n$/, '') };
}
