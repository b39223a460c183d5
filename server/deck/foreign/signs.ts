/** Finds the syntax of other tools in a text, outside of code, with its position. */
import { codeSpans, inside, lineAt } from '../text/fences.ts';
import type { FrontMatter } from '../text/front-matter.ts';

/**
 * The syntax of a tool. Each match contains all of the strings `parts`; most texts do not, and need no search. The rarest
 * comes first.
 */
export interface Mark {
  readonly parts: readonly string[];
  /** The pattern, with the flags `g` and `m`. */
  readonly pattern: RegExp;
  /** Counts a match only among settings at the beginning of the text, or of any slide. */
  readonly opens?: 'text' | 'slide';
}

/** The position of a match; lines and columns count from 1. */
export interface Sign {
  readonly line: number;
  readonly column: number;
  /** The first line of the match. */
  readonly found: string;
}

/** The maximum length of the settings at a slide's beginning, in characters. */
const MOST_SETTINGS = 1_000;

/**
 * A setting at the beginning of a text, and of a slide below. Most decks have neither, and need no closer look. Two patterns,
 * since one with the flag `m` is tried at every character.
 */
const OPENING_SETTING = [/^(?:-{2,3}[ \t]*\n)?\s*[\w-]+:/, /\n-{2,3}[ \t]*\n\s*[\w-]+:/];

/** The same directly below a line of three dashes. */
const RULE_AND_SETTING = [/^---[ \t]*\n[\w-]+:(?:\s|$)/, /\n---[ \t]*\n[\w-]+:(?:\s|$)/];

/** A text in which the syntax of other tools is looked for. */
export class SearchedText {
  readonly #body: string;
  readonly #bodyLine: number;
  /** Whether a slide may begin with settings, and with a block of them. */
  readonly #mayHaveSettings: boolean;
  readonly #mayHaveBlocks: boolean;

  constructor({ body, bodyLine }: Pick<FrontMatter, 'body' | 'bodyLine'>) {
    this.#body = body;
    this.#bodyLine = bodyLine;
    this.#mayHaveSettings = OPENING_SETTING.some((pattern) => pattern.test(body));
    this.#mayHaveBlocks = this.#mayHaveSettings && RULE_AND_SETTING.some((pattern) => pattern.test(body));
  }

  /** Returns the first match of a mark outside of code. */
  signOf({ parts, pattern, opens }: Mark): Sign | undefined {
    if (opens === 'slide' && !this.#mayHaveSettings) return undefined;
    const body = this.#body;
    // A long text is not searched to its end for what counts at its beginning only.
    const searched = opens === 'text' ? body.slice(0, 2 * MOST_SETTINGS) : body;
    if (!parts.every((part) => searched.includes(part))) return undefined;
    const marked = [...searched.matchAll(pattern)];
    if (marked.length === 0) return undefined;
    const code = codeSpans(body);
    const found = marked.find(
      ({ index }) =>
        (!opens || opensSlide(body, index, opens)) && !inside(index, code) && !isIndented(body, index),
    );
    if (!found) return undefined;
    const start = body.lastIndexOf('\n', found.index - 1) + 1;
    return {
      line: lineAt(body, found.index, this.#bodyLine),
      column: found.index - start + 1,
      found: found[0].trim().split('\n')[0] ?? '',
    };
  }

  /**
   * Returns the first line that matches `tells` in a block of settings between two `---`, with which Slidev
   * begins a slide.
   */
  slideSettings(tells: RegExp): Sign | undefined {
    if (!this.#mayHaveBlocks) return undefined;
    const code = codeSpans(this.#body);
    let offset = 0;
    let sign: Sign | undefined;
    let open = false;
    for (const [i, line] of this.#body.split('\n').entries()) {
      const isRule = /^---[ \t]*$/.test(line) && !inside(offset, code);
      if (isRule && open && sign) return sign;
      const isSetting = /^[\w-]+:(?:\s|$)/.test(line);
      if (open && isSetting && tells.test(line))
        sign ??= { line: this.#bodyLine + i, column: 1, found: line.trim() };
      open = isRule || (open && isSetting);
      if (isRule || !open) sign = undefined;
      offset += line.length + 1;
    }
    return undefined;
  }
}

/** Returns whether only settings stand between the beginning of the text, or of a slide, and an offset. */
function opensSlide(body: string, at: number, opens: 'text' | 'slide'): boolean {
  const start = Math.max(0, at - MOST_SETTINGS);
  const lines = body.slice(start, at).trimEnd().split('\n');
  const other = lines.findLast((line) => line !== '' && !/^[a-z][a-z-]*: /.test(line));
  if (other === undefined) return start === 0;
  return opens === 'slide' && /^-{2,3}[ \t]*$/.test(other);
}

/** Returns whether an offset is in indented code or in a code span. */
function isIndented(body: string, at: number): boolean {
  const line = body.slice(body.lastIndexOf('\n', at - 1) + 1, at);
  return /^(?: {4}|\t)/.test(line) || (line.match(/`/g) ?? []).length % 2 === 1;
}
