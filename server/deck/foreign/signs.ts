/** Looks for what other tools write in a text: outside of code, with its place. */
import { codeSpans, inside, lineAt } from '../text/fences.ts';
import type { FrontMatter } from '../text/front-matter.ts';

/** Something that a tool writes, and a part of it, by which most texts need no closer look. */
export interface Mark {
  readonly part: string;
  /** With the flags `g` and `m`. */
  readonly pattern: RegExp;
  /** It counts only among settings at the beginning of the text, or of any slide. */
  readonly opens?: 'text' | 'slide';
}

/** Where it stands; lines and columns count from 1. */
export interface Sign {
  readonly line: number;
  readonly column: number;
  /** The first line of what was found. */
  readonly found: string;
}

type Body = Pick<FrontMatter, 'body' | 'bodyLine'>;

/** The first place of a mark outside of code. */
export function signOf({ part, pattern, opens }: Mark, { body, bodyLine }: Body): Sign | undefined {
  if (!body.includes(part)) return undefined;
  const marked = [...body.matchAll(pattern)];
  if (marked.length === 0) return undefined;
  const code = codeSpans(body);
  const found = marked.find(
    ({ index }) =>
      (!opens || opensSlide(body, index, opens)) && !inside(index, code) && !isIndented(body, index),
  );
  if (!found) return undefined;
  const start = body.lastIndexOf('\n', found.index - 1) + 1;
  return {
    line: lineAt(body, found.index, bodyLine),
    column: found.index - start + 1,
    found: found[0].trim().split('\n')[0] ?? '',
  };
}

/** Settings at the beginning of a slide have fewer characters. */
const MOST_SETTINGS = 1_000;

/** Whether nothing but settings stands between an offset and the beginning of the text, or of a slide. */
function opensSlide(body: string, at: number, opens: 'text' | 'slide'): boolean {
  const start = Math.max(0, at - MOST_SETTINGS);
  const lines = body.slice(start, at).trimEnd().split('\n');
  const other = lines.findLast((line) => line !== '' && !/^[a-z][a-z-]*: /.test(line));
  if (other === undefined) return start === 0;
  return opens === 'slide' && /^-{2,3}[ \t]*$/.test(other);
}

/** Whether a mark stands in indented code or in a code span. */
function isIndented(body: string, at: number): boolean {
  const line = body.slice(body.lastIndexOf('\n', at - 1) + 1, at);
  return /^(?: {4}|\t)/.test(line) || (line.match(/`/g) ?? []).length % 2 === 1;
}

/** A rule with a setting behind it, without which no slide has settings: most decks need no closer look. */
const RULE_AND_SETTING = /^---[ \t]*\n[\w-]+:(?:\s|$)/m;

/** The first line that `tells`, in a block of settings between two `---`, as Slidev has it at the start of a slide. */
export function slideSettings({ body, bodyLine }: Body, tells: RegExp): Sign | undefined {
  if (!RULE_AND_SETTING.test(body)) return undefined;
  const code = codeSpans(body);
  let offset = 0;
  let sign: Sign | undefined;
  let open = false;
  for (const [i, line] of body.split('\n').entries()) {
    const isRule = /^---[ \t]*$/.test(line) && !inside(offset, code);
    if (isRule && open && sign) return sign;
    const isSetting = /^[\w-]+:(?:\s|$)/.test(line);
    if (open && isSetting && tells.test(line)) sign ??= { line: bodyLine + i, column: 1, found: line.trim() };
    open = isRule || (open && isSetting);
    if (isRule || !open) sign = undefined;
    offset += line.length + 1;
  }
  return undefined;
}
